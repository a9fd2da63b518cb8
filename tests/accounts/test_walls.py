"""What people of one commune, of two, of the province and of the only commune meet."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from accounts import walls
from accounts.files import collection_of
from accounts.models import RoleGroup
from desk.models import RoyaltyBudget
from desk.royalties import budget_of
from links.models import LinkGroup
from pages.models import DowntimeNotice, PortalDocument, PortalImage
from pages.page_forms import BORROWED
from search.models import Synonym
from tests.board import make_board, make_person
from tests.factories import make_home, make_image

pytestmark = pytest.mark.django_db
NATIONAL = "procedures.change_lifeevent"
ROYALTIES = {"amount": "1000000", "note": "", "year": "2026"}


@pytest.fixture
def alone():
    return make_board()


@pytest.fixture
def communes(alone):
    """The first commune, and one that came later."""
    home = make_home(hostname="xa-khac.test", title="Xã Bên", is_default=False)
    return alone, make_board(home, "ben-")


def site_of(board):
    return Site.objects.get(root_page=board.home)


def signed_in(client, person):
    client.force_login(person)
    return client


def test_each_commune_has_its_own_budget_of_a_year_and_is_not_asked_whose(client, communes):
    for board in communes:
        signed_in(client, board.administrator)
        assert 'name="site"' not in client.get(reverse("royaltybudget:add")).content.decode()
        client.post(reverse("royaltybudget:add"), ROYALTIES)
        assert budget_of(site_of(board), 2026).amount == 1_000_000
    again = client.post(reverse("royaltybudget:add"), ROYALTIES)
    assert "Năm này đã có dự toán." in again.content.decode()
    assert RoyaltyBudget.objects.count() == 2


def test_who_is_over_all_communes_says_whose_a_new_thing_is(client, communes):
    signed_in(client, make_person("tinh", is_superuser=True))
    assert 'name="site"' in client.get(reverse("royaltybudget:add")).content.decode()
    site = site_of(communes[1])
    client.post(reverse("royaltybudget:add"), ROYALTIES | {"site": site.pk})
    assert RoyaltyBudget.objects.get().site == site


def test_a_person_of_two_communes_says_whose_a_new_thing_is_and_sees_both(client, communes):
    for board in communes:
        LinkGroup.objects.create(title=f"Nhóm của {board.home.title}", site=site_of(board))
    both = make_person("hai-xa", "administrator")
    both.groups.add(RoleGroup.objects.get(role="administrator", site=site_of(communes[1])).group)
    signed_in(client, both)
    assert 'name="site"' in client.get(reverse("royaltybudget:add")).content.decode()
    listed = client.get(reverse("wagtailsnippets_links_linkgroup:list")).content.decode()
    assert all(f"Nhóm của {board.home.title}" in listed for board in communes)


def test_a_form_that_says_another_commune_is_refused(client, communes):
    signed_in(client, communes[0].administrator)
    client.post(reverse("royaltybudget:add"), ROYALTIES | {"site": site_of(communes[1]).pk})
    assert not RoyaltyBudget.objects.exists()


def test_the_only_administrator_keeps_the_national_text_until_there_is_another_commune(alone):
    def may():
        return type(alone.administrator).objects.get(pk=alone.administrator.pk).has_perm(NATIONAL)

    assert may()
    make_home(hostname="xa-khac.test", is_default=False)
    assert not may()
    Site.objects.get(hostname="xa-khac.test").delete()
    assert may()


def test_the_national_text_of_several_communes_is_a_role_that_no_commune_gives(client, communes):
    province = RoleGroup.objects.get(role="province")
    person = make_person("can-bo-tinh")
    person.groups.add(province.group)
    assert person.has_perm(NATIONAL)
    form = signed_in(client, communes[0].administrator).get(reverse("wagtailusers_users:add"))
    assert province.group.name not in form.content.decode()


def test_the_only_commune_works_on_the_common_shelf(alone):
    assert collection_of(site_of(alone)) == Collection.get_first_root_node()
    assert not RoleGroup.objects.filter(role="province").exists()


def test_what_stood_on_the_common_shelf_becomes_the_first_ones(alone):
    shelves = [
        Collection.get_first_root_node().add_child(name=name) for name in ("Ảnh từ Word", "An", "Z")
    ]
    images = [make_image(), *(make_image(collection=shelf) for shelf in shelves)]
    second = site_of(make_board(make_home(hostname="xa-khac.test", is_default=False), "ben-"))
    own = collection_of(site_of(alone))
    assert own != collection_of(second)
    assert Collection.find_problems() == ([], [], [], [], [])
    for image in images:
        image.refresh_from_db()
        assert image.collection == own or image.collection.is_descendant_of(own)


def test_an_editor_of_one_section_keeps_his_pictures_when_a_second_commune_comes(alone):
    from desk import roles

    editor = make_person("mot-chuyen-muc")
    editor.groups.add(roles.section_group(roles.EDITOR, alone.news))
    image = make_image()
    make_home(hostname="xa-khac.test", is_default=False)
    assert walls.of_own(editor, PortalImage.objects.filter(pk=image.pk)).exists()


def test_all_of_the_list_is_all_of_ones_own(client, communes):
    for board in communes:
        Synonym.objects.create(names="sổ đỏ", site=site_of(board))
    address = reverse("wagtail_bulk_action", args=["search", "synonym", "delete"])
    signed_in(client, communes[0].administrator).post(f"{address}?id=all")
    assert Synonym.objects.get().site == site_of(communes[1])


def test_redirects_from_a_file_are_of_ones_own_site(client, communes):
    signed_in(client, communes[0].administrator)
    file = SimpleUploadedFile("cu.csv", b"from,to\n/cu,https://xa.test/moi\n")
    html = client.post(reverse("wagtailredirects:start_import"), {"import_file": file})
    form = html.context["form"]
    data = {name: form[name].value() for name in ("import_file_name", "input_format")}
    data |= {"from_index": "0", "to_index": "1", "permanent": "on", "site": ""}
    client.post(reverse("wagtailredirects:process_import"), data)
    assert Redirect.objects.get().site == site_of(communes[0])


def test_an_article_takes_no_picture_of_another_commune(client, communes):
    own, other = communes
    picture = make_image(collection=collection_of(site_of(other)))
    form_class = own.draft(own.chief).get_edit_handler().get_form_class()
    offered = form_class(for_user=own.chief, instance=own.draft(own.chief)).fields["cover"]
    assert picture not in offered.queryset
    kept = form_class(for_user=own.chief, instance=own.draft(own.chief, cover=picture))
    assert picture in kept.fields["cover"].queryset


def article_with(document):
    """What the form of an article sends, a link to a file in its text."""
    link = f'<p><a linktype="document" id="{document.pk}">Tệp</a></p>'
    empty = ("slug", "lead", "author", "source", "source_url", "cover", "published_at", "tags", "label",
             "when_note", "seo_title", "search_description", "go_live_at", "expire_at")  # fmt: skip
    return nested_form_data(
        dict.fromkeys(empty, "")
        | {"title": "Bài có tệp", "genre": "tin", "legacy_views": "0"}
        | {"body": streamfield([("text", rich_text(link))])}
        | {"pinned_articles": inline_formset([]), "comments": inline_formset([])}
    )


def test_a_text_takes_no_file_of_another_commune_but_keeps_what_it_had(client, communes):
    own, other = communes
    theirs = PortalDocument.objects.create(title="Tệp", collection=collection_of(site_of(other)))
    mine = PortalDocument.objects.create(title="Tệp", collection=collection_of(site_of(own)))
    signed_in(client, own.chief)
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", own.news.pk])
    refused = client.post(address, article_with(theirs))
    assert BORROWED in refused.context["form"].non_field_errors()
    assert client.post(address, article_with(mine)).status_code == 302
    old = own.draft(own.chief, body=_body_with(theirs))
    edit = reverse("wagtailadmin_pages:edit", args=[old.pk])
    assert client.post(edit, article_with(theirs)).status_code == 302


def _body_with(document):
    link = f'<p><a linktype="document" id="{document.pk}">Tệp</a></p>'
    return json.dumps([{"type": "text", "value": link}])


def test_a_notice_of_downtime_stands_on_the_pages_of_its_commune_alone(client, communes):
    coming = timezone.now() + timezone.timedelta(days=1)
    ends = coming + timezone.timedelta(hours=1)
    DowntimeNotice.objects.create(
        starts_at=coming, ends_at=ends, reason="Đổi máy", site=site_of(communes[1])
    )
    assert "Đổi máy" not in client.get("/").content.decode()
    assert "Đổi máy" in client.get("/", headers={"host": "xa-khac.test"}).content.decode()
    DowntimeNotice.objects.create(starts_at=coming, ends_at=ends, reason="Mọi máy", site=None)
    assert "Mọi máy" in client.get("/").content.decode()


def test_the_only_commune_pays_no_query_for_walls(alone, django_assert_num_queries):
    walls.stand()
    rows = LinkGroup.objects.all()
    with django_assert_num_queries(0):
        assert walls.of_own(alone.administrator, rows) is rows
        assert not walls.is_foreign(alone.administrator, LinkGroup, 1)

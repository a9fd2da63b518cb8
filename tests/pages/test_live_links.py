"""What is deleted, trashed or taken off leaves no link to nothing, no empty frame and no "None"."""

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import ReferenceIndex, Site

from links.models import Link, LinkGroup, Navigation
from pages.models import PortalDocument
from tests.factories import make_article, make_home, make_image, make_section, show

pytestmark = pytest.mark.django_db


def _document(name="Kế hoạch.pdf", content=b"%PDF-1.4 mot"):
    return PortalDocument.objects.create(title="Kế hoạch", file=ContentFile(content, name=name))


def _block(kind, **value):
    return {"type": kind, "value": value}


@pytest.fixture
def site():
    """A home page and an article that point at `gone` and `closed` in every way there is."""
    home = make_home()
    section = make_section(home)
    closed = make_section(home, title="Chuyên mục sẽ đóng", slug="se-dong")
    gone = make_article(section, title="Bài sẽ xóa", slug="bai-se-xoa")
    picture, document = make_image("Ảnh họp"), _document()
    links = f'<p><a linktype="page" id="{gone.pk}">bài kia</a> <a linktype="document" id="{document.pk}">tệp kia</a></p>'
    figure = {"image": {"image": picture.pk, "alt_text": "Bà con họp", "decorative": False}, "caption": "Chú thích một"}  # fmt: skip
    body = [
        {"type": "text", "value": links},
        _block("figure", **figure),
        _block("figure_row", figures=[figure, figure]),
        _block("file", document=document.pk, title="Tệp đính kèm"),
        _block("media", title="Bản tin loa", document=document.pk, url="", transcript="Lời ghi", poster=None, language=""),
    ]  # fmt: skip
    article = make_article(section, title="Bài còn lại", body=json.dumps(body), cover=picture)
    article.pinned_articles.create(pinned=gone)
    home.body = json.dumps(
        [
            _block("headlines", lead=gone.pk, section=closed.pk, count=5),
            _block("notices", section=closed.pk, heading="Thông báo", count=4),
            _block("section_cards", section=closed.pk, heading="Tin ảnh", count=4),
        ]
    )
    home.alert_text, home.alert_page = "Mưa lũ", gone
    home.save()
    group = LinkGroup.objects.create(title="Liên kết")
    Link.objects.create(group=group, name="Liên kết nhóm", page=gone)
    navigation = Navigation.for_site(Site.objects.get())
    navigation.menu = json.dumps([_block("item", label="Mục trong danh mục", page=gone.pk, url="")])
    navigation.link_groups = json.dumps([{"type": "group", "value": group.pk}])
    navigation.save()
    for thing in (home, article, navigation, group):
        ReferenceIndex.create_or_update_for_object(thing)
    return {"home": home, "article": article, "gone": gone, "closed": closed, "picture": picture, "document": document}  # fmt: skip


def _read(client, *addresses):
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(addresses)
    return " ".join(answer.content.decode() for answer in answers)


def _everything(client, site):
    return _read(client, "/", site["article"].url, "/rss.xml", "/so-do-trang/")


def test_the_site_leads_to_what_is_there(client, site):
    shown = _everything(client, site)
    assert shown.count("bai-se-xoa") >= 5
    assert "se-dong" in shown
    assert shown.count("Chú thích một") >= 3


@pytest.mark.parametrize("way", ["trash", "unpublish"])
def test_a_page_that_went_leaves_words_and_no_links(client, admin_client, site, way):
    _everything(client, site)  # whatever is remembered, is remembered
    for page in (site["gone"], site["closed"]):
        name = "delete" if way == "trash" else "unpublish"
        admin_client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
    shown = _everything(client, site)
    assert "bài kia" in shown
    assert "Mưa lũ" in shown
    assert "bai-se-xoa" not in shown
    assert "se-dong" not in shown
    assert "Mục trong danh mục" not in shown
    assert "Liên kết nhóm" not in shown
    assert "None" not in shown


def test_a_deleted_picture_leaves_no_frame_and_no_caption(client, admin_client, site):
    _everything(client, site)
    asked = admin_client.get(reverse("wagtailimages:delete", args=[site["picture"].pk]))
    assert "Bài còn lại" in asked.content.decode()
    assert "biến khỏi những trang này" in asked.content.decode()
    admin_client.post(reverse("wagtailimages:delete", args=[site["picture"].pk]))
    shown = _everything(client, site)
    assert "Chú thích một" not in shown
    assert 'class="pic no-picture' not in shown
    assert 'class="figs"' not in shown
    assert "<figure></figure>" not in shown
    assert "None" not in shown


def test_a_deleted_file_leaves_no_link(client, admin_client, site):
    address = site["document"].url
    asked = admin_client.get(reverse("wagtaildocs:delete", args=[site["document"].pk]))
    assert "Bài còn lại" in asked.content.decode()
    admin_client.post(reverse("wagtaildocs:delete", args=[site["document"].pk]))
    shown = _everything(client, site)
    assert address not in shown
    assert "tệp kia" in shown
    assert "Lời ghi" in shown
    assert "None" not in shown


@pytest.mark.parametrize(("app", "model", "key"), [("pages", "portalimage", "picture"), ("pages", "portaldocument", "document")])  # fmt: skip
def test_deleting_several_at_once_says_the_same(admin_client, site, app, model, key):
    address = reverse("wagtail_bulk_action", args=[app, model, "delete"])
    asked = admin_client.get(address, {"id": site[key].pk}).content.decode()
    assert "Bài còn lại" in asked
    assert "Đang được dùng ở" in asked


@pytest.mark.parametrize("name", ["delete", "unpublish"])
def test_whoever_takes_a_page_off_sees_who_links_to_it(admin_client, site, name):
    asked = admin_client.get(reverse(f"wagtailadmin_pages:{name}", args=[site["gone"].pk]))
    assert "Bài còn lại" in asked.content.decode()
    assert "không dẫn đi đâu nữa" in asked.content.decode()


def test_a_file_nobody_uses_says_so(admin_client):
    asked = admin_client.get(reverse("wagtaildocs:delete", args=[_document().pk]))
    assert "Chưa nơi nào dùng" in asked.content.decode()


def _replace(client, document, name):
    form = {
        "title": document.title,
        "file": ContentFile(b"%PDF-1.4 moi", name=name),
        "collection": document.collection_id,
        "tags": "",
    }
    assert client.post(reverse("wagtaildocs:edit", args=[document.pk]), form).status_code == 302
    document.refresh_from_db()


def test_a_replaced_file_answers_at_every_address_that_it_had(client, admin_client):
    document = _document("ke-hoach.pdf")
    show(document)
    addresses = [document.url]
    for name in ("ke-hoach-sua.pdf", "ke-hoach-lan-ba.docx.pdf"):
        _replace(admin_client, document, name)
        addresses.append(document.url)
    assert len(set(addresses)) == 3
    for address in addresses:
        answer = client.get(address, follow=True)
        assert b"".join(answer.streaming_content) == b"%PDF-1.4 moi"


def test_a_name_that_a_file_never_had_finds_nothing(client):
    document = _document("ke-hoach.pdf")
    show(document)
    assert client.get(document.url.replace("ke-hoach", "bi-mat")).status_code == 404


def test_the_example_in_the_editor_still_shows_a_frame(rf):
    from pages.blocks import FigureBlock

    block = FigureBlock()
    value = block.normalize({"caption": "Chú thích"})
    assert "no-picture" in block.render(value, {"is_example": True})
    assert "no-picture" not in block.render(value, {})

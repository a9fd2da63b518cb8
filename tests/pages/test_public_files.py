"""Pictures and files are to be had while something public uses them, by everybody or by who may."""

import json
import os

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import PageViewRestriction, ReferenceIndex, Site

from desk import trash
from links.models import Link, LinkGroup
from news.models import ArticlePage
from pages import open_pictures
from pages.identity import SiteIdentity
from pages.models import PortalDocument, PortalImage
from procedures.models import FormFile, Procedure, ProcedurePage, ProceduresIndexPage
from tests.board import make_board
from tests.factories import make_image

pytestmark = pytest.mark.django_db
NOT_SHOWN = {"legacy.ImportedFile", "search.SearchEntry", "pages.PortalRendition"}
"""What knows a picture or file without showing it to anybody."""


@pytest.fixture
def board():
    return make_board()


def _document(name="ke-hoach.pdf"):
    document = PortalDocument(title="Kế hoạch")
    document.file.save(name, ContentFile(b"%PDF-1.4 mau"))
    return document


def _using(board, picture=None, document=None, **fields):
    """A draft that shows the picture and links to the file."""
    link = f'<p><a linktype="document" id="{document.pk}">tệp</a></p>' if document else "<p>chữ</p>"
    body = json.dumps([{"type": "text", "value": link}])
    return board.draft(board.editor, body=body, cover=picture, **fields)


def _published(page):
    page.get_latest_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def _size(picture):
    picture.refresh_from_db()
    return default_storage.url(picture.sizes["whole-360-webp"][0])


def _statuses(client, picture, document):
    return [client.get(address).status_code for address in (_size(picture), document.url)]


@pytest.fixture
def files(board):
    """A picture, a file and a draft that uses both."""
    picture, document = make_image(), _document()
    return picture, document, _using(board, picture, document)


def test_what_only_a_draft_uses_is_not_there_for_strangers(client, files):
    picture, document, _ = files
    assert _statuses(client, picture, document) == [404, 404]
    assert client.get(document.url, headers={"range": "bytes=0-1"}).status_code == 404


def test_what_nothing_uses_is_not_there_for_strangers(client):
    assert _statuses(client, make_image(), _document()) == [404, 404]


def test_publishing_the_page_opens_them_and_taking_it_down_closes_them_at_once(client, files):
    picture, document, draft = files
    page = _published(draft)
    assert _statuses(client, picture, document) == [200, 200]
    assert _statuses(client, picture, document) == [200, 200]
    page.unpublish()
    assert _statuses(client, picture, document) == [404, 404]


def test_the_web_servers_link_comes_with_the_first_reader_and_goes_with_the_page(client, files):
    picture, _, draft = files
    page = _published(draft)
    name = _size(picture).removeprefix("/media/")
    assert not open_pictures.is_open(name)
    client.get(_size(picture))
    assert open_pictures.is_open(name)
    link = open_pictures._folder() / name
    assert os.path.samefile(link, default_storage.path(name))
    page.unpublish()
    assert not open_pictures.is_open(name)


def test_an_open_picture_costs_no_query(client, files, django_assert_num_queries):
    picture, _, draft = files
    _published(draft)
    address = _size(picture)
    client.get(address)
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


def test_a_page_that_is_thrown_away_takes_its_files_along_and_brings_them_back(
    client, board, files
):
    picture, document, draft = files
    _published(draft)
    assert _statuses(client, picture, document) == [200, 200]
    thrown = trash.throw_away(draft, board.chief)
    assert _statuses(client, picture, document) == [404, 404]
    trash.bring_back(thrown, board.chief)
    assert _statuses(client, picture, document) == [200, 200]


def test_a_page_that_is_deleted_for_good_takes_its_files_along(client, files):
    picture, document, draft = files
    page = _published(draft)
    _statuses(client, picture, document)
    page.delete()
    assert _statuses(client, picture, document) == [404, 404]


def test_a_new_edition_without_them_closes_them(client, files):
    picture, document, draft = files
    page = _published(draft)
    _statuses(client, picture, document)
    page.cover, page.body = None, json.dumps([{"type": "text", "value": "<p>chữ</p>"}])
    page.save_revision()
    assert _statuses(client, picture, document) == [200, 200], "only a draft, so far"
    _published(page)
    assert _statuses(client, picture, document) == [404, 404]


def test_two_pages_use_it_and_one_is_taken_down(client, board, files):
    picture, document, draft = files
    page = _published(draft)
    _published(_using(board, picture, document, title="Bài kia"))
    _statuses(client, picture, document)
    page.unpublish()
    assert _statuses(client, picture, document) == [200, 200]


def test_files_of_a_page_behind_a_password_are_for_those_who_gave_it(client, board, files):
    picture, document, draft = files
    page = _published(draft)
    assert _statuses(client, picture, document) == [200, 200]
    rule = PageViewRestriction.objects.create(
        page=board.news, restriction_type="password", password="họp kín"
    )
    assert _statuses(client, picture, document) == [404, 404]
    client.post(
        f"/_util/authenticate_with_password/{rule.pk}/{page.pk}/",
        {"password": "họp kín", "return_url": page.url},
    )
    assert _statuses(client, picture, document) == [200, 200]
    told = client.get(_size(picture)).headers["Cache-Control"]
    assert told.startswith("private"), "no cache on the way may hand it to others"
    assert not open_pictures.is_open(_size(picture).removeprefix("/media/"))


def test_an_editor_sees_what_a_draft_uses_and_a_reader_of_statistics_does_not(client, board, files):
    picture, document, _ = files
    client.force_login(board.contributor)
    assert _statuses(client, picture, document) == [200, 200]
    assert client.get(_size(picture)).headers["Cache-Control"].startswith("private")
    client.force_login(board.statistics)
    assert _statuses(client, picture, document) == [404, 404]


def test_who_owes_the_second_factor_is_a_stranger_yet(client, board, files, settings):
    picture, document, _ = files
    settings.SECOND_FACTOR = True
    client.force_login(board.chief)
    assert _statuses(client, picture, document) == [404, 404]


def test_wagtails_own_sizes_are_for_editors_alone(client, board, files):
    picture, _, draft = files
    _published(draft)
    address = picture.get_rendition("max-165x165").url
    assert client.get(address).status_code == 404
    client.force_login(board.editor)
    assert client.get(address).status_code == 200


def test_nobody_guesses_the_address_of_a_size_from_the_picture(settings):
    picture = make_image()
    before = _size(picture)
    settings.SECRET_KEY = "a different secret of a different house"
    picture.save()
    assert _size(picture) != before


def test_the_emblem_and_a_logo_among_the_links_are_public(client, board):
    emblem, logo = make_image(), make_image(colour=(9, 9, 9))
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.emblem = emblem
    identity.save()
    group = LinkGroup.objects.create(title="Liên kết")
    group.links.add(Link(name="Cổng tỉnh", url="https://tinh.gov.vn", logo=logo))
    group.save()
    assert [client.get(_size(picture)).status_code for picture in (emblem, logo)] == [200, 200]
    identity.emblem = None
    identity.save()
    assert client.get(_size(emblem)).status_code == 404


def test_a_form_is_public_while_a_guide_to_its_procedure_is(client, board):
    procedure = Procedure.objects.create(code="1.001193")
    document = _document("to-khai.pdf")
    procedure.form_files.add(FormFile(form_name="to-khai.pdf", document=document))
    procedure.save()
    assert client.get(document.url).status_code == 404
    index = board.home.add_child(instance=ProceduresIndexPage(title="Thủ tục"))
    guide = index.add_child(instance=ProcedurePage(title="Khai sinh", procedure=procedure))
    assert client.get(document.url).status_code == 200
    guide.unpublish()
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize("model", [PortalImage, PortalDocument])
def test_everything_that_holds_a_picture_or_file_is_followed_or_shows_it_to_nobody(model):
    holders = {
        relation.related_model
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in {app.label for app in apps.get_app_configs()}
    }
    followed = ReferenceIndex.tracked_models
    left = {holder._meta.label for holder in holders - followed} - NOT_SHOWN
    assert not [label for label in left if not label.startswith("taggit.")]

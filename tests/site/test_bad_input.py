"""What nobody in good faith sends gets a clear answer, never a failure: on both databases."""

import io
import json

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from news.models import ArticlePage
from pages.models import PortalDocument, PortalImage
from tests.databases import built_once, fresh
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db

STACKED = ("ệ" + "\u0323\u0302\u0301" * 85)[:255]
HTML_POLYGLOT = b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@built_once
def _section():
    section = make_section(make_section(make_home(), "Tin tức"))
    for _ in range(3):
        make_article(section)
    return section


@pytest.fixture
def section(_section):
    return fresh(_section)


@pytest.fixture
def editor(client, section):
    """A client signed in as an administrator."""
    client.force_login(get_user_model().objects.create_superuser("quantri"))
    return client


@pytest.mark.parametrize("number", ["0", "-1", "99999", "abc", "", "1e3", "９", "1" * 5000, "%00"])
def test_an_odd_page_number_shows_a_page_or_is_refused(client, section, number):
    for address in [section.url, "/tim-kiem/?q=bai"]:
        joint = "&" if "?" in address else "?"
        assert client.get(f"{address}{joint}trang={number}").status_code in (200, 400, 414)


@pytest.mark.parametrize("number", ["0", "-1", "99999", "abc"])
def test_a_page_number_that_does_not_exist_shows_the_nearest_page(client, section, number):
    response = client.get(section.url, {"trang": number})
    assert response.status_code == 200
    assert "Bài số" in response.content.decode()


@pytest.mark.parametrize(
    "month", ["2023-00", "9999-99", "0000-01", "-2023-01", "２０２３-１１", "2023-11' OR 1=1--"]
)
def test_an_odd_month_shows_all_articles(client, section, month):
    assert client.get(section.url, {"thang": month}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ['"', '"chuyển đổi', "'", "chuyển đổi số'; DROP TABLE", "*", "a:b", "(", "NOT", "AND OR", "-", "\\",
     "%", "_", "🙂", STACKED, "a" * 1900, " " * 500],
)  # fmt: skip
def test_an_odd_query_is_answered(client, section, query):
    assert client.get("/tim-kiem/", {"q": query}).status_code in (200, 414)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=%00", 400),
        ("q=a%00b", 400),
        ("%00=a", 400),
        ("q=%ff%fe", 400),
        ("q=%ed%a0%80", 400),
        ("q=" + "a" * 10_000, 414),
        ("q=%", 200),
        ("q=%zz", 200),
        ("&&&===", 200),
    ],
)
def test_a_query_that_no_browser_sends_is_refused_on_every_page(client, section, query, status):
    for path in ["/", section.url, "/tim-kiem/"]:
        answer = client.get(f"{path}?{query}", follow=True)  # a page leads to itself without it
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/khong-co/", 404),
        ("/tin-tuc/khong-co/", 404),
        ("/" + "a" * 3000, 414),
        ("/" + "a/" * 500, 404),
        ("/%00/", 400),
        ("/%ff%fe/", 404),
        ("/%0aX-Gia: 1/", 404),
        ("/../../etc/passwd", 404),
        ("/media/images/../portal.sqlite3", 404),
        ("/media/images/%2e%2e/%2e%2e/portal.sqlite3", 404),
        ("/media/original_images/anh.jpg", 404),
        ("/media/images/khong-co.jpg", 404),
        ("/tai-lieu/1/../../khong-co", 404),
        ("/tai-lieu/99999999999999999999/a.pdf", 404),
        ("/lien-ket/?den=99999999999", 404),
        ("/lien-ket/?den=abc", 404),
    ],
)
def test_an_address_that_leads_nowhere_is_answered(client, section, path, status):
    assert client.get(path).status_code == status


def test_an_unknown_address_gets_help_in_vietnamese(client, section):
    html = client.get("/khong-co/").content.decode()
    assert "Không tìm thấy trang" in html
    assert 'action="/tim-kiem/"' in html


@pytest.mark.parametrize(
    "host", ["ke-gian.example", "localhost.ke-gian.example", "", "a b", "@", "[::"]
)
def test_a_foreign_host_name_is_refused(client, section, host):
    assert client.get("/", headers={"host": host}).status_code == 400


def test_a_forwarded_host_name_is_not_believed(client, section):
    response = client.get("/", headers={"x-forwarded-host": "ke-gian.example"})
    assert b"ke-gian" not in response.content


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
@pytest.mark.parametrize(
    "value", [r'"\000\000\000\000\000\000\000\000\000"', "\xff" * 40, "a" * 4000]
)
def test_an_odd_cookie_is_answered(client, section, name, value):
    for path in ["/", "/quan-tri/", "/quan-tri/login/"]:
        assert client.get(path, headers={"cookie": f"{name}={value}"}).status_code < 500


def test_a_200_mb_upload_is_refused_by_its_declared_length(editor):
    declared = {"CONTENT_LENGTH": str(200 * 1024 * 1024)}
    response = editor.post(reverse("wagtailimages:add"), **declared)
    assert response.status_code == 413
    assert "quá lớn" in response.content.decode()


def _upload_image(editor, name, content, content_type="image/jpeg"):
    file = SimpleUploadedFile(name, content, content_type)
    return editor.post(reverse("wagtailimages:add"), {"title": "Thử", "file": file})


def _assert_refused(response, model=PortalImage):
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not model.objects.exists()


def _picture(width, height, kind="JPEG", mode="RGB"):
    buffer = io.BytesIO()
    Image.new(mode, (width, height)).save(buffer, kind)
    return buffer.getvalue()


def test_a_real_picture_is_accepted(editor):
    _upload_image(editor, "anh.jpg", _picture(40, 30))
    assert PortalImage.objects.get().width == 40


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg", SVG),
        ("anh.svg", SVG),
        ("anh.jpg", HTML_POLYGLOT),
        ("anh.html", HTML_POLYGLOT),
        ("anh.jpg", b""),
        ("anh.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 100),
        ("anh.jpg", _picture(400, 300)[:200]),
        ("anh.jpg", _picture(400, 300)[:-400]),
    ],
)
def test_what_is_no_picture_of_an_allowed_kind_is_refused(editor, name, content):
    _assert_refused(_upload_image(editor, name, content))


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(editor):
    bomb = _picture(30_000, 30_000, "PNG", "1")
    assert len(bomb) < 1024 * 1024
    _assert_refused(_upload_image(editor, "anh.png", bomb, "image/png"))


def test_a_picture_of_more_than_thirty_megabytes_is_refused(editor):
    _assert_refused(
        _upload_image(editor, "anh.jpg", _picture(40, 30) + b"\x00" * (31 * 1024 * 1024))
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg.exe", _picture(4, 3)),
        ("anh.gif", _picture(4, 3, "GIF", "P")),
        ("anh.png", _picture(4, 3)),
    ],
)
def test_a_picture_is_taken_in_by_what_it_is_and_never_under_the_name_it_came_with(
    editor, name, content
):
    _upload_image(editor, name, content)
    assert PortalImage.objects.get().file.name.endswith((".jpg", ".png"))


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.html", HTML_POLYGLOT), ("a.svg", SVG), ("a.exe", b"MZ"), ("a.pdf", b"")],
)
def test_a_file_of_a_kind_that_is_not_allowed_is_refused(editor, name, content):
    file = SimpleUploadedFile(name, content)
    response = editor.post(reverse("wagtaildocs:add"), {"title": "Thử", "file": file})
    _assert_refused(response, PortalDocument)


def _article_form(title, **fields):
    """What the browser sends when an editor publishes a new article."""
    return {
        "title": title, "slug": "bai-thu", "lead": "", "body-count": "0", "author": "", "source": "",
        "source_url": "", "cover": "", "published_at": "21/11/2023 08:32", "tags": "",
        "pinned_articles-TOTAL_FORMS": "0", "pinned_articles-INITIAL_FORMS": "0",
        "pinned_articles-MIN_NUM_FORMS": "0", "pinned_articles-MAX_NUM_FORMS": "6",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "1000",
        "genre": ArticlePage._meta.get_field("genre").default, "label": "", "when_note": "", "legacy_views": "0", "seo_title": "",
        "search_description": "", "action-publish": "1", **fields,
    }  # fmt: skip


def _publish(editor, section, title, **fields):
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])
    return editor.post(address, _article_form(title, **fields))


def test_a_title_of_255_stacked_marks_is_published_and_shown(editor, section):
    assert _publish(editor, section, STACKED).status_code == 302
    article = ArticlePage.objects.get(slug="bai-thu")
    assert editor.get(article.url).status_code == 200
    assert editor.get(section.url).status_code == 200


def test_a_title_of_255_stacked_marks_gets_a_plain_address_by_itself(section):
    assert make_article(section, STACKED).slug.isascii()


@pytest.mark.parametrize(
    "title", ["", " ", "a\x00b", "a" * 256, "\u200b" * 10, "<script>alert(1)</script>", "\u202eđảo"]
)
def test_an_odd_title_is_published_or_refused_but_never_fails(editor, section, title):
    response = _publish(editor, section, title)
    assert response.status_code in (200, 302)
    assert b"<script>alert(1)" not in editor.get(section.url).content


@pytest.mark.parametrize("field", ["lead", "author", "source", "label", "seo_title", "tags"])
def test_a_nul_in_a_field_is_refused_not_failed(editor, section, field):
    response = _publish(editor, section, "Bài có ký tự lạ", **{field: "a\x00b"})
    assert response.status_code == 200
    assert not ArticlePage.objects.filter(title="Bài có ký tự lạ").exists()


@pytest.mark.parametrize("text", ["a\x00b", "\ud83d"])
def test_a_character_that_no_database_keeps_does_not_break_the_body(editor, section, text):
    raw = {"blocks": [{"key": "a", "text": text, "type": "unstyled", "depth": 0,
                       "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}  # fmt: skip
    fields = {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text",
        "body-0-id": "", "body-0-value": json.dumps(raw),
    }  # fmt: skip
    assert _publish(editor, section, "Bài có thân lạ", **fields).status_code in (200, 302)


@pytest.mark.parametrize(
    "query", ["q=%22", "q=a%3Ab", "p=0", "p=abc", "p=99999", "q=" + "a" * 3000]
)
def test_the_admins_own_searches_answer_odd_queries(editor, section, query):
    for name in ["wagtailadmin_pages:search", "wagtailimages:index", "wagtaildocs:index"]:
        assert editor.get(f"{reverse(name)}?{query}").status_code < 500


def test_a_stored_picture_never_serves_its_original(client, section):
    image = make_image()
    assert client.get(image.file.url).status_code == 404


def test_an_empty_form_for_a_link_to_another_site_is_shown_again(editor):
    assert editor.post(reverse("wagtailadmin_choose_page_external_link")).status_code == 200

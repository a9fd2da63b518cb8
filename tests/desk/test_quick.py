"""Photographed at the meeting, published from the phone: everything arrives once, or says what is wrong."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from desk.quick import _rows
from news.models import ArticlePage
from pages.models import PortalImage
from tests.factories import make_section

pytestmark = pytest.mark.django_db
TEXT = "Sáng nay thôn Nà Lạn họp.\n\nBà con bàn việc làm đường.\nGóp 20 ngày công."


def _photo(name="anh.jpg", kind="JPEG", colour="red", **options):
    out = io.BytesIO()
    Image.new("RGB", (120, 80), colour).save(out, kind, **options)
    return SimpleUploadedFile(name, out.getvalue())


def _send(client, board, *photos, do="submit", once=None, section=None, **words):
    data = {
        "title": "Họp thôn Nà Lạn", "text": TEXT, "section": getattr(section, "pk", board.news.pk if section is None else section),
        "once": str(once or uuid4()), "do": do, "photos": photos, **words,
    }  # fmt: skip
    return client.post(reverse("quick_post"), data, headers={"Accept": "application/json"})


def test_photos_of_every_telephone_become_one_article_that_readers_see(board, as_, client):
    photos = [
        _photo("IMG_0001.HEIC", "HEIF"), _photo("anh.jpg", "PNG"), _photo("anh.gif", "GIF"),
        _photo("zalo.jpg", "HEIF"), _photo("a.webp", "WEBP"),
    ]  # fmt: skip
    told = {"alt-0": "Bà con ngồi họp", "caption-0": "Ảnh: họp thôn"}
    answer = _send(as_(board.chief), board, *photos, do="publish", **told).json()
    assert answer["said"] == "Đã đăng, bà con xem được rồi."
    article = ArticlePage.objects.get()
    assert article.lead == "Sáng nay thôn Nà Lạn họp."
    assert article.author == "Sùng Mí Dũng"
    text, row = article.body
    assert text.value.source == "<p>Bà con bàn việc làm đường.</p><p>Góp 20 ngày công.</p>"
    assert row.value["figures"][0]["image"].contextual_alt_text == "Bà con ngồi họp"
    assert len(row.value["figures"]) == 5
    html = client.get(answer["view"]).content.decode()
    assert "Ảnh: họp thôn" in html
    assert article.cover.pk == row.value["figures"][0]["image"].pk


def test_what_arrives_twice_is_one_article(board, as_):
    once, client = uuid4(), as_(board.contributor)
    first = _send(client, board, _photo(), once=once).json()
    again = _send(client, board, _photo(), once=once).json()
    assert first == again
    assert first["said"] == "Đã gửi duyệt."
    assert ArticlePage.objects.count() == PortalImage.objects.count() == 1


def _send_photo(client, board, photo, **more):
    data = {"photo": photo, "section": board.news.pk, **more}
    return client.post(reverse("quick_photo"), data, headers={"Accept": "application/json"}).json()


def test_each_photo_comes_in_a_request_of_its_own_and_once(board, as_):
    client = as_(board.contributor)
    first = _send_photo(client, board, _photo())["image"]
    assert _send_photo(client, board, _photo())["image"] == first
    second = _send_photo(client, board, _photo("b.heic", "HEIF", "blue"))["image"]
    told = {"image": [second, first], "alt-0": "Trời xanh"}
    assert _send(client, board, **told).json()["success"]
    (row,) = [block for block in ArticlePage.objects.get().body if block.block_type == "figure_row"]
    assert [figure["image"].pk for figure in row.value["figures"]] == [second, first]
    assert PortalImage.objects.get(pk=second).title == "Trời xanh"
    assert PortalImage.objects.count() == 2


def test_a_photo_that_was_covered_again_is_not_kept_bare(board, as_):
    client = as_(board.contributor)
    bare = _send_photo(client, board, _photo())["image"]
    assert _send_photo(client, board, "", drop=[bare])["success"]
    assert not PortalImage.objects.exists()


def test_nobody_uses_or_drops_anothers_photo(board, as_):
    theirs = _send_photo(as_(board.chief), board, _photo())["image"]
    client = as_(board.contributor)
    _send_photo(client, board, "", drop=[theirs])
    assert _send(client, board, image=[theirs]).json()["success"]
    assert PortalImage.objects.filter(pk=theirs).exists()
    assert "figure" not in [block.block_type for block in ArticlePage.objects.get().body]


def test_nobody_reaches_anothers_article_by_its_name(board, as_):
    once = uuid4()
    _send(as_(board.chief), board, once=once)
    answer = _send(as_(board.contributor), board, once=once)
    assert answer.json()["success"]
    assert ArticlePage.objects.count() == 2


def test_a_photo_that_cannot_be_read_is_named_and_nothing_is_stored(board, as_):
    broken = SimpleUploadedFile("IMG_2.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 90)
    film = SimpleUploadedFile("phim.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 90)
    answer = _send(as_(board.contributor), board, _photo(), broken, film)
    assert answer.status_code == 422
    said = answer.json()
    assert "Trên iPhone" in said["photos"]["1"]
    assert "Đây là phim" in said["photos"]["2"]
    assert not ArticlePage.objects.exists()
    assert not PortalImage.objects.exists()


def test_numbers_of_people_are_looked_at_before_strangers_read_them(board, as_):
    client, text = as_(board.chief), "Gọi ông Páo, 0912 345 678."
    answer = _send(client, board, do="publish", text=text)
    assert "0912 345 678" in answer.json()["numbers"][0]
    assert not ArticlePage.objects.exists()
    assert _send(client, board, do="publish", text=text, confirmed="1").json()["view"]


def test_who_may_not_publish_sends_for_approval(board, as_):
    answer = _send(as_(board.contributor), board, do="publish").json()
    assert answer["said"] == "Đã gửi duyệt."
    assert not answer["view"]
    assert ArticlePage.objects.get().workflow_in_progress


@pytest.mark.parametrize("missing", ["title", "text", "section"])
def test_what_is_missing_is_said_beside_its_field(board, as_, missing):
    answer = _send(as_(board.contributor), board, **{missing: ""})
    assert answer.status_code == 422
    assert answer.json()["errors"][missing].startswith("Hãy")


def test_a_section_in_which_one_may_not_write_is_refused(board, as_):
    closed = make_section(board.home.get_parent(), "Xã khác")
    answer = _send(as_(board.contributor), board, section=closed)
    assert "section" in answer.json()["errors"]


def test_words_are_words_and_titles_one_line(board, as_):
    told = {"title": "Họp\u2028thôn\x0b", "text": "<script>a</script> & b\n<b>c</b>"}
    _send(as_(board.contributor), board, do="keep", **told)
    article = ArticlePage.objects.get()
    assert article.title == "Họp thôn"
    assert "&lt;b&gt;c&lt;/b&gt;" in article.body[0].value.source


def test_without_a_script_the_form_works_too(board, as_):
    client = as_(board.contributor)
    page = client.get(reverse("quick_post")).content.decode()
    assert "Gửi duyệt" in page
    assert 'value="publish"' not in page
    assert 'value="publish"' in as_(board.chief).get(reverse("quick_post")).content.decode()
    data = {"title": "Họp", "text": "Chữ.", "section": board.news.pk, "once": str(uuid4())}
    answer = client.post(reverse("quick_post"), data | {"do": "submit"})
    assert answer["Location"] == reverse(
        "wagtailadmin_pages:edit", args=[ArticlePage.objects.get().pk]
    )


@pytest.mark.parametrize(("count", "sizes"), [(2, [2]), (6, [6]), (7, [4, 3]), (12, [6, 6])])
def test_a_row_is_never_left_with_one_photo(count, sizes):
    assert [len(row) for row in _rows(list(range(count)))] == sizes


def test_the_installed_admin_takes_shared_photos(board, as_):
    client = as_(board.contributor)
    app = client.get(reverse("quick_manifest")).json()
    assert app["share_target"]["action"] == reverse("quick_shared")
    assert app["share_target"]["params"]["files"][0]["name"] == "photos"
    worker = client.get(reverse("quick_worker"))
    assert worker["Service-Worker-Allowed"] == reverse("wagtailadmin_home")
    assert reverse("quick_shared") in worker.content.decode()
    client.handler.enforce_csrf_checks = True
    answer = client.post(reverse("quick_shared"), {"photos": _photo()})
    assert answer["Location"] == reverse("quick_post")


def test_readers_of_statistics_have_no_business_there(board, as_):
    assert as_(board.statistics).get(reverse("quick_post")).status_code == 302

"""The picture beside a shared address, and the icons that browsers ask for unasked."""

import io

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from pages import generation
from pages.models import SiteIdentity
from pages.share_card import SIZES, _fitting, _letters, drawn
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    home = make_home()
    SiteIdentity.objects.update_or_create(site=home.get_site(), defaults={"commune": "Xã Thử"})
    return make_section(home)


def card_address(client, page):
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    return html.find("meta", property="og:image")["content"].removeprefix("http://localhost")


def test_every_page_has_a_card_of_the_size_that_zalo_asks_for(client, section):
    for page in (section.get_parent().specific, section, make_article(section)):
        answer = client.get(card_address(client, page))
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
        assert len(answer.content) < 150_000


def test_the_cover_stands_on_the_card(client, section):
    plain = client.get(card_address(client, make_article(section, "Chợ"))).content
    image = make_image(colour=(200, 30, 30))
    pictured = client.get(card_address(client, make_article(section, "Chợ", cover=image))).content
    red = Image.open(io.BytesIO(pictured)).convert("RGB").getpixel((1100, 300))
    assert red[0] > 180
    assert Image.open(io.BytesIO(plain)).convert("RGB").getpixel((1100, 300))[0] < 60


def test_a_changed_title_is_a_new_address_and_the_old_one_is_gone(client, section):
    article = make_article(section, "Trước")
    before = card_address(client, article)
    article.title = "Sau"
    article.save()
    assert card_address(client, article) != before
    assert client.get(before).status_code == 404


@pytest.mark.parametrize("title", ["Ngắn", "Bảy điểm phát wifi " * 12, "https://" + "a" * 240, "Ễ"])
def test_any_title_stays_on_its_card(section, title):
    from PIL import ImageDraw

    article = make_article(section, title[:255])
    assert drawn(article.card(), SiteIdentity.for_site(section.get_site()))
    pen = ImageDraw.Draw(Image.new("RGB", (10, 10)))
    size, lines = _fitting(title, 700, pen)
    assert size in SIZES
    assert all(_letters(size).getlength(line) <= 720 for line in lines.split("\n"))


def test_a_draft_has_no_card(client, section):
    article = make_article(section, "Nháp")
    address = card_address(client, article)
    article.unpublish()
    assert client.get(address).status_code == 404


def test_browsers_find_their_icons(client, section):
    ico = client.get("/favicon.ico")
    assert ico.headers["Content-Type"] == "image/x-icon"
    assert Image.open(io.BytesIO(ico.content)).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    touch = Image.open(io.BytesIO(client.get("/apple-touch-icon.png").content))
    assert (touch.size, touch.mode) == ((180, 180), "RGB")


def test_the_emblem_is_the_icon_where_there_is_one(client, section):
    star = client.get("/favicon.ico").content
    SiteIdentity.objects.update(emblem=make_image(colour=(0, 160, 0)))
    generation.bump()  # which `update()` does not
    assert client.get("/favicon.ico").content != star


def test_every_page_describes_itself(client, section):
    for path in (
        "/",
        section.url,
        make_article(section, "Bài không sa-pô").url,
        "/so-do-trang/",
        "/da-luu/",
    ):
        html = BeautifulSoup(client.get(path).content, "html.parser")
        assert html.find("meta", attrs={"name": "description"})["content"].strip(" –"), path

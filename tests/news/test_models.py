import json

import pytest

from home.models import HomePage
from links.models import Link, LinkGroup
from news.models import ArticlePage, SectionPage
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_home())


def _body(*blocks):
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def test_an_article_shows_section_title_time_views_lead_body_and_byline(client, section):
    article = make_article(
        section,
        "Xã đẩy mạnh công tác CCHC",
        lead="Trong những năm qua.",
        body=_body(("text", "<p>Đoạn thân bài.</p>")),
        author="TTTĐT",
        source="Báo tỉnh",
        source_url="https://bao.example/1",
        legacy_views=1234,
    )
    html = client.get(article.url).content.decode()
    for text in [
        "Chuyên mục Chuyển đổi số", "<h1>Xã đẩy mạnh công tác CCHC</h1>", "21/11/2023 08:32",
        "1.234 lượt xem", "Trong những năm qua.", "Đoạn thân bài.", "TTTĐT", "Báo tỉnh",
        "Tin khác", "Thống kê truy cập",
    ]:  # fmt: skip
        assert text in html, text


def test_a_caption_is_a_figure_caption_and_never_the_alt_text(client, section):
    image = make_image()
    figure = {"image": {"image": image.pk, "alt_text": "Trụ sở"}, "caption": "Bộ phận một cửa"}
    article = make_article(section, body=_body(("figure", figure)))
    html = client.get(article.url).content.decode()
    assert 'alt="Trụ sở"' in html
    assert "<figcaption" in html.split("Bộ phận một cửa")[0].rsplit("<figure", 1)[1]


def test_a_figure_without_its_picture_still_shows_its_caption(client, section):
    nothing = {"image": None, "alt_text": "", "decorative": False}
    article = make_article(section, body=_body(("figure", {"image": nothing, "caption": "Ảnh cũ"})))
    assert "Ảnh cũ" in client.get(article.url).content.decode()


def test_the_first_picture_of_the_body_becomes_the_cover(section):
    image = make_image()
    nothing = {"image": None, "alt_text": "", "decorative": False}
    row = {"figures": [{"image": nothing, "caption": "a"}, {"image": {"image": image.pk}}]}
    assert make_article(section, body=_body(("figure_row", row))).cover == image


def test_a_chosen_cover_is_kept(section):
    chosen, other = make_image(), make_image()
    figure = {"image": {"image": other.pk}}
    article = make_article(section, cover=chosen, body=_body(("figure", figure)))
    assert article.cover == chosen


def test_the_tree_allows_sections_in_home_and_articles_only_in_sections():
    assert SectionPage in HomePage.allowed_subpage_models()
    assert ArticlePage not in HomePage.allowed_subpage_models()
    assert ArticlePage.allowed_parent_page_models() == [SectionPage]
    assert ArticlePage.allowed_subpage_models() == []


def test_an_article_answers_from_a_second_site_with_that_sites_own_tree(client, section):
    other = make_home(hostname="xa-khac.test", title="Xã Khác", is_default=False)
    theirs = make_article(make_section(other, "Tin xã khác"), "Bài của xã khác")
    path = theirs.get_url_parts()[2]
    assert client.get(path, headers={"host": "xa-khac.test"}).status_code == 200
    assert client.get(path).status_code == 404


def test_an_article_with_every_block_is_clean_html(client, section, html_errors):
    group = LinkGroup.objects.create(title="Liên kết website", display="select")
    Link.objects.create(group=group, name="Cổng quốc gia", url="https://dichvucong.gov.vn")
    picture = {"image": make_image().pk, "alt_text": "Trụ sở", "decorative": False}
    figure = {"image": picture, "caption": "Chú thích"}
    column = {"type": "text", "heading": "Thôn"}
    table = {"columns": [column], "rows": [{"values": ["A"]}], "caption": "Bảng"}
    film = {"title": "Phim", "document": None, "url": "https://video.example/1", "poster": None}
    body = _body(
        ("text", "<h2>Mục</h2><p>Chữ</p><ul><li>Một</li></ul>"),
        ("figure", figure),
        ("figure_row", {"figures": [figure, figure]}),
        ("quote", {"text": "Lời", "attribution": "Ai"}),
        ("table", table),
        ("media", {**film, "transcript": "<p>Lời</p>"}),
        ("callout", {"tone": "warning", "text": "<p>Nhớ</p>"}),
        ("link_group", group.pk),
        ("link_group", group.pk),
    )
    article = make_article(section, lead="Sa-pô", body=body, author="A", source="B")
    assert html_errors({"article": client.get(article.url).content.decode()}) == []

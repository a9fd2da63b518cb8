"""Pages of one tag and of one author."""

import pytest

from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_home())


def tagged(section, title, *tags, **fields):
    article = make_article(section, title, **fields)
    article.tags.add(*tags)
    article.save()
    return article


def test_a_tag_leads_to_every_article_that_has_it(client, section):
    article = tagged(section, "Bảy điểm phát wifi", "Chuyển đổi số")
    tagged(make_section(section, "Mục khác"), "Học qua mạng", "Chuyển đổi số")
    tagged(section, "Cắt điện", "Thông báo")
    html = client.get(article.url).content.decode()
    address = html.split('aria-label="Thẻ"')[1].split('href="')[1].split('"')[0]
    found = client.get(address).content.decode()
    assert "Bảy điểm phát wifi" in found
    assert "Học qua mạng" in found
    assert "Cắt điện" not in found


@pytest.mark.parametrize("name", ["Lý Thị Hoa", "Ban biên tập / Đài TT", "A?b#c & d"])
def test_a_byline_leads_to_everything_under_that_name(client, section, name):
    article = make_article(section, "Chợ phiên", author=name)
    make_article(section, "Bài khác", author="Người khác")
    html = client.get(article.url).content.decode()
    address = html.split('rel="author" href="')[1].split('"')[0]
    found = client.get(address).content.decode()
    assert "Chợ phiên" in found
    assert "Bài khác" not in found


def test_where_there_is_nothing_there_is_no_page(client, section):
    tagged(section, "Nháp", "bí mật", author="Ẩn danh").unpublish()
    for address in (
        "/the/bi-mat/",
        "/the/khong-co/",
        "/tac-gia/Ẩn danh/",
        "/tac-gia/" + "a" * 300 + "/",
    ):
        assert client.get(address).status_code == 404


def test_a_list_costs_the_same_for_three_articles_and_for_thirty(
    client, section, django_assert_max_num_queries
):
    for number in range(30):
        make_article(section, f"Bài {number}", author="Hoa")
    client.get("/tac-gia/Hoa/")
    with django_assert_max_num_queries(14):
        assert "Trang sau" in client.get("/tac-gia/Hoa/").content.decode()

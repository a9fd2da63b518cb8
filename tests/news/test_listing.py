from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.listing import PER_PAGE, asked_month
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_section(make_home(), "Tin tức"))


def test_a_section_lists_newest_first(client, section):
    make_article(section, "Cũ hơn", at=(2023, 1, 1))
    make_article(section, "Mới hơn", at=(2023, 2, 1))
    html = client.get(section.url).content.decode()
    assert html.index("Mới hơn") < html.index("Cũ hơn")


def test_a_parent_section_lists_what_its_nested_sections_hold(client, section):
    make_article(section, "Bài ở chuyên mục con")
    assert "Bài ở chuyên mục con" in client.get(section.get_parent().url).content.decode()


def test_a_month_filter_shows_that_month_in_commune_time(client, section):
    make_article(section, "Đêm cuối tháng", at=(2023, 11, 30, 23, 30))
    make_article(section, "Sáng đầu tháng", at=(2023, 12, 1, 0, 30))
    html = client.get(section.url, {"thang": "2023-11"}).content.decode()
    assert "Đêm cuối tháng" in html
    assert "Sáng đầu tháng" not in html


@pytest.mark.parametrize(
    "text", ["", "abc", "2023-13", "2023-1", "2023-11-01", "²023-11", "0000-01"]
)
def test_nonsense_months_are_ignored(text):
    assert asked_month(text) is None


def test_a_real_month_is_understood():
    assert asked_month("2023-11") == date(2023, 11, 1)


@pytest.mark.parametrize("number", ["0", "-1", "99999", "abc"])
def test_odd_page_numbers_answer_with_a_page(client, section, number):
    make_article(section, "Bài duy nhất")
    response = client.get(section.url, {"trang": number})
    assert response.status_code == 200
    assert "Bài duy nhất" in response.content.decode()


def test_pages_of_the_list_keep_the_month(client, section):
    for day in range(1, PER_PAGE + 2):
        make_article(section, at=(2023, 11, day))
    make_article(section, at=(2023, 12, 1))
    html = client.get(section.url, {"thang": "2023-11"}).content.decode()
    assert "?thang=2023-11&amp;trang=2" in html
    assert f"tất cả {PER_PAGE + 1} bài" in html


def test_a_list_costs_the_same_queries_for_three_articles_as_for_thirty(client, section):
    image = make_image()
    counts = []
    for size in (3, 9):
        for _ in range(size):
            make_article(section, cover=image)
        client.get(section.url)  # sizes of the picture are made
        with CaptureQueriesContext(connection) as queries:
            client.get(section.url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_empty_section_says_so(client, section):
    assert "chưa có bài viết nào" in client.get(section.url).content.decode()

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from news.listing import PER_PAGE
from news.models import ArticlePage
from news.months import asked_month
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
    assert asked_month(text) == ""


def test_a_real_month_is_understood():
    assert asked_month("2023-11") == "2023-11"


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


@pytest.mark.parametrize("month", ["", "2023-11", "2023-09"])
def test_every_article_stands_on_exactly_one_page_in_the_order_of_dates(client, section, month):
    for number in range(40):
        at = (2023, 9 + number % 4, 1 + number // 4, 8, 0)
        make_article(section, f"Bài số {number:02}", at=at)
    make_article(section, "Bài số 40", at=(2023, 9, 1, 8, 0))  # the same moment as another
    found, page = [], 1
    while True:
        html = BeautifulSoup(
            client.get(section.url, {"thang": month, "trang": page}).content, "lxml"
        )
        found += [title.get_text(strip=True) for title in html.select("main .rows h2")]
        if not html.select_one("a[rel=next]"):
            break
        page += 1
    articles = ArticlePage.objects.filter(published_at__isnull=False).newest()
    expected = [
        article.title
        for article in articles
        if localtime(article.published_at).strftime("%Y-%m").startswith(month)
    ]
    assert len(expected) == (11 if month == "2023-09" else 10 if month else 41)
    assert found == expected


def test_the_months_are_those_that_have_articles_newest_first(client, section):
    for at in [(2023, 11, 30, 23, 30), (2023, 12, 1, 0, 30), (2022, 1, 5), (2023, 12, 24)]:
        make_article(section, at=at)
    make_article(section, at=(2021, 1, 1), live=False)
    html = BeautifulSoup(client.get(section.url).content, "lxml")
    assert [option.text for option in html.select("#thang option")] == [
        "Tất cả các tháng", "Tháng 12/2023", "Tháng 11/2023", "Tháng 01/2022",
    ]  # fmt: skip


def test_a_month_without_articles_says_so(client, section):
    make_article(section, at=(2023, 12, 1))
    html = client.get(section.url, {"thang": "2023-10"}).content.decode()
    assert "Tháng này chuyên mục chưa có bài" in html

"""The report of articles: right periods, right sums, a spreadsheet that opens."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from desk import reports
from desk.report_dates import ReportDatesForm
from desk.report_views import shortcuts
from news.measures import picture_counts, word_count
from news.models import ArticlePage
from tests.factories import make_article, make_section
from visits.periods import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def site(board):
    return board.home.get_site()


def test_a_quarter_and_a_month_end_where_the_calendar_says():
    assert reports.month_of(date(2024, 2, 9)).last == date(2024, 2, 29)
    quarter = reports.quarter_of(date(2026, 11, 24))
    assert (quarter.first, quarter.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert reports.month_of(date(2026, 12, 31)).last == date(2026, 12, 31)


def test_the_shortcuts_reach_back_over_new_year():
    found = dict(shortcuts(date(2026, 1, 15)))
    assert found["Tháng trước"].first == date(2025, 12, 1)
    assert found["Quý trước"].first == date(2025, 10, 1)
    assert found["Năm trước"].last == date(2025, 12, 31)


@pytest.mark.parametrize(
    "query",
    [{}, {"tu": "x", "den": "y"}, {"tu": "2026-01-01"}, {"tu": "2026-13-01", "den": "2026-01-01"}],
)
def test_a_period_that_makes_no_sense_becomes_this_month(query):
    today = date(2026, 11, 24)
    assert ReportDatesForm(query).period(today) == reports.month_of(today)


@pytest.mark.parametrize("query", [("01/11/2026", "20/11/2026"), ("2026-11-20", "2026-11-01")])
def test_days_are_read_as_people_and_as_links_write_them(query):
    asked = ReportDatesForm(dict(zip(("tu", "den"), query, strict=True)))
    assert asked.period() == Period(date(2026, 11, 1), date(2026, 11, 20))


def test_days_are_commune_days_to_the_minute(board, site):
    make_article(board.news, "Cuối năm", at=(2026, 12, 31, 23, 59))
    make_article(board.news, "Năm mới", at=(2027, 1, 1, 0, 0))
    assert [row.title for row in reports.article_rows(site, YEAR)] == ["Cuối năm"]


def test_sums_by_section_author_source_and_kind_agree_with_the_list(board, site):
    inner = make_section(board.news, "Chuyển đổi số")
    make_article(inner, at=(2026, 3, 1), author="Hoa", lead="một hai ba", legacy_views=54)
    make_article(board.notices, at=(2026, 3, 2), author="Hoa", source="Báo Tỉnh", genre="dang-lai")
    make_article(board.news, at=(2026, 3, 3), author="")
    rows = reports.article_rows(site, YEAR)
    total = reports.total(rows)
    assert (total.articles, total.words, total.views) == (3, 3, 54)
    for grouping in reports.GROUPINGS:
        assert sum(group.articles for group in reports.sums_by(rows, grouping)) == 3
    assert {group.name for group in reports.sums_by(rows, "section")} == {
        "Chuyển đổi số", "Thông báo", "Tin tức",
    }  # fmt: skip
    assert reports.sums_by(rows, "author")[0].name == "Hoa"


@pytest.mark.django_db
def test_words_are_written_syllables_of_lead_and_body():
    body = [{"type": "text", "value": "<p>Xã đã chi <b>1.234.567</b> đồng, quý I/2026.</p>"}]
    article = ArticlePage(title="Tiêu đề không tính", lead="Hai chữ", body=body)
    assert word_count(article) == 2 + 7
    assert picture_counts([article]) == {article.pk: 0}


def test_the_report_costs_the_same_for_three_articles_as_for_thirty(board, site):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            reports.article_rows(site, YEAR)
        return len(captured)

    for _ in range(3):
        make_article(board.news, at=(2026, 5, 5))
    queries()
    few = queries()
    for _ in range(27):
        make_article(board.news, at=(2026, 5, 5))
    assert queries() == few


@pytest.mark.parametrize("role", ["chief", "administrator", "statistics"])
def test_leaders_read_it_on_screen_and_as_a_spreadsheet(board, as_, role):
    make_article(board.news, "Chợ phiên", at=(2026, 5, 5), author="@hoa")
    url, query = reverse("articles_report"), {"tu": "2026-01-01", "den": "2026-12-31"}
    assert "Chợ phiên" in as_(board.people[role]).get(url, query).content.decode()
    answer = as_(board.people[role]).get(url, {**query, "export": "xlsx"})
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == [
        "Theo chuyên mục", "Theo tác giả", "Theo nguồn", "Theo thể loại", "Danh sách bài",
    ]  # fmt: skip
    listed = list(book["Danh sách bài"].iter_rows(values_only=True))
    assert listed[-2][2] == "Chợ phiên"
    assert listed[-1][2] == "Cộng"


def test_a_day_that_is_none_is_said_so_beside_the_field(board, as_):
    page = as_(board.chief).get(reverse("articles_report"), {"tu": "32/11/2026"}).content.decode()
    assert "Hãy viết ngày theo mẫu ngày/tháng/năm" in page
    assert 'value="32/11/2026"' in page


def test_writers_do_not_see_it(board, as_):
    for role in ("contributor", "editor"):
        assert as_(board.people[role]).get(reverse("articles_report")).status_code in (302, 403)

"""Hours = days = months = dashboard = CSV = XLSX."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.factories import COMMUNE_TIME, make_article, make_section
from visits import exports
from visits.charts import make_chart
from visits.counting import count_view
from visits.figures import Figures, Point, site_figures, site_series, total_of
from visits.models import DaySeal, PageTally, PageTotal, SiteTally, SourceTally
from visits.periods import Period
from visits.report import build_report
from visits.showings import Showing
from visits.tables import Row, Table

pytestmark = pytest.mark.django_db

_moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 24)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=COMMUNE_TIME)
)
_days = st.dates(date(2023, 12, 1), date(2026, 12, 31))


def _clear():
    for model in (PageTally, PageTotal, SiteTally, SourceTally, DaySeal):
        model.objects.all().delete()


def _fill(site, pages, moments):
    for number, moment in enumerate(moments):
        page = pages[number % len(pages)]
        showing = Showing(
            site.pk, page.pk, (f"n{number % 3}/32",), "x" * 20, at=moment, is_robot=number % 4 == 3
        )
        count_view(showing)


def _sum_of(rows):
    return sum(row.numbers[0] for row in rows)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_moments, max_size=20), _days, _days)
def test_all_ways_of_adding_up_agree(site, section, moments, one, other):
    _clear()
    pages = list(section.get_children()) or [make_article(section) for _ in range(3)]
    _fill(site, pages, moments)
    period = Period(min(one, other), max(one, other))
    report = build_report(site, period)
    if period.days <= 40:
        by_day = [site_figures(site.pk, Period(day, day)) for day in _days_of(period)]
        assert total_of([Point("", figures) for figures in by_day]) == report.figures
    assert site_figures(site.pk, period) == report.figures
    assert total_of(site_series(site.pk, period, by_month=True)) == report.figures
    assert report.figures.visitors <= report.figures.visits <= report.figures.views
    for key in ("theo-thoi-gian", "xem-nhieu", "chuyen-muc", "loai-trang", "thiet-bi"):
        assert _sum_of(report.by_key[key].rows) == report.figures.views, key
    assert _from_csv(report.by_key["theo-thoi-gian"]) == report.figures.views
    assert _from_xlsx(report) == report.figures.views
    call_command("visits_check")


def _days_of(period):
    return [period.first + timedelta(days=n) for n in range(period.days)]


def _from_csv(table):
    text = exports.as_csv(table, "x").content.decode("utf-8-sig")
    *_, last = csv.reader(io.StringIO(text))
    return int(last[1])


def _from_xlsx(report):
    book = load_workbook(io.BytesIO(exports.as_xlsx(report.tables, "x", "x").content))
    sheet = book["Theo thời gian"]
    return sheet.cell(sheet.max_row, 2).value


def test_a_report_costs_the_same_queries_for_one_year_as_for_three(site, home):
    # content types are cached after the first report
    build_report(site, Period(date(2026, 1, 1), date(2026, 1, 1)))
    counts = []
    for years in (1, 3):
        for number in range(years * 4):
            page = make_article(make_section(home))
            moment = datetime(2027 - years, number % 12 + 1, 3, 8, tzinfo=COMMUNE_TIME)
            count_view(Showing(site.pk, page.pk, (f"n{years}{number}/32",), "x" * 20, at=moment))
        with CaptureQueriesContext(connection) as queries:
            build_report(site, Period(date(2027 - years, 1, 1), date(2026, 12, 31)))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_day_goes_by_its_hours(site, article):
    count_view(Showing(site.pk, article.pk, ("n/32",), "x" * 20))
    from django.utils import timezone

    today = timezone.localdate()
    points = site_series(site.pk, Period(today, today))
    assert len(points) == 24
    assert total_of(points).views == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_title_becomes_a_formula(start):
    title = f'{start}HYPERLINK("http://xau.example","Bấm")'
    table = Table("x", "Bảng", ("Trang", "Lượt xem"), [Row(title, (3,))])
    text = exports.as_csv(table, "x").content.decode("utf-8-sig")
    *_, (name, views) = csv.reader(io.StringIO(text))
    assert (name, views) == (f"'{title}", "3")
    sheet = load_workbook(io.BytesIO(exports.as_xlsx([table], "Tên", "x").content)).active
    cell = sheet.cell(sheet.max_row, 1)
    assert cell.data_type != "f"
    assert sheet.cell(sheet.max_row, 2).value == 3


def test_control_characters_do_not_break_a_workbook():
    table = Table("x", "Bảng [1]: a/b", ("Trang", "Lượt xem"), [Row("a\x00b\x0bc", (1,))])
    sheet = load_workbook(io.BytesIO(exports.as_xlsx([table], "Tên", "x").content)).active
    assert sheet.cell(sheet.max_row, 1).value == "abc"


@pytest.mark.parametrize(
    ("largest", "top"),
    [(0, 5), (1, 5), (5, 5), (6, 6), (9, 10), (54, 60), (151, 200), (5_200, 6_000)],
)
def test_a_chart_ends_in_a_round_number_and_its_grid_in_whole_ones(largest, top):
    chart = make_chart("x", [Point("1", Figures(views=largest)), Point("2", Figures())])
    assert chart.ticks[-1].value == top
    assert all(tick.value == int(tick.value) for tick in chart.ticks)


def test_an_empty_period_makes_a_chart_and_says_so():
    assert make_chart("x", [Point("1", Figures())]).description == "Chưa có lượt xem nào."

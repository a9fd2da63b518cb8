from datetime import date

import pytest
from wagtail.models import Site

from news.publishing_report import MOST_ROWS, by_author, by_section, by_source
from tests.factories import make_article, make_home, make_section
from visits.periods import Period

pytestmark = pytest.mark.django_db

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def site():
    home = make_home()
    culture, health = make_section(home, title="Văn hóa"), make_section(home, title="Y tế")
    make_article(culture, at=(2026, 11, 1, 0, 0), author="TTTĐT")
    make_article(culture, at=(2026, 11, 30, 23, 59), author="Dương Hạnh", source="Báo tỉnh")
    make_article(health, at=(2026, 11, 15), author="TTTĐT")
    make_article(health, at=(2026, 10, 31, 23, 59), author="TTTĐT")
    make_article(health, at=(2026, 11, 15), author="TTTĐT", live=False)
    return Site.objects.get()


def _rows(table):
    return {row.name: row.numbers[0] for row in table.rows}


def test_published_articles_are_counted_by_section_author_and_source(site):
    assert _rows(by_section(site, NOVEMBER)) == {"Văn hóa": 2, "Y tế": 1}
    assert _rows(by_author(site, NOVEMBER)) == {"TTTĐT": 2, "Dương Hạnh": 1}
    assert _rows(by_source(site, NOVEMBER)) == {"(không ghi)": 2, "Báo tỉnh": 1}


def test_a_long_list_is_cut_and_its_sum_stays_right(site):
    section = make_section(site.root_page, title="Khác")
    for number in range(MOST_ROWS + 3):
        make_article(section, at=(2026, 11, 2), author=f"Tác giả {number:02}")
    table = by_author(site, NOVEMBER)
    assert len(table.rows) == MOST_ROWS + 1
    assert sum(row.numbers[0] for row in table.rows) == table.total.numbers[0] == MOST_ROWS + 6

"""What residents ask of a whole commune, procedures and all: a second table beside tests/search.

`found` are slugs: the first must lead the hits, the others be among them; nothing means that the
search must say so instead of offering something else.
"""

import csv
from pathlib import Path

import pytest
from wagtail.models import Site

from search.filters import Chosen
from search.finding import find
from search.queries import read_query
from search.rows import shown

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "questions.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))


def test_the_table_has_at_least_forty_questions():
    assert len(ROWS) >= 40


@pytest.mark.parametrize("row", ROWS, ids=[row["query"] for row in ROWS])
def test_a_resident_finds_what_was_meant(demo, row):
    site = Site.objects.get(is_default_site=True)
    hits = shown(find(read_query(row["query"]), site, Chosen()).ids)
    slugs = [hit.page.slug for hit in hits]
    wanted = row["found"].split()
    assert slugs[:1] == wanted[:1], f"{row['query']} -> {slugs[:5]}"
    assert set(wanted) <= set(slugs)
    assert not set(row["never"].split()) & set(slugs)

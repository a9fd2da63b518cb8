"""The table of queries: what people type, and what must come first."""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from wagtail.models import Site

from search.filters import Chosen
from search.finding import find
from search.queries import read_query
from search.rows import shown
from tests.search.commune import build

TABLE = Path(__file__).parent / "queries.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))


@pytest.fixture(scope="module")
def commune(django_db_setup, django_db_blocker):
    """Built once for the whole table and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def test_the_table_has_at_least_sixty_queries():
    assert len(ROWS) >= 60


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=[row["query"] for row in ROWS])
def test_a_query_finds_what_the_table_says(row, commune):
    keys = {page.pk: key for key, page in commune.items()}
    site = Site.objects.get(is_default_site=True)
    findings = find(read_query(row["query"]), site, Chosen())
    found = [keys[entry.page_id] for entry in shown(findings.ids) if entry.page_id in keys]
    assert found[:1] == [row["first"]], f"{row['query']} -> {found[:5]}"
    assert set(row["also"].split()) <= set(found)
    assert not set(row["never"].split()) & set(found)

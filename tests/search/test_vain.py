"""Searches in vain, collected into the table as a job does it: in a transaction of its own."""

import pytest
from wagtail.models import Site

from search import vain
from search.models import VainSearch
from search.queries import read_query
from tests.factories import make_home


@pytest.mark.django_db(transaction=True)
def test_what_was_noted_for_a_site_that_is_gone_keeps_nothing_else_from_the_report(
    settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    vain.note(read_query("zzgone"), Site(pk=987_654))
    vain.note(read_query("zzqqx"), make_home().get_site())
    vain.collect()
    assert list(VainSearch.objects.values_list("text", flat=True)) == ["zzqqx"]

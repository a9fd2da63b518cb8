"""Searches in vain, collected into the table as a job does it: in a transaction of its own."""

import pytest
from django.conf import settings as chosen
from wagtail.models import Collection, Locale, Page, Site

from search import vain
from search.models import VainSearch
from search.queries import read_query
from tests.factories import make_home


@pytest.fixture
def home(transactional_db):
    """Another test that commits may have emptied the database, of its roots too."""
    Locale.objects.get_or_create(language_code=chosen.LANGUAGE_CODE)
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    return make_home()


@pytest.mark.django_db(transaction=True)
def test_what_was_noted_for_a_site_that_is_gone_keeps_nothing_else_from_the_report(
    settings, tmp_path, home
):
    settings.DATA_DIR = tmp_path
    vain.note(read_query("zzgone"), Site(pk=987_654))
    vain.note(read_query("zzqqx"), home.get_site())
    vain.collect()
    assert list(VainSearch.objects.values_list("text", flat=True)) == ["zzqqx"]

"""The demo commune as anonymous readers meet it, walked once for all tests of a module."""

import shutil
import tempfile

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from wagtail.models import Site

from tests.site.crawling import crawl, is_html
from visits.models import VisitSettings


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo commune, its statistics public, for as long as one module's tests run."""
    cache.clear()
    folder = tempfile.mkdtemp()
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        call_command("load_demo", verbosity=0)
        site = Site.objects.get(is_default_site=True)
        VisitSettings.objects.update_or_create(site=site, defaults={"public_page": True})
        yield
        transaction.set_rollback(True)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def answers(demo):
    """`{path: response}` of all that can be reached from the front page."""
    return crawl(Client())


@pytest.fixture(scope="module")
def public_pages(answers):
    """The pages among the answers, and pages that nobody links to: not found, nothing found."""
    more = ["/khong-co-trang-nay/", "/tim-kiem/?q=khongcogiketqua", "/tim-kiem/?q=xa"]
    found = {path: answer for path, answer in answers.items() if is_html(answer)}
    return found | {path: Client().get(path) for path in more}

"""The demo commune as anonymous readers meet it, walked once for all tests of a module."""

import pytest
from django.test import Client
from wagtail.models import Site

from tests.databases import at_the_demo
from tests.site.crawling import crawl, is_html
from visits.models import VisitSettings


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, shelf, tmp_path_factory):
    """The demo commune, its statistics public, for as long as one module's tests run."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), at_the_demo(shelf, folder):
        site = Site.objects.get(is_default_site=True)
        VisitSettings.objects.update_or_create(site=site, defaults={"public_page": True})
        yield


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

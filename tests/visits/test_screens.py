"""The statistics on a phone and on a desk: readable by everybody, nothing sticks out."""

from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests.browsing import accessibility_faults
from visits.models import VisitSettings

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def _sticks_out(page):
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


@pytest.fixture
def seen(article, visitors):
    for visitor in visitors(3):
        visitor.view(article)
    return article


@pytest.mark.parametrize("width", [320, 1280])
def test_the_public_page_has_no_barrier(page_at, seen, site, width):
    VisitSettings.objects.create(site=site, public_page=True)
    page = page_at(width)
    assert page.goto("/thong-ke-truy-cap/").ok
    page.locator("details summary").last.click()
    assert accessibility_faults(page) == []
    assert not _sticks_out(page)


def test_the_html_checker_finds_nothing(client, seen, site, html_errors):
    VisitSettings.objects.create(site=site, public_page=True)
    client.force_login(User.objects.create_superuser("quan-tri", password="x"))
    addresses = {"public": "/thong-ke-truy-cap/", "report": "/quan-tri/thong-ke/bao-cao/"}
    pages = {name: client.get(address).content.decode() for name, address in addresses.items()}
    assert html_errors(pages) == []


@pytest.mark.parametrize(
    "path",
    ["", "trang/{pk}/", "bao-cao/", "bao-cao/lap/", "noi-gioi-thieu/", "nguon/?nguon=device:phone"],
)
def test_the_screens_of_officials_have_no_barrier_of_ours(page_at, seen, path):
    page = page_at(1280)
    _sign_in(page)
    joint = "&" if "?" in path else "?"
    assert page.goto(f"/quan-tri/thong-ke/{path.format(pk=seen.pk)}{joint}ky=hom-nay").ok
    assert "/login/" not in page.url
    ours = [fault for fault in accessibility_faults(page) if not _is_wagtails(fault)]
    assert ours == []
    assert not _sticks_out(page)


def _is_wagtails(fault):
    """Wagtail's own frame around our screen: sidebar, breadcrumbs, footer."""
    return any(
        mark in fault
        for mark in ("sidebar", "w-breadcrumb", "w-slim-header", "c-sf", "data-sprite")
    )


def _sign_in(page):
    client = Client()
    client.force_login(User.objects.create_superuser("quan-tri", password="x"))
    page.goto("/thong-ke-truy-cap/")
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": urljoin(
                    page.url, "/"
                ),  # a cookie of that page's own path is never sent to the admin
            }
        ]
    )

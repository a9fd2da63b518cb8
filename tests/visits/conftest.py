"""A small commune, and visitors whose pages report views to it."""

import json
import secrets

import pytest
from django.test import Client
from wagtail.models import Site

from tests.factories import make_article, make_home, make_section
from visits import daily_key, rate_limit, waiting
from visits.page_tokens import token_for

PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)
ENDPOINT = "/luot-xem/"


class Visitor:
    """Somebody with a browser: an address, a user agent, and the headers that visitors send."""

    def __init__(self, address="203.0.113.7", user_agent=PHONE, host="localhost", **headers):
        self.client = Client(
            REMOTE_ADDR=address,
            HTTP_HOST=host,
            HTTP_USER_AGENT=user_agent,
            HTTP_ORIGIN=f"http://{host}",
            HTTP_SEC_FETCH_SITE="same-origin",
            **headers,
        )

    def view(self, page, view_id=None, **report):
        """Report a view of `page`, as the page's script does."""
        site = page.get_site()
        report = {
            "page": token_for(site.pk, page.pk),
            "view": view_id or secrets.token_hex(16),
            "from": "",
            "robot": 0,
        } | report
        return self.post(json.dumps(report))

    def post(self, body, **headers):
        """Send `body` to the endpoint."""
        return self.client.post(ENDPOINT, body, content_type="text/plain;charset=UTF-8", **headers)

    def without_script(self, page):
        """Load the picture that stands in for the script."""
        return self.client.get(ENDPOINT, {"page": token_for(page.get_site().pk, page.pk)})


@pytest.fixture(autouse=True)
def _fresh_counter(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    rate_limit.forget()
    waiting.forget_failures()
    daily_key._held.clear()


@pytest.fixture
def home(db):
    return make_home()


@pytest.fixture
def section(home):
    return make_section(home)


@pytest.fixture
def article(section):
    return make_article(section)


@pytest.fixture
def site(home):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def visitor():
    return Visitor()


@pytest.fixture
def visitors():
    """As many different visitors as asked for."""
    return lambda count: [Visitor(address=f"198.51.{n // 250}.{n % 250 + 1}") for n in range(count)]

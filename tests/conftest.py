"""What all tests share; the fixtures for browsers and judges are in the modules named for them."""

import shutil

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from pages import generation
from tests.browsing import (  # noqa: F401 - fixtures
    _server,
    browser,
    chromium_path,
    page_at,
    site_server,
)
from tests.factories import remove_example
from tests.judges import (  # noqa: F401 - fixtures
    html_errors,
    sitemap_faults,
    sniffed_faults,
)
from tests.sharing_out import (  # noqa: F401 - a hook
    longest_first,
    pytest_xdist_make_scheduler,
)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Wagtail's example page is taken away once, which `make_home` would do before every test."""
    with django_db_blocker.unblock():
        remove_example()


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """A rolled back test tells nobody that its pages and numbers are gone; the next starts afresh."""
    generation.bump()
    cache.clear()


def pytest_collection_modifyitems(config, items):
    """The second run, on PostgreSQL, repeats only what a database can change."""
    on_postgres = connection.vendor == "postgresql"
    chosen = [item for item in items if _belongs(item, on_postgres)]
    dropped = [item for item in items if not _belongs(item, on_postgres)]
    config.hook.pytest_deselected(items=dropped)
    items[:] = chosen
    longest_first(items)


def _belongs(item, on_postgres):
    if not on_postgres:
        return item.get_closest_marker("postgres_only") is None
    uses_database = item.get_closest_marker("django_db") or "db" in item.fixturenames
    judges_html = item.get_closest_marker("browser") or "html_errors" in item.fixturenames
    return bool(uses_database) and not judges_html


def pytest_unconfigure():
    """The scratch folder of portal.settings.test: pytest-xdist ends its workers without `atexit`."""
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)

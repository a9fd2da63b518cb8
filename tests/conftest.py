"""What all tests share; the fixtures for browsers and judges are in the modules named for them."""

import gc
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from pages import generation, open_pictures
from search import vain
from tests.browsing import (  # noqa: F401 - fixtures
    _server,
    browser,
    chromium_path,
    page_at,
    site_server,
)
from tests.databases import (  # noqa: F401 - fixtures
    demo_commune,
    django_db_modify_db_settings,
    keep_to_threads,
    shelf,
)
from tests.drawing_once import (  # noqa: F401 - fixtures
    _drawn_once,
    drawn_afresh,
)
from tests.judges import (  # noqa: F401 - fixtures
    html_errors,
    sitemap_faults,
    sniffed_faults,
)
from tests.sharing_out import (  # noqa: F401 - a hook
    longest_first,
    pytest_xdist_make_scheduler,
)
from visits import shown_figures

keep_to_threads()
pytest_plugins = ["tests.quick", "tests.removals", "tests.costs"]


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """A rolled back test tells nobody that its pages and numbers are gone; the next starts afresh."""
    generation.bump()
    cache.clear()
    open_pictures.close_all()
    shown_figures.forget()
    (Path(settings.DATA_DIR) / vain.FILE).unlink(missing_ok=True)


def pytest_collection_modifyitems(config, items):
    """The second run, on PostgreSQL, repeats only what a database can change."""
    on_postgres = connection.vendor == "postgresql"
    chosen = [item for item in items if _belongs(item, on_postgres)]
    kept = set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = chosen
    longest_first(items)


def pytest_collection_finish():
    """What is imported by now stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _belongs(item, on_postgres):
    if not on_postgres:
        return item.get_closest_marker("postgres_only") is None
    uses_database = item.get_closest_marker("django_db") or "db" in item.fixturenames
    judges_html = item.get_closest_marker("browser") or "html_errors" in item.fixturenames
    return bool(uses_database) and not judges_html


def pytest_unconfigure():
    """The scratch folder of portal.settings.test: pytest-xdist ends its workers without `atexit`."""
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)

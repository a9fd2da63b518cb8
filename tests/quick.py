"""`bin/test --quick`: which tests are for every day. What is left out here runs in `bin/test`."""

SLOW_FIXTURES = {
    "html_errors",
    "sniffed_faults",
    "demo",
    "demo_commune",
    "stack",
    "page_at",
    "live_server",
}
"""Start a browser, a server or Java, or build a whole commune."""


def pytest_addoption(parser):
    """`--quick=news,pages`: tests without a database, and those of the rooms that were touched."""
    parser.addoption("--quick", default=None, metavar="ROOMS", help=pytest_addoption.__doc__)


def pytest_collection_modifyitems(config, items):
    """What is not for every day is left out, when that is asked."""
    if (rooms := config.getoption("--quick")) is None:
        return
    quick = {item for item in items if _is_quick(item, rooms.split(","))}
    config.hook.pytest_deselected(items=[item for item in items if item not in quick])
    items[:] = [item for item in items if item in quick]


def _is_quick(item, rooms):
    """Whether the test is one for every day, when files of these rooms have changed."""
    if item.get_closest_marker("slow") or item.get_closest_marker("browser"):
        return False
    if SLOW_FIXTURES & set(item.fixturenames):
        return False
    uses_database = item.get_closest_marker("django_db") or "db" in item.fixturenames
    return not uses_database or item.nodeid.split("/")[1] in rooms

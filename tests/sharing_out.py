"""How several worker processes (pytest-xdist) share the tests out.

A module stays in one process, because what it shares costs seconds to make: the demo commune ten,
the whole server of tests/ops sixty. The longest modules come first, so that no process is left
alone with one at the end; tests that commit come last, because Django empties the database after
them. (Marks with `--dist loadgroup` would say some of this; pytest-xdist 3.8 does not see them under
pytest 9.2.)
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

LONGEST_FIRST = (
    "tests/ops/", "tests/site/test_in_a_browser.py", "tests/visits/test_drills.py", "tests/site/test_admin_access.py",
    "tests/journeys/", "tests/site/", "tests/portal/", "tests/operations/", "tests/procedures/", "tests/demo/",
)  # fmt: skip
COMMITTING = (
    "tests/pages/test_generation.py", "tests/operations/backups/test_backups.py", "tests/search/test_vain.py",
)  # fmt: skip
"""Modules with tests that commit (`transaction=True`): their tests are handed out one by one."""


class ByModule(LoadScopeScheduling):
    """Whole modules; those of tests/ops together, since they share one server."""

    def _split_scope(self, nodeid):
        module = nodeid.partition("::")[0]
        if module in COMMITTING:
            return nodeid
        return "tests/ops" if module.startswith("tests/ops/") else module


def pytest_xdist_make_scheduler(config, log):
    """Called by pytest-xdist, whatever `--dist` says."""
    config.option.loadscopereorder = False
    return ByModule(config, log)


def longest_first(items):
    """Sorted in place, the same in every process."""
    items.sort(key=lambda item: (_commits(item), _rank(item.nodeid)))


def _commits(item):
    mark = item.get_closest_marker("django_db")
    commits = bool(mark and mark.kwargs.get("transaction")) or "live_server" in item.fixturenames
    if commits and not item.nodeid.startswith(COMMITTING):
        raise pytest.UsageError(f"{item.nodeid} commits: name its module in {__name__}.COMMITTING")
    return commits


def _rank(nodeid):
    ranks = (place for place, start in enumerate(LONGEST_FIRST) if nodeid.startswith(start))
    return next(ranks, len(LONGEST_FIRST))

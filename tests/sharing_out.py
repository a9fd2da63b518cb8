"""How several worker processes (pytest-xdist) share the tests out.

A module stays in one process, because what it shares costs seconds to make: the demo commune ten,
the whole server of tests/ops sixty. The longest modules come first, so that no process is left
alone with one at the end. (`--dist loadgroup` would say the same by marks, which pytest-xdist 3.8
does not see under pytest 9.2.)
"""

from xdist.scheduler import LoadScopeScheduling

LONGEST_FIRST = (
    "tests/ops/", "tests/site/test_in_a_browser.py", "tests/visits/test_drills.py", "tests/site/test_admin_access.py",
    "tests/journeys/", "tests/site/", "tests/portal/", "tests/procedures/", "tests/demo/",
)  # fmt: skip


class ByModule(LoadScopeScheduling):
    """Whole modules; those of tests/ops together, since they share one server."""

    def _split_scope(self, nodeid):
        module = nodeid.partition("::")[0]
        return "tests/ops" if module.startswith("tests/ops/") else module


def pytest_xdist_make_scheduler(config, log):
    """Called by pytest-xdist, whatever `--dist` says."""
    config.option.loadscopereorder = False
    return ByModule(config, log)


def longest_first(items):
    """Sorted in place, the same in every process."""
    items.sort(key=lambda item: _rank(item.nodeid))


def _rank(nodeid):
    ranks = (place for place, start in enumerate(LONGEST_FIRST) if nodeid.startswith(start))
    return next(ranks, len(LONGEST_FIRST))

"""Where a run's processor time went: the dearest modules, said at the end.

Minutes on the clock depend on what else the machine does; seconds of CPU, those of browsers and servers
that a test waited for included, stay about the same and tell which module to make cheaper.
`COSTS=500` in the environment shows more of them than the dearest twelve.
"""

import os
import resource
import time
from collections import Counter

import pytest

_SHOWN = int(os.environ.get("COSTS", "12"))
_NAME, _SHARED = "cpu", "cpu of what many modules shared"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    """Notes in the test's reports what it took, fixtures included."""
    item.cpu_before, item.is_last = _spent(), nextitem is None
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """The last report of a test carries its sum, also from another process.

    Browsers and judges that the whole run used end with a process's last test: they are not its own.
    """
    report = yield
    if report.when != "teardown":
        item.children_before = _children()
        return report
    shared = _children() - item.children_before if item.is_last else 0
    own = _spent() - item.cpu_before - shared
    report.user_properties = [*report.user_properties, (_NAME, own), (_SHARED, shared)]
    return report


def pytest_terminal_summary(terminalreporter):
    """Only after a long run: `-k one_test` has nothing to compare."""
    modules = Counter()
    for report in terminalreporter.getreports(""):
        spent = dict(report.user_properties)
        modules[report.nodeid.partition("::")[0]] += spent.get(_NAME, 0)
        modules["(browsers and judges that many modules shared)"] += spent.get(_SHARED, 0)
    if len(modules) < 12:
        return
    terminalreporter.section(f"{sum(modules.values()) / 60:.1f} minutes of CPU, most of it in")
    for module, seconds in modules.most_common(_SHOWN):
        terminalreporter.line(f"{seconds:7.1f} s  {module}")


def _spent():
    """Seconds of this process, and of its children once they have ended."""
    return time.process_time() + _children()


def _children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

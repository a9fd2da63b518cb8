"""What counting costs the server, in CPU time per request, and how exact promises read as ratios.

    python benchmarks/visits_load.py [rounds]

A throw-away portal (two worker processes, page cache on; SQLite in a scratch folder, or an empty
PostgreSQL in DATABASE_URL) is asked by one client, kind after kind, round after round. CPU time of the
portal's processes is read from /proc, so that other work on the machine disturbs little; the best round
of each kind counts. Only the ratios are worth quoting:

  served, cached      pages a second from the cache with one counted view a second beside them ÷ without
  room                counted views a second up to which that ratio stays at 0.95
  served, made anew   pages that no cache holds, each followed by its counted view ÷ not followed
  report              views counted ÷ the same report turned away before anything is written
  allowance           what a view may cost, as the issue measured it beside a kept page of 0.7 ms: 1.2 ms counted,
                      0.4 ms refused; printed as multiples of this run's kept page. Readers come together where it
                      matters, so views of eight at once are measured too: their writes share a transaction.
"""

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.visits.throwaway_portal import Reader, ThrowawayPortal

REQUESTS = {"cached": 400, "made anew": 60, "counted": 200, "eight at once": 50, "refused": 200}
TOGETHER = 8
ALLOWANCE = {"counted": 1.2 / 0.7, "eight at once": 1.2 / 0.7, "refused": 0.4 / 0.7}
"""Multiples of a kept page."""
CORES = 2
ENOUGH = 0.95
_TICKS = os.sysconf("SC_CLK_TCK")
_numbers = count(1)


class ScratchDatabase:
    """What `ThrowawayPortal` needs to know of a database."""

    def __init__(self, folder):
        self.url = os.environ.get("DATABASE_URL", f"sqlite:///{folder / 'portal.sqlite3'}")


class Work:
    """One request of each kind."""

    def __init__(self, portal):
        self.reader = Reader(portal)
        self.readers = [Reader(portal) for _ in range(TOGETHER)]
        self.crowd = ThreadPoolExecutor(TOGETHER)
        self.url = portal.urls[0]
        self.token = self.reader.token(self.url)
        self.kinds = {
            "cached": lambda: self.reader.page(self.url),
            "made anew": lambda: self.reader.page(f"{self.url}?lan={next(_numbers)}"),
            "counted": lambda: self.report(self.token, 204),
            "eight at once": self.eight,
            "refused": lambda: self.report("1-1:gia", 400),
        }

    def eight(self):
        """A view by each of eight readers at the same moment."""
        list(self.crowd.map(lambda reader: self.report(self.token, 204, reader), self.readers))

    def report(self, token, expected, reader=None):
        """A view by somebody new."""
        number = next(_numbers)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        asker = reader or self.reader
        status = asker.view(token, address=address) or asker.view(
            token, address=address
        )  # an idle line was cut
        if status != expected:
            raise SystemExit(f"{status} instead of {expected}")


def main(rounds):
    """Start, measure, print."""
    with tempfile.TemporaryDirectory() as scratch:
        portal = ThrowawayPortal(Path(scratch), ScratchDatabase(Path(scratch)))
        portal.run("manage.py", "migrate", "-v0")
        portal.fill()
        portal.start()
        try:
            _print(*_measured(portal, rounds))
        finally:
            portal.kill()


def _measured(portal, rounds):
    """CPU milliseconds per request of each kind, and the waiting times of counted views."""
    work, best, waits = Work(portal), {}, []
    for _ in range(rounds):
        for kind, amount in REQUESTS.items():
            before = cpu_seconds(portal)
            for _ in range(amount):
                begun = time.perf_counter()
                work.kinds[kind]()
                if kind == "counted":
                    waits.append((time.perf_counter() - begun) * 1000)
            views = amount * (TOGETHER if kind == "eight at once" else 1)
            spent = (cpu_seconds(portal) - before) / views * 1000
            best[kind] = min(spent, best.get(kind, spent))
    return best, sorted(waits)


def _print(cost, waits):
    for kind, milliseconds in cost.items():
        print(f"{kind:18}{milliseconds:8.2f} ms CPU")
    view = cost["counted"]
    print(f"served, cached    ratio {1 - view / 1000 / CORES:6.3f}")
    print(
        f"room              up to {(1 - ENOUGH) * CORES * 1000 / view:6.1f} counted views a second"
    )
    print(f"served, made anew ratio {cost['made anew'] / (cost['made anew'] + view):6.3f}")
    for kind, allowed in ALLOWANCE.items():
        ratio = cost[kind] / cost["cached"]
        print(f"{kind:18}ratio {ratio:6.3f} to a kept page, allowed {allowed:.3f}")
    print(f"report            ratio {cost['refused'] / view:6.3f}")
    print(
        f"counted view      p50 {waits[len(waits) // 2]:.1f} ms, p95 {waits[int(len(waits) * 0.95)]:.1f} ms"
    )


def cpu_seconds(portal):
    """CPU time so far of all the portal's processes."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # a process that has just ended
            continue
        if int(fields[2]) == portal.process.pid:
            total += int(fields[11]) + int(fields[12])
    return total / _TICKS


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

"""What counting costs: served pages with and without it, and views counted per second.

    python benchmarks/visits_load.py [seconds]

A throw-away portal (two worker processes, page cache on; SQLite in a scratch folder, or an empty
database in DATABASE_URL) is asked from the same machine, in turns, so that whatever else the machine
does falls on both sides. Prints rates and their ratios: only the ratios are worth quoting.

  cached      pages from the page cache, alone ÷ while one view a second is counted beside them
  made anew   pages that no cache holds: each followed by its counted view ÷ not followed by one
  report      views counted ÷ the same report refused at its last check (no write)
"""

import os
import sys
import tempfile
import threading
import time
from itertools import count
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.visits.throwaway_portal import Reader, ThrowawayPortal

CLIENTS = 8
ROUNDS = 5
VIEWS_A_SECOND = 1
"""3,600 views an hour: more than most communes have in a day."""


class ScratchDatabase:
    """What `ThrowawayPortal` needs to know of a database."""

    def __init__(self, folder):
        self.url = os.environ.get("DATABASE_URL", f"sqlite:///{folder / 'portal.sqlite3'}")


_numbers = count(1)


def _address():
    number = next(_numbers)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def rate(portal, work, seconds, beside=None):
    """How often a second `CLIENTS` clients did `work(reader)`, while `beside` ran."""
    done, stop = [0] * CLIENTS, threading.Event()

    def client(place):
        reader = Reader(portal)
        while not stop.is_set():
            work(reader)
            done[place] += 1

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    threads += [threading.Thread(target=beside, args=(stop,))] if beside else []
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def compare(portal, seconds, with_counting, without, beside=None):
    """(rate with, rate without, ratio): the median of rounds in turns."""
    pairs = [
        (rate(portal, with_counting, seconds, beside), rate(portal, without, seconds))
        for _ in range(ROUNDS)
    ]
    return (
        median(pair[0] for pair in pairs),
        median(pair[1] for pair in pairs),
        median(pair[0] / pair[1] for pair in pairs),
    )


def main(seconds):
    """Start, compare, print."""
    with tempfile.TemporaryDirectory() as scratch:
        portal = ThrowawayPortal(Path(scratch), ScratchDatabase(Path(scratch)))
        portal.run("manage.py", "migrate", "-v0")
        portal.fill()
        portal.start()
        try:
            for name, numbers in _measured(portal, seconds):
                print(f"{name:12}{numbers[0]:9.1f}/s{numbers[1]:9.1f}/s   ratio {numbers[2]:5.3f}")
            print(f"report       p95 {_p95(portal, seconds):.1f} ms, one after the other")
        finally:
            portal.kill()


class Work:
    """What clients do, over and over."""

    def __init__(self, portal):
        self.portal = portal
        self.url = portal.urls[0]
        self.token = Reader(portal).token(self.url)

    def cached(self, reader):
        """A page that the cache holds."""
        reader.page(self.url)

    def anew(self, reader):
        """A page under a query that no cache keeps."""
        reader.page(f"{self.url}?lan={next(_numbers)}")

    def anew_and_counted(self, reader):
        """The same, and its view."""
        self.anew(reader)
        self.counted(reader)

    def counted(self, reader):
        """A view by somebody new."""
        reader.view(self.token, address=_address())

    def refused(self, reader):
        """A report that is turned away before anything is written."""
        reader.view("1-1:gia", address=_address())

    def beside(self, stop):
        """Views at a steady pace."""
        reader = Reader(self.portal)
        while not stop.wait(1 / VIEWS_A_SECOND):
            self.counted(reader)


def _measured(portal, seconds):
    work = Work(portal)
    yield "cached", compare(portal, seconds, work.cached, work.cached, work.beside)
    yield "made anew", compare(portal, seconds, work.anew_and_counted, work.anew)
    yield "report", compare(portal, seconds, work.counted, work.refused)


def _p95(portal, seconds):
    reader, times = Reader(portal), []
    token = reader.token(portal.urls[0])
    for _ in range(100):
        begun = time.perf_counter()
        reader.view(token, address=_address())
        times.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.02)
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)

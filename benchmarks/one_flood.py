"""What one network's flood costs twenty readers elsewhere: their waits without it, with it, and unguarded.

    python benchmarks/one_flood.py [seconds]

The whole server on loopback (tests.ops.stack: nginx, gunicorn, PostgreSQL, Redis). Twenty readers, each from
an address of its own, open kept pages and search now and then; eight connections of one network ask for
searches and addresses that are not there, as fast as they can. Printed are the readers' waits (median and
95th of a hundred) and what became of the flood. "Unguarded" is without `portal.fair_share`; nginx's own limits
stand in all three. The waits are of this machine; only their ratios are worth quoting.
"""

import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ops.stack import HOST, IN_FRONT, ROOT, Stack, tls

READERS, FLOODERS = 20, 8
PAUSE = 0.5
"""Seconds between two pages of one reader."""
PAGES = ("/", "/tin-tuc/", "/thu-tuc/", "/thong-bao/", "/tim-kiem/?q=khai+sinh")


class Crowd:
    """Connections that ask until they are told to stop; `waits` in milliseconds, `answers` by status."""

    def __init__(self, stack, size, paths, address, pause):
        self.stack, self.paths, self.address, self.pause = stack, paths, address, pause
        self.waits, self.answers, self.going = [], Counter(), True
        self.threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(size)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.going = False
        for thread in self.threads:
            thread.join()

    def _ask(self, number):
        asked, line = number, None
        while self.going:
            asked += 1
            line = line or self._line()
            began = time.perf_counter()
            try:
                line.request("GET", self.paths(asked), headers=self._headers(number))
                answer = line.getresponse()
                answer.read()
                self.answers[answer.status] += 1
            except (OSError, HTTPException):
                self.answers["lost"] += 1
                line = None
            self.waits.append((time.perf_counter() - began) * 1000)
            time.sleep(self.pause)

    def _line(self):
        return HTTPSConnection(
            "127.0.0.1", self.stack.ports["https"], timeout=60, context=tls(), source_address=(IN_FRONT, 0)
        )  # fmt: skip

    def _headers(self, number):
        host = f"{HOST}:{self.stack.ports['https']}"
        return {"Host": host, "X-Forwarded-For": self.address(number), "X-Forwarded-Proto": "https"}


def main(seconds):
    """Three rounds on one server; the guard is taken away for the last."""
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder))
        try:
            stack.start()
            with _readers(stack):
                time.sleep(5)  # pages are kept from now on
            _round(stack, seconds, "no flood", flooding=False)
            _round(stack, seconds, "flood", flooding=True)
            stack.kill("app", signal.SIGTERM)
            stack.clock = _without_the_guard(stack.folder)
            stack.start_app()
            with _readers(stack):
                time.sleep(15)  # nginx asks again for what it held to be away
            _round(stack, seconds, "unguarded", flooding=True)
        finally:
            stack.stop()


def _without_the_guard(folder):
    """The environment of a site with other settings."""
    settings = "from portal.settings.production import *\n\nFAIR_SHARE = False\n"
    (folder / "unguarded.py").write_text(settings)
    return {"DJANGO_SETTINGS_MODULE": "unguarded", "PYTHONPATH": f"{folder}:{ROOT}"}


def _readers(stack):
    return Crowd(stack, READERS, lambda n: PAGES[n % len(PAGES)], lambda n: f"203.0.113.{n + 1}", PAUSE)  # fmt: skip


def _round(stack, seconds, name, flooding):
    def strange(number):
        return (
            f"/tim-kiem/?q=lu+{number}+{time.monotonic_ns()}"
            if number % 2
            else f"/khong-co-{time.monotonic_ns()}/"
        )

    flood = Crowd(stack, FLOODERS if flooding else 0, strange, lambda n: "198.51.100.7", 0)
    with flood, _readers(stack) as readers:
        time.sleep(seconds)
    waits = sorted(readers.waits)
    p50, p95 = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    print(f"{name:10} readers p50 {p50:7.1f} ms, p95 {p95:7.1f} ms, answers {dict(readers.answers)}; "
          f"flood {dict(flood.answers)}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)

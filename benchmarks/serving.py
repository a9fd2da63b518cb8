"""How fast a page is served: nginx's copy against a file, the site's copy against a page made anew.

    python benchmarks/serving.py [rounds]

Starts the whole server of operations/server/ (nginx with TLS, PostgreSQL, Redis, gunicorn) on loopback and asks it
with wrk (Debian: wrk), kind after kind, round after round, so that whatever else the machine does
falls on all; the best round of each kind counts. CPU time of the server's processes is what a crowded
machine disturbs least. Only the ratios are worth quoting:

  nginx   the article from nginx's cache ÷ the same bytes as a file, both over TLS, both compressed
  site    the article from the site's page cache ÷ rendered anew, in CPU time of the server's processes
  32, 512 errors and answers other than 200 at that many connections
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cpu_time import seconds_of
from tests.ops.stack import HOST, Stack

ARTICLE = "/tin-tuc/chuyen-doi-so/xa-ta-lung-day-manh-cong-tac-cchc/"
SECONDS = 4
GZIP = ["-H", "Accept-Encoding: gzip"]


class Asked:
    """What wrk reported."""

    def __init__(self, text):
        self.requests = int(re.search(r"(\d+) requests in", text)[1])
        self.per_second = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])
        errors = re.search(r"Socket errors: (.*)", text)
        others = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
        self.errors = sum(map(int, re.findall(r"\d+", errors[1]))) if errors else 0
        self.errors += int(others[1]) if others else 0


def main(rounds):
    """Start, measure in turns, print."""
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt install wrk")
    with tempfile.TemporaryDirectory(prefix="portal-may-chu-") as folder:
        stack = Stack(Path(folder))
        try:
            stack.start()
            _put_a_file(stack)
            _nginx(stack, rounds)
            _site(stack, rounds)
            _crowds(stack)
        finally:
            stack.stop()


def _put_a_file(stack):
    for _ in range(3):
        plain, packed = stack.curl(ARTICLE)[2], stack.curl(ARTICLE, *GZIP)[2]
    folder = stack.data / "static"
    (folder / "bai.html").write_bytes(plain)
    (folder / "bai.html.gz").write_bytes(packed)
    if stack.curl("/static/bai.html", *GZIP)[2] != packed:
        sys.exit("the file does not come as it lies there")


def _nginx(stack, rounds):
    cost, rate = {}, {}
    nginx = stack.processes["nginx"].pid
    for _ in range(rounds):
        for name, path in (("file", "/static/bai.html"), ("copy", ARTICLE)):
            spent, asked = _spent(nginx, lambda path=path: _wrk(stack, path, 32))
            _stop_at_errors(name, asked)
            cost[name] = min(spent, cost.get(name, spent))
            rate[name] = max(asked.per_second, rate.get(name, 0))
    for name, milliseconds in cost.items():
        print(f"nginx, {name}: {rate[name]:8.0f}/s {milliseconds * 1000:7.1f} µs CPU")
    print(
        f"nginx         ratio {cost['file'] / cost['copy']:6.2f} by CPU, {rate['copy'] / rate['file']:.2f} by rate"
    )


def _spent(pid, ask):
    """(milliseconds of CPU per request, what wrk said)."""
    before = seconds_of(pid)
    asked = ask()
    return (seconds_of(pid) - before) / asked.requests * 1000, asked


def _site(stack, rounds):
    best = {}
    for _ in range(rounds):
        for name, path in (("anew", ARTICLE + "?lan=1"), ("kept", ARTICLE)):
            spent, asked = _spent(
                stack.processes["app"].pid, lambda path=path: _wrk(stack, path, 4, straight=True)
            )
            best[name] = min(spent, best.get(name, spent))
            _stop_at_errors(name, asked)
    print(f"site: anew {best['anew']:7.2f} ms CPU   kept {best['kept']:7.3f} ms CPU")
    print(f"site          ratio {best['anew'] / best['kept']:6.1f}")


def _stop_at_errors(name, asked):
    if asked.errors:
        sys.exit(f"{name}: {asked.errors} errors")


def _crowds(stack):
    for connections in (32, 512):
        asked = _wrk(stack, ARTICLE, connections, seconds=8)
        print(
            f"{connections:4} connections: {asked.requests} requests, {asked.per_second:.0f}/s, {asked.errors} errors"
        )


def _wrk(stack, path, connections, straight=False, seconds=SECONDS):
    """Through nginx, or straight to the site as nginx would ask it."""
    port = stack.ports["https"]
    base = f"http://127.0.0.1:{stack.ports['app']}" if straight else f"https://127.0.0.1:{port}"
    words = ["-H", f"Host: {HOST}:{port}", *GZIP]
    if straight:
        words += ["-H", "X-Forwarded-Proto: https"]
    done = subprocess.run(
        ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", *words, base + path],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return Asked(done.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

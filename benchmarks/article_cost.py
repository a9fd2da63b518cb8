"""CPU of uncached pages of six kinds against the home page of a fresh `wagtail start` project.

    python benchmarks/article_cost.py [rounds]

Both are made in a scratch folder and measured in turns, each in its own process, so that whatever
else the machine does falls on both. A page is made for a reader without a copy of it, while what pages
share is remembered. Prints milliseconds of CPU per request (the best round of each), queries, and the
ratio to the yardstick: only the ratio is worth quoting.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
REQUESTS = 20

_DRIVER = """
import sys, time
import django; django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
settings.ALLOWED_HOSTS = ["*"]
from django.core.cache import caches
kept = caches["pages"] if "pages" in settings.CACHES else None
client, queries = Client(), []
def ask(address):
    if kept is not None:
        kept.clear()
    begun = time.process_time()
    response = client.get(address)
    spent.append(time.process_time() - begun)
    assert response.status_code == 200
    return response
def counted(execute, *given):
    queries.append(given[0])
    return execute(*given)
for address in {addresses}:
    spent = []
    for _ in range(4):
        response = ask(address)
    del queries[:]
    with connection.execute_wrapper(counted):
        ask(address)
    spent = []
    for _ in range({requests}):
        ask(address)
    print(sum(spent) / {requests} * 1000, len(queries), len(response.content))
"""
_OURS = {
    "article": "/tin-tuc/chuyen-doi-so/internet-ba-thon/",
    "section": "/tin-tuc/chuyen-doi-so/",
    "procedures": "/thu-tuc/",
    "procedure": "/thu-tuc/dang-ky-khai-tu/",
    "home": "/",
    "search": "/tim-kiem/?q=khai+sinh",
}


def main(rounds):
    """Build both, measure in turns, print."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh, ours = _fresh_project(Path(scratch) / "fresh"), _demo(Path(scratch) / "demo")
        costs = {name: [] for name in ("wagtail start", *_OURS)}
        for _ in range(rounds):
            costs["wagtail start"] += _measured(*fresh, ["/"])
            for name, cost in zip(_OURS, _measured(*ours, list(_OURS.values())), strict=True):
                costs[name].append(cost)
    best = {name: min(values) for name, values in costs.items()}
    for name, (milliseconds, queries, size) in best.items():
        ratio = milliseconds / best["wagtail start"][0]
        print(f"{name:15}{milliseconds:7.2f} ms CPU{queries:4} queries{size:8} bytes{ratio:7.2f}")


def _run(command, folder, environment):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=clean | environment, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def _fresh_project(folder):
    folder.mkdir()
    subprocess.run(
        [Path(sys.executable).parent / "wagtail", "start", "fresh", str(folder)],
        check=True, capture_output=True,
    )  # fmt: skip
    local = folder / "fresh" / "settings" / "local.py"
    local.write_text("SECRET_KEY = 'x' * 60\nALLOWED_HOSTS = ['*']\n")
    environment = {"DJANGO_SETTINGS_MODULE": "fresh.settings.production", "PYTHONPATH": str(folder)}
    _run(["manage.py", "migrate", "-v0"], folder, environment)
    _run(["manage.py", "collectstatic", "--noinput", "-v0"], folder, environment)
    return folder, environment


def _demo(folder):
    ready = os.environ.get("DEMO_DATA_DIR")
    environment = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATA_DIR": ready or str(folder),
        "PYTHONPATH": str(REPOSITORY),
    }
    if ready:
        return REPOSITORY, environment
    for command in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
        _run(["manage.py", *command], REPOSITORY, environment)
    return REPOSITORY, environment


def _measured(folder, environment, addresses):
    driver = _DRIVER.format(addresses=addresses, requests=REQUESTS)
    lines = [line.split() for line in _run(["-c", driver], folder, environment).splitlines()]
    return [(float(ms), int(queries), int(size)) for ms, queries, size in lines]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)

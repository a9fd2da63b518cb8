"""CPU of one uncached article against the home page of a fresh `wagtail start` project.

    python benchmarks/article_cost.py [rounds]

Both are made in a scratch folder and measured in turns, each in its own process, so that whatever
else the machine does falls on both. Prints milliseconds of CPU per request (the best round of each)
and their ratio: only the ratio is worth quoting.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
REQUESTS = 60

_DRIVER = """
import sys, time
import django; django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
settings.ALLOWED_HOSTS = ["*"]
settings.PAGE_CACHE = False
{address}
client = Client()
for _ in range(5):
    response = client.get(address)
assert response.status_code == 200
with CaptureQueriesContext(connection) as seen:
    client.get(address)
queries = len(seen.captured_queries)
begun = time.process_time()
for _ in range({requests}):
    client.get(address)
print((time.process_time() - begun) / {requests} * 1000, queries, len(response.content))
"""
_OURS = """
from news.models import ArticlePage
address = ArticlePage.objects.get(legacy_views=54).url
"""


def main(rounds):
    """Build both, measure in turns, print."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh, ours = _fresh_project(Path(scratch) / "fresh"), _demo(Path(scratch) / "demo")
        costs = {"wagtail start": [], "article": []}
        for _ in range(rounds):
            costs["wagtail start"].append(_measured(*fresh, "address = '/'"))
            costs["article"].append(_measured(*ours, _OURS))
    best = {name: min(values) for name, values in costs.items()}
    for name, (milliseconds, queries, size) in best.items():
        print(f"{name:15}{milliseconds:7.2f} ms CPU{queries:4} queries{size:8} bytes")
    print(f"ratio          {best['article'][0] / best['wagtail start'][0]:7.2f}")


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
    environment = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATA_DIR": str(folder),
        "PYTHONPATH": str(REPOSITORY),
    }
    for command in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
        _run(["manage.py", *command], REPOSITORY, environment)
    return REPOSITORY, environment


def _measured(folder, environment, address):
    out = _run(["-c", _DRIVER.format(address=address, requests=REQUESTS)], folder, environment)
    milliseconds, queries, size = out.split()
    return float(milliseconds), int(queries), int(size)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)

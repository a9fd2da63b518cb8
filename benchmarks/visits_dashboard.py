"""The officials' statistics on five years × 20,000 pages against one month × 200 pages.

    python benchmarks/visits_dashboard.py [rounds]

Both portals are made in a scratch folder (or, with DATABASE_URL, the large and the small one in turn
in that empty database) and measured in processes of their own. Prints CPU milliseconds per screen, the
number of queries, and the ratio: only the ratio is worth quoting.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SIZES = {"1 month × 200 pages": (200, 30, 200), "5 years × 20,000 pages": (20_000, 1_826, 600)}
"""Pages, days, views on a weekday."""

_MAKE = """
import sys
import django; django.setup()
from django.utils import timezone
from benchmarks.visits_data import make_pages, make_tallies
from tests.factories import make_home
from accounts.models import User
from wagtail.models import Site
pages, days, views = map(int, sys.argv[1:])
ids = list(make_pages(make_home(hostname="127.0.0.1"), pages))
User.objects.create_superuser("can-bo", password="x")
print(make_tallies(Site.objects.get().pk, ids, timezone.localdate(), days, views))
"""
_MEASURE = """
import sys, time
import django; django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from accounts.models import User
from visits.models import PageTally
settings.ALLOWED_HOSTS = ["*"]
client = Client()
client.force_login(User.objects.get())
rounds = int(sys.argv[1])
print("rows", PageTally.objects.count())
for name in ("hom-nay", "30-ngay", "quy", "nam", "tuy-chon"):
    address = "/quan-tri/thong-ke/"
    query = {"ky": name, "tu": "15/02/2022", "den": "20/11/2026"}
    for _ in range(2):
        assert client.get(address, query).status_code == 200
    statements = []
    with connection.execute_wrapper(lambda run, *rest: (statements.append(1), run(*rest))[1]):
        client.get(address, query)
    best = 1e9
    for _ in range(rounds):
        begun = time.perf_counter()
        client.get(address, query)
        best = min(best, time.perf_counter() - begun)
    print(name, best * 1000, len(statements))
"""
_EMPTY = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
"""


def main(rounds):
    """Build, measure, print."""
    found = {}
    for size, (pages, days, views) in SIZES.items():
        with tempfile.TemporaryDirectory() as scratch:
            environment = environment_in(Path(scratch))
            run(environment, "manage.py", "migrate", "-v0")
            counted = run(environment, "-c", _MAKE, str(pages), str(days), str(views)).strip()
            lines = [
                line.split() for line in run(environment, "-c", _MEASURE, str(rounds)).splitlines()
            ]
            print(f"{size}: {counted} views in {lines[0][1]} page tallies")
            found[size] = {name: (float(ms), int(queries)) for name, ms, queries in lines[1:]}
            _empty(environment)
    small, large = found.values()
    for name in small:
        (few_ms, few), (many_ms, many) = small[name], large[name]
        print(
            f"{name:10}{few_ms:8.1f} ms {few:3} queries {many_ms:9.1f} ms {many:3} queries"
            f"   ratio {many_ms / few_ms:6.2f}"
        )


def environment_in(folder):
    """What a process of the throw-away portal in `folder` needs to know."""
    database = os.environ.get("DATABASE_URL", f"sqlite:///{folder / 'portal.sqlite3'}")
    return os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.visits.drill_settings",
        "PYTHONPATH": str(REPOSITORY),
    }


def _empty(environment):
    if "DATABASE_URL" in os.environ:
        run(environment, "-c", _EMPTY)


def run(environment, *arguments):
    """Run Python there; what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

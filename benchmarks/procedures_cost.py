"""CPU of what residents and editors open, with 588 procedures against the same with 14.

    python benchmarks/procedures_cost.py [rounds]

Everything happens in a scratch folder, rounds in turns so that whatever else the machine does falls
on both. Prints milliseconds of CPU per request (the best round) and the ratio: only the ratio is
worth quoting.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
REQUESTS = 20
SIZES = (14, 588)
PAGES = (
    "index", "index: words", "search", "guide", "admin: list", "admin: texts", "admin: pages", "admin: form",
    "admin: report",
)  # fmt: skip

_DRIVER = """
import sys, time
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
settings.PAGE_CACHE = False
size, mode = int(sys.argv[1]), sys.argv[2]
from procedures.models import ProcedurePage, ProceduresIndexPage
if mode == "make":
    call_command("migrate", verbosity=0)
    from tests.factories import make_home
    from tests.procedures.making import make_guide, make_index, make_many, store
    index = make_index(make_home())
    make_guide(index, store())
    make_many(index, size - 1)
    from django.contrib.auth import get_user_model
    get_user_model().objects.create_superuser("do", "do@example.org", "mat khau dai 12")
    sys.exit()
from django.test import Client
client = Client(headers={"host": "localhost"})
index = ProceduresIndexPage.objects.get()
guide = ProcedurePage.objects.get(procedure__code="1.001193")
from django.contrib.auth import get_user_model
from django.urls import reverse
settings.SECOND_FACTOR = False
editor = Client(headers={"host": "localhost"})
editor.force_login(get_user_model().objects.get())
times = []
asked = "?q=giay+khai+sinh+moi+cho+be"
for client, address in (
    (client, index.url), (client, index.url + asked), (client, "/tim-kiem/" + asked), (client, guide.url),
    (editor, reverse("wagtailsnippets_procedures_procedure:list")),
    (editor, reverse("wagtailsnippets_procedures_procedureversion:list")),
    (editor, reverse("wagtailadmin_explore", args=[index.pk])),
    (editor, reverse("wagtailadmin_pages:edit", args=[guide.pk])),
    (editor, reverse("procedures_upkeep")),
):
    for _ in range(3):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.headers)
    begun = time.process_time()
    for _ in range(REQUESTS):
        client.get(address)
    times.append((time.process_time() - begun) / REQUESTS * 1000)
print(*times)
""".replace("REQUESTS", str(REQUESTS))


def main():
    """Make both databases, measure in turns, print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as scratch:
        folders = {size: Path(scratch, str(size)) for size in SIZES}
        for size, folder in folders.items():
            run(folder, size, "make")
        best = {size: [float("inf")] * len(PAGES) for size in SIZES}
        for _ in range(rounds):
            for size, folder in folders.items():
                times = map(float, run(folder, size, "measure").split())
                best[size] = [min(pair) for pair in zip(best[size], times, strict=True)]
    for place, page in enumerate(PAGES):
        few, many = (best[size][place] for size in SIZES)
        print(f"{page:14} 14: {few:6.1f} ms   588: {many:6.1f} ms   ratio {many / few:.2f}")


def run(folder, size, mode):
    """The driver in a process of its own; returns what it printed."""
    folder.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PYTHONPATH": str(REPOSITORY),
    }
    command = [sys.executable, "-c", _DRIVER, str(size), mode]
    return subprocess.run(
        command, cwd=REPOSITORY, env=environment, check=True, capture_output=True, text=True
    ).stdout


if __name__ == "__main__":
    main()

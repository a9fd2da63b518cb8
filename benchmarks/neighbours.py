"""What 123 neighbours in the same install cost a commune's pages.

    python benchmarks/neighbours.py [tree]

The demo commune alone, then with 123 sites more (a front page and a site each, written in bulk and thrown
away again): CPU and SQL of one page of each kind, made anew and after a change, ÷ the same alone. In one
process; `tree` is another working tree to measure.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
NEIGHBOURS = 123
_DRIVER = """
import time
import django; django.setup()
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection, transaction
from django.test import Client
from wagtail.models import Page, Site
from home.communes import Commune, create_commune
from home.models import HomePage
from pages import generation
settings.ALLOWED_HOSTS, settings.PAGE_CACHE = ["*"], True
PAGES = ["/", "/tin-tuc/chuyen-doi-so/", "/tin-tuc/chuyen-doi-so/internet-ba-thon/", "/thu-tuc/",
         "/thu-tuc/dang-ky-khai-tu/", "/gioi-thieu/", "/lich/", "/so-do-trang/", "/tim-kiem/?q=khai+sinh"]
asked = []
def counted(execute, *given):
    asked.append(given[0])
    return execute(*given)
def cost(address, bump):
    best = 9.0
    for turn in range(6):
        caches["pages"].clear()
        if bump:
            generation.bump()
        del asked[:]
        begun = time.process_time()
        with connection.execute_wrapper(counted):
            Client().get(address)
        if turn:
            best = min(best, time.process_time() - begun)
    return best * 1000, len(asked)
def costs():
    return {(page, bump): cost(page, bump) for bump in (False, True) for page in PAGES}
def neighbours():
    root, own = Page.objects.get(depth=1), HomePage.objects.first()
    rows = [Page(title=f"Xa {n}", slug=f"xa-{n}", url_path=f"/xa-{n}/", depth=2, numchild=0, live=True,
                 path=Page._get_path(root.path, 2, 100 + n), content_type=own.content_type,
                 locale=own.locale) for n in range(NEIGHBOURS)]
    pages = Page.objects.bulk_create(rows)
    Site.objects.bulk_create([Site(hostname=f"xa{n}.test", root_page=page) for n, page in enumerate(pages)])
    cache.clear()
    generation.bump()
def creating(name):
    del asked[:]
    begun = time.process_time()
    with connection.execute_wrapper(counted):
        create_commune(Commune(name, "", f"{name[-1]}.test"))
    return time.process_time() - begun, len(asked)
with transaction.atomic():
    alone = costs()
    print("create_commune: %.2f s CPU, %d SQL" % creating("Xa a"))
    neighbours()
    among = costs()
    for (page, bump), (ms, sql) in among.items():
        before, sql_before = alone[page, bump]
        print(f"{page:50}{'after a change' if bump else '':15}{before:7.1f} ->{ms:7.1f} ms {ms / before:5.2f}  SQL {sql_before} -> {sql}")
    print("create_commune: %.2f s CPU, %d SQL" % creating("Xa b"))
    transaction.set_rollback(True)
generation.bump()
""".replace("NEIGHBOURS", str(NEIGHBOURS))


def main(tree):
    """Build the demo unless it is there, run in the tree, print."""
    with tempfile.TemporaryDirectory() as folder:
        data = os.environ.get("DEMO_DATA_DIR") or folder
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "DATA_DIR": data,
            "PYTHONPATH": str(tree),
        }
        for command in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
            if data == folder:
                called = [sys.executable, "manage.py", *command]
                subprocess.run(called, cwd=tree, env=environment, check=True)
        subprocess.run([sys.executable, "-c", _DRIVER], cwd=tree, env=environment, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE)

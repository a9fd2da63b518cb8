"""Do two working trees show the same pages? For changes that must be felt and not seen.

    python benchmarks/same_pages.py OTHER_TREE

Builds the demo commune once and asks both trees for two pages of every kind and for what is no page, as
an anonymous reader gets them through the page cache. The HTML is compared without the marks that are
others every time; with the same HTML and the same style sheet every width shows the same pixels. Prints
the addresses that differ with the first difference; ends with 1 where there are any.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
_DRIVER = r"""
import json, re, sys
import django; django.setup()
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.models import Page
from pages.models import BasePage
settings.ALLOWED_HOSTS, settings.PAGE_CACHE = ["*"], True
kinds = {}
for page in Page.objects.live().specific():
    if isinstance(page, BasePage):
        kinds.setdefault(type(page), []).append(page.url)
found = [url for urls in kinds.values() for url in (urls[0], urls[-1])]
found += ["/tim-kiem/?q=khai+sinh", "/so-do-trang/", "/khong-co/", "/rss.xml", "/thu-tuc/?tim=khai+sinh"]
marks = re.compile(r"\b\d{1,2}:\d\d\b|\S+(?:%3A|:)[\w-]{6}(?:%3A|:)[\w-]{20,}\S*|\.[0-9a-f]{12}\b")
def plain(text):
    text = marks.sub("", text)
    return re.sub(r">\s+<", "><", text)
def asked(address):
    for _ in range(2):
        answer = Client().get(address)
    return plain(answer.content.decode())
print(json.dumps({address: asked(address) for address in dict.fromkeys(found)}))
"""


def main(other):
    """Ask both, compare, print."""
    with tempfile.TemporaryDirectory() as folder:
        data = os.environ.get("DEMO_DATA_DIR") or _demo(folder)
        ours, theirs = _asked(HERE, data), _asked(other, data)
    differing = [address for address in ours if ours[address] != theirs.get(address)]
    print(f"{len(ours)} pages, {len(differing)} differ")
    for address in differing:
        print(address, *_first_difference(ours[address], theirs.get(address, "")), sep="\n  ")
    return bool(differing)


def _first_difference(one, other):
    pairs = enumerate(zip(one, other, strict=False))
    at = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    return one[max(0, at - 60) : at + 60], other[max(0, at - 60) : at + 60]


def _environment(tree, data):
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.production", "DATA_DIR": data}
    return os.environ | settings | {"PYTHONPATH": str(tree)}


def _demo(folder):
    for command in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
        called = [sys.executable, "manage.py", *command]
        subprocess.run(called, cwd=HERE, env=_environment(HERE, folder), check=True)
    return folder


def _asked(tree, data):
    called = [sys.executable, "-c", _DRIVER]
    done = subprocess.run(
        called, cwd=tree, env=_environment(tree, data), check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))

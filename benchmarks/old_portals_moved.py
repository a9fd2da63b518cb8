"""Whole old portals moved into a database: what arrived, what is right, what the old addresses answer.

    python benchmarks/old_portals_moved.py [pages of each kind] [kind …]

Each of six kinds (benchmarks/old_portals.py) is written as a mirror, moved by `import_portal` into a site
of its own in a scratch folder, and asked for through real requests. Prints shares of what there should be.
"""

import io
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
SCRATCH = tempfile.TemporaryDirectory()
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH.name}/portal.sqlite3")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django  # noqa: E402 - the settings must be named before

django.setup()

from django.core.management import call_command  # noqa: E402 - Django is set up first
from django.test import Client  # noqa: E402 - Django is set up first

from benchmarks.old_portals import KINDS, SECTIONS, Truth, write_portal  # noqa: E402 - Django is set up first
from legacy.dates import COMMUNE_TIME  # noqa: E402 - Django is set up first
from legacy.models import ImportRun  # noqa: E402 - Django is set up first
from news.models import ArticlePage  # noqa: E402 - Django is set up first
from pages.models import PortalDocument, PortalImage  # noqa: E402 - Django is set up first
from tests.factories import make_home  # noqa: E402 - Django is set up first


def measure(kind: str, pages: int) -> None:
    """Move one portal and print a line of shares."""
    make_home()
    for model in (PortalImage, PortalDocument):
        model.objects.all().delete()
    with tempfile.TemporaryDirectory() as folder:
        truths = write_portal(kind, Path(folder), pages)
        begun = time.process_time()
        call_command("import_portal", folder, stdout=io.StringIO(), stderr=io.StringIO())
        seconds = time.process_time() - begun
    compare(kind, truths, seconds)


def compare(kind: str, truths: list[Truth], seconds: float) -> None:
    """What is in the site against what was written."""
    articles = list(ArticlePage.objects.all())
    by_title = {article.title: article for article in articles}
    titles = {one.title for one in truths}
    right: Counter = Counter()
    wrong_ones: dict[str, str] = {}
    client = Client()
    for one in truths:
        for name, is_right in facts(kind, one, by_title.get(one.title), client):
            right[name] += is_right
            right[f"{name} of"] += 1
            if not is_right:
                wrong_ones.setdefault(name, one.path)
    wrong = [article.title for article in articles if article.title not in titles]
    lists = [a for a in articles if a.live and a.title in {*SECTIONS, "Trang chủ", "Tin tức"}]
    run = ImportRun.objects.first()
    shares = " ".join(
        f"{name} {right[name] / right[f'{name} of']:.3f}" for name in right if f"{name} of" in right
    )
    print(f"{kind:11} {len(truths)} written, {len(articles)} made, {len(wrong)} wrongly, {len(lists)} lists live, "
          f"{run.counts.get('doubts', 0)} in doubt, {PortalImage.objects.count()} pictures, "
          f"{PortalDocument.objects.count()} files, {len(run.missing)} missing, "
          f"{seconds / len(truths) * 1000:.0f} ms CPU; {shares}; {wrong[:3]} {wrong_ones} {run.missing[:2]}", flush=True)  # fmt: skip


def facts(kind: str, one: Truth, article: ArticlePage | None, client: Client):
    """Each fact of one article, and whether it came out right; WordPress prints no hour."""
    yield "found", article is not None
    if article is None:
        return
    at, shown = article.published_at, 10 if kind == "wordpress" else 16
    yield "live", article.live
    yield "date", bool(at) and at.astimezone(COMMUNE_TIME).isoformat()[:shown] == one.date[:shown]
    yield "author", article.author == one.author
    yield "section", article.get_parent().title == one.section
    yield "lead", article.lead == one.paragraphs[0]
    blocks = list(article.body)
    words = " ".join(" ".join(b.block.get_searchable_content(b.value)) for b in blocks)
    yield "text", all(part in words for part in one.paragraphs[1:])
    if one.picture:
        figures = [b.value for b in blocks if b.block_type == "figure"]
        yield "picture", len(figures) == 1 and figures[0]["image"] is not None
        yield "caption", bool(figures) and figures[0]["caption"] == one.caption
    if one.file:
        html = str(article.body)
        yield "file", f"vb-{one.number}" in html
    answer = client.get(one.path)
    yield "301", answer.status_code == 301 and answer.headers["Location"] == article.url
    yield "opens", client.get(article.url).status_code == 200


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    for chosen in sys.argv[2:] or KINDS:
        measure(chosen, many)

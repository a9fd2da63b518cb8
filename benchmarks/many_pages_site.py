"""The site of benchmarks/many_pages.py: fills it (`make ARTICLES PROCEDURES`), times it (`measure`)."""

import json
import random
import sys
import time
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from news.models import ArticlePage, SectionPage
from pages import generation
from procedures.models import ProcedurePage, ProceduresIndexPage
from tests.procedures.making import make_many
from visits.models import VisitSettings

REQUESTS = 5
BATCH = 500
WORDS = ["xã tổ chức hội nghị", "kế hoạch chuyển đổi số", "bà con các thôn", "tiêm phòng trâu bò", "lúa mùa",
         "ruộng bậc thang", "học sinh", "nhà văn hóa", "hồ sơ thủ tục", "cán bộ công chức", "phát triển"]  # fmt: skip


def make(articles, procedures):
    """The sample commune, unless it is there, then articles and guides up to these numbers."""
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("migrate", verbosity=0)
        call_command("load_demo", verbosity=0, stdout=sys.stderr)
        call_command("collectstatic", interactive=False, verbosity=0)
    sections = list(SectionPage.objects.exclude(numchild=0).filter(depth__gt=2).order_by("path"))
    leaves = [section for section in sections if section.get_children().type(ArticlePage).exists()]
    missing = articles - ArticlePage.objects.count()
    share = missing // len(leaves)
    for place, section in enumerate(leaves):
        _fill(section, share + (missing % len(leaves) if place == 0 else 0))
    there = ProcedurePage.objects.count()
    make_many(ProceduresIndexPage.objects.get(), max(0, procedures - there), start=there)
    for site in Site.objects.all():
        VisitSettings.objects.update_or_create(site=site, defaults={"public_page": True})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill(section, amount):
    """Articles three hours apart, each with a text of about 3 KB."""
    chance = random.Random(section.pk)  # noqa: S311 - texts, not secrets
    first = section.numchild + 1
    newest = timezone.now() - timedelta(days=1)
    for start in range(first, first + amount, BATCH):
        with transaction.atomic():
            numbers = range(start, min(start + BATCH, first + amount))
            _store(section, [_article(section, number, newest, chance) for number in numbers])
    Page.objects.filter(pk=section.pk).update(numchild=section.numchild + amount)


def _article(section, number, newest, chance):
    text = " ".join(chance.choice(WORDS) for _ in range(220))
    slug = f"bai-{number}"
    moment = newest - timedelta(hours=3 * number)
    return ArticlePage(
        path=section._get_path(section.path, section.depth + 1, number), depth=section.depth + 1,
        title=f"Bài số {number} {text[:40]}", draft_title=slug, slug=slug, url_path=f"{section.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(ArticlePage), locale=section.locale,
        published_at=moment, first_published_at=moment, last_published_at=moment,
        lead=text[:200], body=json.dumps([{"type": "text", "value": f"<p>{text}</p>", "id": slug}]),
    )  # fmt: skip


def _store(section, articles):
    """Two rows each, without the signals: nobody edits here."""
    parts = [
        Page(
            **{
                field.attname: getattr(article, field.attname)
                for field in Page._meta.concrete_fields
                if field.attname != "id"
            }
        )
        for article in articles
    ]
    for part, article in zip(Page.objects.bulk_create(parts), articles, strict=True):
        article.page_ptr_id = article.id = part.pk
        article.save_base(raw=True, force_insert=(ArticlePage,))


def addresses():
    """`(name, address)` of one page of every public kind."""
    section = SectionPage.objects.order_by("-numchild").first()
    top = section.get_parent()
    top = top if top.depth > 2 else section
    pages = -(-ArticlePage.objects.descendant_of(section).count() // 12)
    newest = ArticlePage.objects.descendant_of(section).latest("published_at").published_at
    articles = ArticlePage.objects.descendant_of(section).order_by("published_at")
    guide = ProcedurePage.objects.order_by("pk").first()
    index = ProceduresIndexPage.objects.get()
    yield "home", Site.objects.get(is_default_site=True).root_page.url
    yield "section above", top.url
    yield "section", section.url
    yield "section, page 2", f"{section.url}?trang=2"
    yield "section, middle page", f"{section.url}?trang={max(2, pages // 2)}"
    yield "section, last page", f"{section.url}?trang={pages}"
    yield "section, month", f"{section.url}?thang={timezone.localtime(newest):%Y-%m}"
    yield "article, newest", articles.last().url
    yield "article, oldest", articles.first().url
    yield "procedures", index.url
    yield "guide", guide.url
    yield "search form", "/tim-kiem/"
    yield "feed of the site", "/rss.xml"
    yield "feed of a section", f"{section.url}atom.xml"
    yield "sitemap", "/sitemap.xml"
    yield "sitemap, one part", "/sitemap-1.xml"
    yield "sitemap of news", "/sitemap-tin.xml"
    yield "site map", "/so-do-trang/"
    yield "statistics", "/thong-ke-truy-cap/"
    yield "robots.txt", "/robots.txt"
    yield "not there", "/khong-co-trang-nay/"


def measure():
    """`name, ms as usual, ms after a change`, a line per page."""
    settings.PAGE_CACHE = False
    client = Client(headers={"host": "localhost"})
    for name, address in addresses():
        client.get(address)
        usual = min(_timed(client, address) for _ in range(REQUESTS))
        changed = min(_timed(client, address, bump=True) for _ in range(REQUESTS))
        print(name, usual, changed, sep="\t")


def _timed(client, address, bump=False):
    if bump:
        generation.bump()
    # SQLite works inside this process, where CPU time is what a crowded machine disturbs least
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    begun = clock()
    response = client.get(address)
    spent = (clock() - begun) * 1000
    if response.status_code not in (200, 404):
        sys.exit(f"{address}: {response.status_code}")
    return spent


def main():
    """The command line."""
    if sys.argv[1] == "make":
        make(int(sys.argv[2]), int(sys.argv[3]))
    else:
        measure()

"""A week of a small commune: how many reads are answered from a copy, and what a read costs.

    python benchmarks/kept_week.py [days]

In this process and through every middleware: readers come every thirty seconds (two a minute) to 300
pages by Zipf's law, robots read every page once a day, an article is published at nine and at three.
The clock is set on from read to read. Two worker processes are played by two memories, of which each
answers every other request; now they share a shelf of files as well. Prints, for copies that live a minute
("before", a tenth of the time, which is enough: nothing is kept for long) and copies that live until
something that they show changes ("now", from a cold start): the share of reads answered from a copy, and
CPU per read. `DEMO_DATA_DIR` may name a demo commune's folder, which is copied instead of being built.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

PAGES, EVERY = 300, 30
"""Pages of the site; seconds between two readers."""


def main(days):
    """Build the site once, then live through the week twice."""
    with tempfile.TemporaryDirectory() as folder:
        if ready := os.environ.get("DEMO_DATA_DIR"):
            shutil.copytree(ready, folder, dirs_exist_ok=True)
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings.production", "DATA_DIR": folder}
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        if not ready:
            call_command("migrate", verbosity=0)
            call_command("load_demo")
            call_command("collectstatic", interactive=False, verbosity=0)
        settings.ALLOWED_HOSTS = ["*"]
        addresses = _site()
        from portal import kept_pages

        for name, keeps in (("before", False), ("now", True)):
            if keeps:
                kept_pages.open_shelf()
            _take_over_the_clock(keeps=keeps)
            print(
                f"{name:8}",
                Week(addresses, keeps=keeps).live(days if keeps else days / 10),
                flush=True,
            )


def _site():
    """Addresses, the most read first; articles are added until there are enough."""
    from wagtail.models import Page

    from news.models import ArticlePage, SectionPage
    from pages.models import BasePage

    section = SectionPage.objects.get(slug="chuyen-doi-so")
    model = ArticlePage.objects.get(legacy_views=54)
    live = [page for page in Page.objects.live().specific() if isinstance(page, BasePage)]
    for number in range(PAGES - len(live)):
        section.add_child(
            instance=ArticlePage(title=f"Tin số {number}", lead=model.lead, body=model.body)
        )
    live = [page for page in Page.objects.live().specific() if isinstance(page, BasePage)]
    live.sort(key=lambda page: (page.depth, -page.pk))
    return [page.url for page in live][:PAGES]


class Week:
    """One life of the site; `keeps` is whether copies live until something changes."""

    def __init__(self, addresses, *, keeps):
        from django.core.handlers.wsgi import WSGIHandler
        from django.test import Client

        self.addresses, self.keeps = addresses, keeps
        self.draw = random.Random(1)  # noqa: S311 - the same week every time
        self.weights = [1 / rank for rank in range(1, len(addresses) + 1)]
        self.stores = [{}, {}]
        self.client = Client(headers={"accept-encoding": "br"})
        self.application = WSGIHandler()
        self.asked = self.hits = 0
        self.reading = self.making = 0.0
        self.due = None

    def live(self, days):
        """Readers, robots and editors, one after the other."""
        for tick in range(int(days * 86_400 / EVERY)):
            CLOCK.now += timedelta(seconds=EVERY)
            self._edit()
            self._ask(self.draw.choices(self.addresses, self.weights)[0])
            if tick % 10 == 0:  # a robot reads all pages once a day
                self._ask(self.addresses[(tick // 10) % len(self.addresses)])
        return (
            f"{self.asked} reads: {self.hits / self.asked:.3f} from a copy,"
            f" {1000 * (self.reading + self.making) / self.asked:.2f} ms CPU each"
            f" ({1000 * self.making / self.asked:.2f} of it making pages again)"
        )

    def _edit(self):
        from portal.page_cache import JUST_CHANGED

        hour = (CLOCK.now.hour, CLOCK.now.minute, CLOCK.now.second)
        if hour in ((9, 0, 0), (15, 0, 0)):
            _publish()
            self.due = CLOCK.now + timedelta(seconds=JUST_CHANGED + 10)
        elif hour == (0, 0, 30):
            self.due = CLOCK.now
        if self.keeps and self.due and CLOCK.now >= self.due:
            self.due = None
            self._warm()

    def _warm(self):
        from portal import warming

        asked = dict(warming._asked)
        for store in self.stores:
            _use(store)
            warming._asked.clear()
            warming._asked.update(asked)
            begun = time.process_time()
            warming.warm(self.application, rest=lambda seconds: None)
            self.making += time.process_time() - begun

    def _ask(self, address):
        _use(self.stores[self.draw.randrange(2)])
        begun = time.process_time()
        answer = self.client.get(address)
        self.reading += time.process_time() - begun
        self.asked += 1
        self.hits += answer.headers["X-Page-Cache"] == "hit"


class Clock:
    """The site's time, in the commune's zone; when something changed last."""

    now = datetime.combine(date.today(), time_of_day.min, ZoneInfo("Asia/Ho_Chi_Minh"))  # noqa: DTZ011
    now += timedelta(days=3)  # after everything that the building of the site has marked


CLOCK = Clock()


def _take_over_the_clock(*, keeps):
    from django.utils import timezone

    from pages import freshness

    time.time = lambda: CLOCK.now.timestamp()  # noqa: PLW0108 - it goes on
    time.time_ns = lambda: int(CLOCK.now.timestamp() * 1e9)
    timezone.now = lambda: CLOCK.now
    freshness.stays = lambda request: keeps and getattr(request, "stays", False)


def _use(store):
    from django.core.cache import caches

    caches["pages"]._cache, caches["pages"]._expire_info = (
        store.setdefault("cache", type(caches["pages"]._cache)()),
        store.setdefault("expire", {}),
    )


def _publish():
    from news.models import ArticlePage, SectionPage

    section = SectionPage.objects.get(slug="thong-bao")
    section.add_child(instance=ArticlePage(title=f"Tin mới {CLOCK.now:%d%H}", lead="Nội dung."))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 7)

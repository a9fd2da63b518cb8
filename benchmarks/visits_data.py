"""Years of believable tallies, made at once: what a portal would hold after a long time of counting.

Readers prefer few pages (Zipf), come by day, and less on Sundays. All sums agree, so that
`manage.py visits_check` has nothing to say about them.
"""

import random
from bisect import bisect
from collections import Counter
from datetime import datetime, timedelta
from itertools import accumulate, islice

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage, SectionPage
from visits.models import PageTally, PageTotal, SiteTally, SourceTally, Unit
from visits.periods import starts
from visits.upserts import insertion

HOURS_KEPT = 396
_BATCH = 1_000
_HOURS = range(5, 24)
_HOUR_WEIGHTS = [1, 3, 6, 9, 10, 9, 7, 4, 6, 8, 8, 7, 6, 5, 7, 8, 6, 3, 1]
_DEVICES = ["phone"] * 87 + ["computer"] * 11 + ["tablet"] * 2
_HOSTS = ["(trực tiếp)"] * 50 + ["facebook.com"] * 25 + ["zalo.me"] * 15 + ["google.com.vn"] * 10


def make_pages(home, count, sections=8):
    """`count` article rows under `sections` sections of `home`; only what statistics read."""
    parents = [
        home.add_child(instance=SectionPage(title=f"Chuyên mục {number}"))
        for number in range(sections)
    ]
    kind = ContentType.objects.get_for_model(ArticlePage)
    pages = [_page(parents[n % sections], n // sections + 1, n, kind) for n in range(count)]
    return [page.pk for page in Page.objects.bulk_create(pages, batch_size=_BATCH)]


def _page(parent, place, number, kind):
    slug = f"bai-{number}"
    return Page(
        path=parent._get_path(parent.path, parent.depth + 1, place), depth=parent.depth + 1,
        title=f"Bài số {number}", draft_title=f"Bài số {number}", slug=slug, live=True,
        url_path=f"{parent.url_path}{slug}/", content_type=kind, locale_id=parent.locale_id,
    )  # fmt: skip


def make_tallies(site_id, page_ids, last_day, days, views_a_day, seed=1):
    """Tallies for `days` days up to `last_day`, about `views_a_day` views on a weekday; their sum."""
    chance = random.Random(seed)  # noqa: S311 - figures to look at, no secret
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(page_ids))))
    sums = {model: Counter() for model in (PageTally, PageTotal, SiteTally, SourceTally)}
    for back in range(days):
        day = last_day - timedelta(days=back)
        amount = int(views_a_day * chance.uniform(0.7, 1.4) * (0.6 if day.weekday() == 6 else 1))
        drawn = Counter(bisect(weights, chance.random() * weights[-1]) for _ in range(amount))
        for rank, views in drawn.items():
            _add(sums, site_id, page_ids[rank], day, views, back < HOURS_KEPT, chance)
    for model, counted in sums.items():
        _store(model, counted)
    return sums[PageTotal].total()


def _add(sums, site_id, page_id, day, views, with_hours, chance):
    """The views of one page on one day, all in one hour, by one device, from one host."""
    hour = chance.choices(_HOURS, _HOUR_WEIGHTS)[0]
    device, host = chance.choice(_DEVICES), chance.choice(_HOSTS)
    for unit, start in _moments(day, hour).items():
        if unit == Unit.HOUR and not with_hours:
            continue
        sums[PageTally][page_id, str(unit), site_id, start] += views
        sums[SiteTally][site_id, str(unit), start] += views
        if unit != Unit.HOUR:
            sums[SourceTally][site_id, "device", str(unit), start, device] += views
            sums[SourceTally][site_id, "referrer", str(unit), start, host] += views
    sums[PageTotal][page_id, site_id] += views


_known = {}


def _moments(day, hour):
    if (day, hour) not in _known:
        moment = timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001 - made aware here
        _known[day, hour] = {
            unit: connection.ops.adapt_datetimefield_value(start)
            for unit, start in starts(moment).items()
        }
    return _known[day, hour]


_REST = {
    PageTally: (0, 0, 0, 0),
    PageTotal: (0, ""),
    SiteTally: (0, 0, 0, 0),
    SourceTally: (3,),
}
"""What follows key and views: robots, suspects, titles, visits, networks; nobody but people came."""


def _store(model, counted):
    rows = ((*key, views, *_REST[model]) for key, views in counted.items())
    with connection.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            cursor.execute(insertion(model, len(batch)), [value for row in batch for value in row])

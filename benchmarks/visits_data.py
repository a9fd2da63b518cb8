"""Years of believable tallies, made at once: what a portal would hold after a long time of counting.

Readers prefer few pages (Zipf), come by day, and less on Sundays. All sums agree, so that
`manage.py visits_check` has nothing to say about them.
"""

import random
from bisect import bisect
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import accumulate

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage, SectionPage
from visits.models import PageTally, PageTotal, SiteTally, SourceTally, Unit
from visits.periods import starts

HOURS_KEPT = 396
_BATCH = 2_000
_HOURS = [0] * 5 + [1, 3, 6, 9, 10, 9, 7, 4, 6, 8, 8, 7, 6, 5, 7, 8, 6, 3, 1]
_DEVICES = ["phone"] * 87 + ["computer"] * 11 + ["tablet"] * 2
_HOSTS = ["(trực tiếp)"] * 50 + ["facebook.com"] * 25 + ["zalo.me"] * 15 + ["google.com.vn"] * 10


def make_pages(home, count, sections=8):
    """`count` article rows under `sections` sections of `home`; only what statistics read."""
    section_pages = [
        home.add_child(instance=SectionPage(title=f"Chuyên mục {number}")) for number in range(sections)
    ]
    article_type = ContentType.objects.get_for_model(ArticlePage)
    pages = []
    for number in range(count):
        parent = section_pages[number % sections]
        path = parent._get_path(parent.path, parent.depth + 1, number // sections + 1)
        pages.append(
            Page(
                path=path, depth=parent.depth + 1, title=f"Bài số {number}", slug=f"bai-{number}",
                content_type=article_type, url_path=f"{parent.url_path}bai-{number}/", live=True,
                draft_title=f"Bài số {number}", locale_id=home.locale_id,
            )
        )  # fmt: skip
    for page in Page.objects.bulk_create(pages, batch_size=_BATCH):
        yield page.pk


def make_tallies(site_id, page_ids, last_day, days, views_a_day, seed=1):
    """Tallies for `days` days up to `last_day`, about `views_a_day` views on a weekday."""
    chance = random.Random(seed)  # noqa: S311 - figures to look at, no secret
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(page_ids))))
    sums = defaultdict(Counter)
    for back in range(days):
        day = last_day - timedelta(days=back)
        amount = int(views_a_day * chance.uniform(0.7, 1.4) * (0.6 if day.weekday() == 6 else 1))
        for _ in range(amount):
            page_id = page_ids[bisect(weights, chance.random() * weights[-1])]
            _add_view(sums, site_id, page_id, day, back < HOURS_KEPT, chance)
    _store(sums)
    return sum(sums[PageTotal].values())


def _add_view(sums, site_id, page_id, day, with_hours, chance):
    begins_visit = chance.random() < 0.42
    is_new = begins_visit and chance.random() < 0.64
    moments = _moments(day, chance.choices(range(24), _HOURS)[0])
    for unit, start in moments.items():
        if unit != Unit.HOUR or with_hours:
            sums[PageTally][site_id, page_id, unit, start] += 1
            sums[SiteTally][site_id, unit, start] += 1
            sums["visits"][site_id, unit, start] += begins_visit
            sums["visitors"][site_id, unit, start] += is_new
        if unit != Unit.HOUR:
            sums[SourceTally][site_id, "device", unit, start, chance.choice(_DEVICES)] += 1
            sums[SourceTally][site_id, "referrer", unit, start, chance.choice(_HOSTS)] += 1
    sums[PageTotal][site_id, page_id] += 1


_known = {}


def _moments(day, hour):
    if (day, hour) not in _known:
        noon = timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001
        _known[day, hour] = starts(noon)
    return _known[day, hour]


def _store(sums):
    _insert(PageTally, (PageTally(site_id=s, page_id=p, unit=u, start=t, views=n) for (s, p, u, t), n in sums[PageTally].items()))
    _insert(PageTotal, (PageTotal(site_id=s, page_id=p, views=n) for (s, p), n in sums[PageTotal].items()))
    _insert(SiteTally, (
        SiteTally(
            site_id=s, unit=u, start=t, views=n,
            visits=sums["visits"][s, u, t], visitors=sums["visitors"][s, u, t],
        )
        for (s, u, t), n in sums[SiteTally].items()
    ))  # fmt: skip
    _insert(SourceTally, (
        SourceTally(site_id=s, kind=k, unit=u, start=t, name=name, views=n)
        for (s, k, u, t, name), n in sums[SourceTally].items()
    ))  # fmt: skip


def _insert(model, rows):
    model.objects.bulk_create(rows, batch_size=_BATCH)



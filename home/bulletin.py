"""The bulletin of the week: one sheet for the village's board, one script for its loudspeaker.

For those who do not look at the web: an official prints `/ban-tin/` and reads out `/ban-tin/loa/`. A week
is known by its Monday; without one it is the week of today.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe
from wagtail.models import Site

from events.models import EventPage
from news.models import ArticlePage
from pages.identity import SiteIdentity
from pages.spoken import spoken
from pages.today import today
from procedures.qr import qr_svg

NEWS = 6
"""Articles on a sheet: with their leads and codes they fill one side of A4."""
OCCASIONS = 10
LOOKS_AHEAD = timedelta(days=13)
_WEEK = timedelta(days=7)
_EARLIEST = date(2000, 1, 3)


@dataclass(frozen=True)
class Bulletin:
    """What one site tells of the week that begins on `monday`."""

    site: Site
    monday: date
    today: date

    @property
    def sunday(self):
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def _all(self):
        return ArticlePage.objects.published().descendant_of(self.site.root_page)

    @cached_property
    def articles(self):
        """The newest articles of the week."""
        within = self._all.filter(
            published_at__gte=_begin(self.monday), published_at__lt=_begin(self.monday + _WEEK)
        )
        return list(within.newest().for_titles()[:NEWS])

    @cached_property
    def occasions(self):
        """What is to come within two weeks; of a week that has begun only what is not over."""
        is_past = self.sunday < self.today
        first = self.monday if is_past else max(self.monday, self.today)
        events = EventPage.objects.published().descendant_of(self.site.root_page)
        return events.occasions(first, first + LOOKS_AHEAD)[:OCCASIONS]

    @cached_property
    def before(self):
        """Monday of the last week before with news; None where there is none, so that no robot walks for ever."""
        earlier = self._all.filter(published_at__lt=_begin(self.monday)).newest()
        return _week_of(earlier.values_list("published_at", flat=True).first())

    @cached_property
    def after(self):
        """Monday of the next week with news."""
        later = self._all.filter(published_at__gte=_begin(self.monday + _WEEK))
        return _week_of(
            later.order_by("published_at").values_list("published_at", flat=True).first()
        )

    @property
    def coded(self):
        """Pairs of an article and the code that a phone opens it by."""
        return [(one, qr_svg(one.full_url, f"Mã QR: {one.title}")) for one in self.articles]

    def lines(self, commune):
        """What the loudspeaker says, a paragraph each."""
        yield f"Kính thưa bà con. Sau đây là bản tin của {commune}, tuần từ ngày {self.monday:%-d/%-m} đến ngày {self.sunday:%-d/%-m/%Y}."
        for number, article in enumerate(self.articles, 1):
            yield spoken(f"Tin thứ {number}. {_sentence(article.title)} {article.lead}")
        if self.occasions:
            yield "Sau đây là lịch sắp tới của xã."
        for occasion in self.occasions:
            place = f" Tại {occasion.event.place}." if occasion.event.place else ""
            villages = f" Dành cho {occasion.event.villages}." if occasion.event.villages else ""
            yield spoken(
                f"{capfirst(occasion.when.replace(' – ', ' đến '))}: {_sentence(occasion.title)}{place}{villages} {occasion.event.lead}"
            )
        yield f"Bản tin của {commune} đến đây là hết. Xin cảm ơn bà con đã lắng nghe."


def _week_of(moment):
    return moment and _monday(timezone.localtime(moment).date())


def _begin(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _sentence(text):
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


@require_safe
def sheet(request, day=None):
    """`/ban-tin/`, `/ban-tin/2026-11-23/`: one A4 sheet with codes."""
    return _show(request, day, "home/bulletin.html")


@require_safe
def script(request, day=None):
    """`/ban-tin/loa/`, `/ban-tin/2026-11-23/loa/`: the words for the loudspeaker."""
    return _show(request, day, "home/loudspeaker.html")


def _show(request, day, template):
    site = Site.find_for_request(request)
    now = today()
    monday = _monday(day or now)
    if site is None or not _EARLIEST <= monday <= now:
        raise Http404("Chưa có bản tin của tuần này")
    bulletin = Bulletin(site, monday, now)
    context = {
        "bulletin": bulletin,
        "commune": SiteIdentity.for_request(request).commune,
        "portal": qr_svg(site.root_url + "/", "Mã QR: trang của xã"),
        "script": reverse("loudspeaker", args=[monday]),
        "sheet": reverse("bulletin", args=[monday]),
    }
    context["lines"] = list(bulletin.lines(context["commune"]))
    return render(request, template, context)


def _monday(day):
    return day - timedelta(days=day.weekday())


class DayConverter:
    """A day in an address: `2026-11-23`."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value):
        """ValueError, and so "not found", for the thirtieth of February."""
        return date.fromisoformat(value)

    def to_url(self, value):
        """As ISO 8601 writes it."""
        return value.isoformat()

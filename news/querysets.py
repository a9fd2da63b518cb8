"""Questions about articles, so that they read aloud: `ArticlePage.objects.published().newest()`."""

from datetime import timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageQuerySet

from news.months import Month, MonthIn
from pages.restrictions import open_to_all

_STEP = Page.steplen
NOTICE_LASTS = timedelta(days=60)
"""How long a notice without an end of its own stands on the front page."""


class ArticleQuerySet(PageQuerySet):
    """Articles; every method costs a fixed number of queries however many articles there are."""

    def published(self):
        """Live and open to everybody: no draft, nothing behind a password."""
        return open_to_all(self.live())

    def newest(self):
        """Newest first by the date that editors set; equal dates keep a stable order."""
        return self.order_by("-published_at", "-pk")

    def in_order_of(self, numbers):
        """A list of those with these primary keys, in that order."""
        found = self.in_bulk(list(numbers))
        return [found[number] for number in numbers if number in found]

    def not_over(self, day):
        """Notices that still mean something on `day`: without an end, for sixty days."""
        return self.filter(
            Q(ends_on__gte=day) | Q(ends_on=None, published_at__date__gte=day - NOTICE_LASTS)
        )

    def in_section(self, section):
        """Articles anywhere below `section`, nested sections included."""
        return self.descendant_of(section)

    def within(self, period):
        """Articles dated within a `visits.periods.Period`."""
        start, end = period.bounds
        return self.filter(published_at__gte=start, published_at__lt=end)

    def months(self):
        """A list of `Month`, newest first, in one query."""
        dated = self.exclude(published_at=None).order_by()
        rows = dated.values_list(MonthIn("published_at")).annotate(Count("pk"))
        return [Month(value, count) for value, count in sorted(rows, reverse=True)]

    def for_titles(self):
        """Only what a line of text needs: title, address, date, name of the section; no picture."""
        return self._for_lists().defer("cover")

    def for_cards(self):
        """What a card needs: a line of text and the picture, which lists its ready-made sizes."""
        return self._for_lists().select_related("cover")

    def _for_lists(self):
        return self.defer_streamfields().annotate(
            section_title=Subquery(_parents().values("title")[:1])
        )

    def for_feeds(self):
        """What a feed entry needs: the whole text, the picture, tags, the section's name."""
        whole = self.annotate(section_title=Subquery(_parents().values("title")[:1]))
        return whole.select_related("cover").prefetch_related("tagged_items__tag")


def _parents():
    return Page.objects.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - _STEP))

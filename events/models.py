"""The commune's calendar: what happens where and when, and leaves by itself when it is over."""

from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index

from events import calendar_file
from events.occasions import Occasion, in_words
from events.recurrence import occurrences
from pages.cards import Card
from pages.identity import SiteIdentity
from pages.models import BasePage
from pages.restrictions import open_to_all
from pages.today import today

DAYS_SHOWN = 60
"""How far ahead the calendar's own page looks."""


class EventQuerySet(PageQuerySet):
    """Events; those that are over are left out by the database."""

    def published(self) -> "EventQuerySet":
        """Live and open to everybody."""
        return open_to_all(self.live())

    def not_over(self, day: date) -> "EventQuerySet":
        """That may still happen on `day` or later."""
        once = Q(repeats="", last_day__gte=day)
        again = ~Q(repeats="") & (
            Q(repeat_until=None) | Q(repeat_until__gte=day - timedelta(days=31))
        )
        return self.annotate(last_day=Coalesce("ends_on", F("starts_on"))).filter(once | again)

    def occasions(self, first: date, last: date) -> list[Occasion]:
        """`Occasion`s between two days, in the order in which they begin; one query."""
        found = [one for event in self.not_over(first) for one in event.occasions(first, last)]
        return sorted(
            found, key=lambda one: (one.starts_on, one.start_time or _MIDNIGHT, one.title)
        )


_MIDNIGHT = time.min


class EventsPage(RoutablePageMixin, BasePage):
    """The calendar: what is coming, day by day, and a file that phones' calendars understand."""

    kind = "Lịch"

    intro = models.TextField("lời giới thiệu", blank=True)

    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = "lịch của xã"
        verbose_name_plural = "lịch của xã"

    def card(self) -> Card:
        """The calendar as others show it."""
        return Card(
            title=self.title, url=self.url, kind=self.kind, summary=self.intro, page_id=self.pk
        )

    def coming(self, first: date, last: date) -> list[Occasion]:
        """What happens between two days."""
        return EventPage.objects.published().child_of(self).occasions(first, last)

    @path("")
    def days_ahead(self, request: HttpRequest) -> HttpResponse:
        """The coming weeks; another page after midnight."""
        day = today()
        coming = self.coming(day, day + timedelta(days=DAYS_SHOWN))
        return self.render(request, context_overrides={"coming": coming, "today": day})

    @path("dien-thoai/", name="calendar_file")
    def as_calendar(self, request: HttpRequest) -> HttpResponse:
        """The file (iCalendar, RFC 5545) of everything that is not over."""
        events = EventPage.objects.published().child_of(self).not_over(today())
        return calendar_file.answer(self, events)


class EventPage(BasePage):
    """One event, or one that comes again."""

    class Sort(models.TextChoices):
        """What kind of thing it is; the word stands as its tag."""

        MARKET = "cho", "Chợ phiên"
        HEALTH = "y-te", "Tiêm phòng, khám bệnh"
        RECEPTION = "tiep-dan", "Tiếp công dân"
        OUTAGE = "cat", "Cắt điện, cắt nước"
        MEETING = "hop", "Họp, tập huấn"
        FESTIVAL = "hoi", "Lễ hội, thi đấu"
        DEADLINE = "han", "Hạn chót"
        OTHER = "khac", "Việc khác"

    class Repeats(models.TextChoices):
        """How it comes again."""

        WEEKLY = "weekly", "Hằng tuần, cùng thứ"
        FORTNIGHTLY = "fortnightly", "Hai tuần một lần"
        BACKWARD = "lui", "Chợ lùi: sáu ngày một phiên"
        MONTHLY = "monthly", "Hằng tháng, cùng ngày"

    kind = "Sự kiện"

    sort = models.CharField("loại", max_length=10, choices=Sort.choices, default=Sort.OTHER)
    starts_on = models.DateField("ngày", help_text="Ngày đầu tiên.")
    start_time = models.TimeField("từ giờ", null=True, blank=True)
    ends_on = models.DateField(
        "đến ngày", null=True, blank=True, help_text="Để trống nếu xong trong một ngày."
    )
    end_time = models.TimeField("đến giờ", null=True, blank=True)
    repeats = models.CharField(
        "lặp lại", max_length=12, choices=Repeats.choices, blank=True, default=""
    )
    repeat_until = models.DateField(
        "lặp đến ngày", null=True, blank=True, help_text="Để trống nếu không định ngày dừng."
    )
    place = models.CharField("ở đâu", max_length=200, blank=True)
    villages = models.CharField(
        "cho thôn nào", max_length=200, blank=True, help_text="Để trống nếu cho cả xã."
    )
    lead = models.TextField("nội dung", blank=True, help_text="Bà con cần biết, cần mang gì.")

    objects = PageManager.from_queryset(EventQuerySet)()

    parent_page_types = ["events.EventsPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("sort"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("start_time")], heading="Bắt đầu"),
        FieldRowPanel([FieldPanel("ends_on"), FieldPanel("end_time")], heading="Kết thúc"),
        MultiFieldPanel([FieldPanel("repeats"), FieldPanel("repeat_until")], heading="Lặp lại"),
        FieldPanel("place"),
        FieldPanel("villages"),
        FieldPanel("lead"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("place"),
        index.SearchField("villages"),
    ]

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện"

    def clean(self) -> None:
        """Nothing ends before it begins; what lasts longer than its rhythm cannot come again."""
        super().clean()
        if not self.starts_on:
            return
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Ngày kết thúc đang trước ngày bắt đầu."})
        same_day = self.ends_on in (None, self.starts_on)
        if same_day and self.start_time and self.end_time and self.end_time < self.start_time:
            raise ValidationError({"end_time": "Giờ kết thúc đang trước giờ bắt đầu."})
        if self.repeat_until and self.repeat_until < self.starts_on:
            raise ValidationError({"repeat_until": "Ngày dừng lặp đang trước ngày bắt đầu."})

    def occasions(self, first: date, last: date) -> list[Occasion]:
        """Each time that it happens between two days."""
        ends_on = self.ends_on or self.starts_on
        days = occurrences(self.starts_on, ends_on, self.repeats, self.repeat_until, (first, last))
        return [Occasion(self, start, end) for start, end in days]

    def next_occasion(self, day: date) -> Occasion | None:
        """The one that is on or comes next, or None when it is over."""
        found = self.occasions(day, max(day, self.starts_on) + timedelta(days=400))
        return found[0] if found else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The next time; another page after midnight."""
        day = today()
        context = super().get_context(request, *args, **kwargs)
        return context | {"occasion": self.next_occasion(day)}

    def card(self) -> Card:
        """The event as lists and the search show it."""
        coming = self.next_occasion(today())
        when = coming.when if coming else f"Đã qua, {in_words(self.starts_on)}"
        return Card(
            title=self.title,
            url=self.url,
            kind=self.kind,
            summary=self.lead,
            page_id=self.pk,
            tag=self.get_sort_display(),
            note="; ".join(filter(None, [when, self.place])),
        )

    def structured_data(self, identity: SiteIdentity) -> list[dict[str, Any]]:
        """schema.org Event, for the next time."""
        coming = self.next_occasion(today())
        if coming is None:
            return []
        found = {
            "@type": "Event",
            "name": self.title,
            "description": self.lead,
            "startDate": coming.starts_at_iso,
            "endDate": coming.ends_at_iso,
            "location": {"@type": "Place", "name": self.place or identity.commune},
            "organizer": {"@type": "GovernmentOrganization", "name": identity.commune},
        }
        return [{name: value for name, value in found.items() if value}]

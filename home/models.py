"""The front page and the plain pages around it."""

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from home.blocks import HomeBlocks
from news.blocks import ArticleBlocks
from pages.cards import Card
from pages.fields import BodyField
from pages.freshness import changes_at
from pages.live_links import address_of
from pages.models import BasePage
from pages.restrictions import open_to_all


class HomePage(BasePage):
    """The front page of one commune's site."""

    kind = "Trang chủ"
    query_names = frozenset()

    alert_text = models.CharField(
        "tin khẩn",
        max_length=160,
        blank=True,
        help_text="Một câu. Hiện ngay dưới đầu trang chủ, trước mọi thứ khác.",
    )
    alert_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="trang nói rõ hơn",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    alert_until = models.DateTimeField(
        "hiện đến", null=True, blank=True, help_text="Hết giờ này tin khẩn tự tắt."
    )
    bands = BodyField(HomeBlocks(), blank=True, verbose_name="các phần của trang chủ")

    subpage_types = [
        "news.SectionPage",
        "procedures.ProceduresIndexPage",
        "events.EventsPage",
        "home.PlainPage",
    ]
    parent_page_types = ["wagtailcore.Page"]

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("alert_text"), FieldPanel("alert_page"), FieldPanel("alert_until")],
            heading="Tin khẩn",
        ),
        FieldPanel("bands"),
    ]

    class Meta:
        verbose_name = "trang chủ"
        verbose_name_plural = "trang chủ"

    def get_context(self, request, *args, **kwargs):
        """The page changes by itself when the urgent line runs out."""
        if self.has_alert:
            changes_at(request, self.alert_until)
        return super().get_context(request, *args, **kwargs)

    @property
    def alert_address(self):
        """Where the alert leads; "" where its page cannot be seen any more."""
        return address_of(self.alert_page)

    @property
    def has_alert(self):
        """Whether an urgent line is to be shown now."""
        return bool(self.alert_text) and (
            self.alert_until is None or self.alert_until > timezone.now()
        )


class PlainPage(BasePage):
    """A page that is neither news nor a procedure: introduction, contacts, accessibility."""

    kind = "Trang"
    query_names = frozenset()

    lead = models.TextField("tóm tắt", blank=True)
    body = BodyField(ArticleBlocks(), blank=True, verbose_name="nội dung")
    keeper = models.CharField(
        "người phụ trách", max_length=120, blank=True, help_text="Ai giữ cho trang này luôn đúng."
    )

    subpage_types = ["home.PlainPage"]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("keeper"),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "trang thường"
        verbose_name_plural = "trang thường"

    def pages_below(self):
        """Cards of the published pages below: what a title such as "Giới thiệu" promises."""
        below = open_to_all(PlainPage.objects.live().child_of(self)).order_by("path")
        return [page.card() for page in below.defer_streamfields()]

    def card(self):
        """The page as others show it."""
        return Card(
            title=self.title,
            url=self.url,
            kind=self.kind,
            summary=self.lead,
            date=self.last_published_at,
            page_id=self.pk,
        )

"""Signposts: what is not the commune's business and everybody asks the commune for."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from pages.cards import Card
from pages.models import BasePage
from procedures.models.offices import OfficeKind


class SignpostPage(BasePage):
    """Who does it, where, by what number; found by search like a guide."""

    kind = "Chỉ đường"
    search_priority = 1
    offices_of: ClassVar[Callable]
    """(request, kind of office) -> offices; put in by `procedures.apps`."""

    lead = models.TextField(
        "ai làm việc này", help_text="Một, hai câu: cơ quan nào làm, xã có nhận hồ sơ không."
    )
    office_kind = models.CharField(
        "loại cơ quan",
        max_length=12,
        choices=OfficeKind.choices,
        default=OfficeKind.OTHER,
        help_text="Địa chỉ, điện thoại lấy ở danh sách “Cơ quan chỉ đường”.",
    )
    where = models.CharField("đến đâu", max_length=200, blank=True)
    number = models.CharField("gọi số nào", max_length=30, blank=True)
    online_url = models.URLField("làm qua mạng ở", max_length=300, blank=True)
    people_words = models.TextField(
        "bà con hay gọi là", blank=True, help_text="Mỗi cách gọi một dòng."
    )

    parent_page_types = ["procedures.ProceduresIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldPanel("office_kind"),
                FieldPanel("where"),
                FieldPanel("number"),
                FieldPanel("online_url"),
            ],
            heading="Đến đâu",
        ),
        FieldPanel("people_words"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("where"),
        index.SearchField("people_words"),
    ]

    class Meta:
        verbose_name = "chỉ đường"
        verbose_name_plural = "chỉ đường"

    def card(self):
        """The signpost as lists and search show it."""
        return Card(
            title=self.title, url=self.url, kind=self.kind, summary=self.lead,
            date=self.last_published_at, page_id=self.pk, note=self.where,
        )  # fmt: skip

    def get_context(self, request, *args, **kwargs):
        """`offices`: the offices of the kind that editors keep."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"offices": self.offices_of(request, self.office_kind)}

"""The public pages: the index, and one guide for each procedure with the commune's own layer."""

from datetime import date
from types import SimpleNamespace
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from pages.cards import Card
from pages.fields import BodyField
from pages.models import BasePage
from procedures.flow_panel import FlowPathsPanel
from procedures.models.flows import FlowBlock
from procedures.models.guide_queries import GuideQuerySet
from procedures.models.national import Procedure, ProcedureVersion
from procedures.structured_data import government_service


class ProceduresIndexPage(RoutablePageMixin, BasePage):
    """Every procedure of the commune, by life event, subject area and words."""

    kind = "Thủ tục hành chính"
    contents: ClassVar[SimpleNamespace]
    """What its addresses show; put in by `procedures.apps`, for a model knows no view."""

    intro = models.TextField(
        "lời giới thiệu",
        blank=True,
        default="Mỗi thủ tục có giấy tờ cần mang, từng bước làm và mẫu đơn để tải về.",
    )
    examples = models.CharField(
        "ví dụ dưới ô tìm",
        max_length=120,
        blank=True,
        default="khai sinh, chung thuc, tro cap",
        help_text="Vài từ bà con hay gõ, cách nhau bằng dấu phẩy.",
    )

    subpage_types = ["procedures.ProcedurePage", "procedures.SignpostPage"]
    max_count_per_parent = 1

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("examples")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = "danh sách thủ tục"
        verbose_name_plural = "danh sách thủ tục"

    def card(self):
        """The index as others show it."""
        return Card(
            title=self.title, url=self.url, kind=self.kind, summary=self.intro, page_id=self.pk
        )

    def get_context(self, request, *args, **kwargs):
        """The procedures that the address asks for, and the filters with their counts."""
        context = super().get_context(request, *args, **kwargs)
        return context | self.contents.the_list(self, request)

    @path("")
    def the_list(self, request):
        """The list itself."""
        return self.render(request)

    @path("tinh-giup/")
    def calculators(self, request):
        """The day of a result, the price of copies, the last day to register."""
        context = {"page": self, **self.contents.calculators(request)}
        return TemplateResponse(request, "procedures/calculators.html", context)

    @path("to-dan-quay/")
    def poster(self, request):
        """A sheet for the counter: a QR code for each guide of a life event."""
        context = {"page": self, **self.contents.poster(self, request)}
        return TemplateResponse(request, "procedures/poster.html", context)


class ProcedurePage(RoutablePageMixin, BasePage):
    """A guide: the national text of the day, and what this commune adds to it."""

    class Icon(models.TextChoices):
        """Line drawings for the tiles of the front page."""

        PAPER = "paper", "Tờ giấy"
        BIRTH = "birth", "Em bé"
        MARRIAGE = "marriage", "Hai vòng tròn"
        COPY = "copy", "Bản sao"
        PERSON = "person", "Người và dấu xác nhận"
        DEATH = "death", "Nén hương"
        SUPPORT = "support", "Bàn tay đỡ"
        HOUSE = "house", "Ngôi nhà"
        LAND = "land", "Ruộng đất"

    kind = "Thủ tục"
    contents: ClassVar[SimpleNamespace]
    """As above."""

    search_priority = 2
    """What the commune does itself stands before a signpost to somebody else, and before news (search.texts)."""

    procedure = models.ForeignKey(
        Procedure,
        verbose_name="thủ tục",
        on_delete=models.PROTECT,
        related_name="guides",
        help_text="Chọn theo mã. Nội dung của nhà nước lấy từ đây, không gõ lại.",
    )
    friendly_name = models.CharField(
        "tên gọi quen thuộc",
        max_length=80,
        blank=True,
        help_text="Hiện trên ô “Bà con cần làm gì?”, ví dụ “Khai sinh cho con”.",
    )
    icon = models.CharField("hình vẽ", max_length=10, choices=Icon.choices, default=Icon.PAPER)
    lead = models.TextField(
        "nói ngắn", blank=True, help_text="Một, hai câu: việc này để làm gì, làm lúc nào."
    )
    people_words = models.TextField(
        "bà con hay gọi là",
        blank=True,
        help_text="Mỗi cách gọi một dòng, có dấu hay không đều được: “làm giấy cho cháu mới đẻ”.",
    )
    common_rank = models.PositiveSmallIntegerField(
        "thứ tự thường gặp",
        null=True,
        blank=True,
        help_text="1 đứng đầu danh sách. Để trống nếu ít gặp.",
    )

    desk = models.CharField(
        "nộp ở quầy nào",
        max_length=160,
        blank=True,
        help_text="Để trống thì lấy nơi tiếp nhận chung của xã.",
    )
    hours = models.CharField("giờ nhận hồ sơ", max_length=200, blank=True)
    officer = models.CharField(
        "cán bộ phụ trách", max_length=120, blank=True, help_text="Chức danh, họ tên."
    )
    telephone = models.CharField("điện thoại", max_length=30, blank=True)
    local_fee = models.CharField(
        "mức thu tại xã",
        max_length=300,
        blank=True,
        help_text="Khi tỉnh có nghị quyết riêng: mức thu, số nghị quyết.",
    )
    note = models.TextField("xã nhắc thêm", blank=True, help_text="Mỗi ý một dòng.")
    flow = BodyField(
        FlowBlock(),
        verbose_name="trường hợp của tôi",
        blank=True,
        help_text="Mỗi câu hỏi một trang; trả lời xong bà con thấy đúng giấy tờ của mình.",
    )
    checked_by = models.CharField("người kiểm tra", max_length=120, blank=True)
    checked_on = models.DateField(
        "kiểm tra lần cuối ngày",
        null=True,
        blank=True,
        help_text="Ngày cán bộ đối chiếu trang này với Cổng Dịch vụ công quốc gia.",
    )

    objects = PageManager.from_queryset(GuideQuerySet)()

    parent_page_types = ["procedures.ProceduresIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("procedure"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldPanel("people_words"),
                FieldPanel("common_rank"),
                FieldPanel("friendly_name"),
                FieldPanel("icon"),
            ],
            heading="Để bà con tìm thấy",
        ),
        MultiFieldPanel(
            [
                FieldPanel("desk"),
                FieldPanel("hours"),
                FieldPanel("officer"),
                FieldPanel("telephone"),
                FieldPanel("local_fee"),
                FieldPanel("note"),
            ],
            heading="Tại xã",
        ),
        FieldPanel("flow"),
        FlowPathsPanel(heading="Mọi đường đi của “Trường hợp của tôi”"),
        InlinePanel("recordings", heading="Bản đọc", label="Bản đọc"),
        FieldRowPanel([FieldPanel("checked_by"), FieldPanel("checked_on")], heading="Kiểm tra"),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("friendly_name"),
        index.SearchField("people_words"),
        index.SearchField("national_text"),
    ]

    class Meta:
        verbose_name = "hướng dẫn thủ tục"
        verbose_name_plural = "hướng dẫn thủ tục"

    def clean(self):
        """One guide for a procedure in one index."""
        super().clean()
        if self.procedure_id and self.procedure.is_name_only:
            raise ValidationError(
                {"procedure": "Thủ tục này mới có tên, chưa có nội dung. Hãy nhập nội dung trước."}
            )
        if not (self.procedure_id and self.depth):
            return
        siblings = ProcedurePage.objects.sibling_of(self, inclusive=False)
        if siblings.filter(procedure=self.procedure_id).exclude(pk=self.pk).exists():
            raise ValidationError({"procedure": "Thủ tục này đã có trang hướng dẫn."})

    def search_names(self):
        """Names that come with the product and from the national name (search.texts)."""
        version = self.version
        return self.contents.names_of(self.procedure.code, version.name) if version else []

    @staticmethod
    def prepare_for_search(pages):
        """The procedures, versions in force and papers of many guides at once (search.texts)."""
        versions = ProcedureVersion.objects.current(timezone.localdate())
        versions = versions.prefetch_related("cases__papers")
        ready = Prefetch("procedure__versions", queryset=versions, to_attr="current_versions")
        models.prefetch_related_objects(pages, "procedure", ready)

    def card(self):
        """The guide as lists, search and tiles show it."""
        version = self.version
        terms = [self.fee_line, version.time_line] if version else []
        return Card(
            title=self.title,
            url=self.url,
            kind=self.kind,
            summary=self.lead or (version.name if version else ""),
            date=self.last_published_at,
            page_id=self.pk,
            note="; ".join(filter(None, terms)),
        )

    @property
    def fee_line(self):
        """The fee in one line: the commune's own decision wins over the national text."""
        return self.local_fee or (self.version.fee_line if self.version else "")

    @cached_property
    def version(self):
        """The version in force today, or None; ready-made after `with_version()`."""
        ready = getattr(self.procedure, "current_versions", None)
        if ready is not None:
            return ready[0] if ready else None
        return self.procedure.version_on(timezone.localdate())

    def structured_data(self, identity):
        """The service for search engines, as the version that the page shows describes it."""
        version = getattr(self, "shown_version", None) or self.version
        return [government_service(self, version, identity)] if version else []

    @property
    def tile_name(self):
        """What the front page calls it."""
        return self.friendly_name or self.title

    @property
    def national_text(self):
        """What the search may find besides the commune's words."""
        version = self.version
        if version is None:
            return self.procedure.code
        of, text = getattr(self, "_national_text", (None, ""))
        if of is not version:  # asked for several times while a page is indexed
            papers = [paper.name for case in version.cases.all() for paper in case.papers.all()]
            text = "\n".join([self.procedure.code, version.name, version.keywords, *papers])
            self._national_text = version, text
        return text

    @path("")
    def today(self, request):
        """The guide in force today."""
        return self.render(request)

    @path("phien-ban/<str:key>/")
    def other_version(self, request, key):
        """An earlier version, or one prepared for a later day."""
        version = self.procedure.versions.filter(valid_from=_day_of(key)).first()
        if version is None:
            raise Http404("Không có phiên bản này")
        return self.render(request, asked_version=version)

    @path("truong-hop/")
    @path("truong-hop/<str:answers>/")
    def my_case(self, request, answers=""):
        """One question a page; at the end the papers, fee, place and day of this case."""
        context = {"page": self, **self.contents.my_case(self, request, answers)}
        return TemplateResponse(request, "procedures/my_case.html", context)

    def get_context(self, request, *args, asked_version=None, **kwargs):
        """The version's rows, the commune's layer, and what stands around them."""
        context = super().get_context(request, *args, **kwargs)
        return context | self.contents.guide(self, request, asked_version)


class Recording(Orderable):
    """A reading of the guide aloud, in one language."""

    page = ParentalKey(ProcedurePage, on_delete=models.CASCADE, related_name="recordings")
    document = models.ForeignKey(
        "pages.PortalDocument",
        verbose_name="tệp MP3",
        on_delete=models.CASCADE,
        related_name="+",
    )
    language = models.CharField(
        "tiếng", max_length=40, blank=True, help_text="Ví dụ: tiếng Mông. Để trống: tiếng Việt."
    )

    panels = [FieldPanel("document"), FieldPanel("language")]

    class Meta(Orderable.Meta):
        verbose_name = "bản đọc"

    def __str__(self):
        return self.language or "tiếng Việt"


def _day_of(key):
    """`2027-03-01` -> that day; `ban-dau` -> None, the version that has always been valid."""
    if key == "ban-dau":
        return None
    try:
        return date.fromisoformat(key)
    except ValueError as error:
        raise Http404("Không có phiên bản này") from error

"""The rows of a version: steps, methods and fees, cases and papers, agencies, legal bases."""

from django.core.validators import MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from procedures.choices import Channel, PaperKind, Role, TimeUnit
from procedures.fees import fee_words
from procedures.models.national import ProcedureVersion
from procedures.times import time_words


class Step(Orderable):
    """One step (field 7)."""

    version = ParentalKey(ProcedureVersion, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(
        "tên bước", max_length=200, blank=True, help_text="Bắt đầu bằng động từ: “Nộp hồ sơ”."
    )
    text = models.TextField("nội dung", help_text="Dòng bắt đầu bằng “- ” thành một gạch đầu dòng.")

    panels = [FieldPanel("name"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = "bước"

    def __str__(self):
        return self.name or self.text[:60]


class SubmissionMethod(Orderable, ClusterableModel):
    """One way of handing papers in (field 8), with its time and fees."""

    version = ParentalKey(ProcedureVersion, on_delete=models.CASCADE, related_name="methods")
    channel = models.CharField("hình thức nộp", max_length=14, choices=Channel.choices)
    time_amount = models.PositiveSmallIntegerField("thời hạn", null=True, blank=True)
    time_unit = models.CharField(
        "đơn vị", max_length=12, choices=TimeUnit.choices, default=TimeUnit.WORKING_DAY
    )
    time_text = models.CharField(
        "thời hạn bằng chữ",
        max_length=80,
        blank=True,
        help_text="Khi không phải một con số, ví dụ “Trong ngày”. Thay cho con số ở trên.",
    )
    time_note = models.TextField(
        "nói thêm về thời hạn", blank=True, help_text="Ví dụ: nhận sau 15 giờ thì trả ngày hôm sau."
    )
    description = models.TextField("mô tả", blank=True)

    panels = [
        FieldPanel("channel"),
        FieldRowPanel([FieldPanel("time_amount"), FieldPanel("time_unit")]),
        FieldPanel("time_text"),
        FieldPanel("time_note"),
        FieldPanel("description"),
        InlinePanel("fees", heading="Phí, lệ phí", label="Khoản"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "cách thức nộp"

    def __str__(self):
        return self.get_channel_display()

    @property
    def time_words(self):
        """The processing time as it is said."""
        return time_words(self)


class Fee(Orderable):
    """One amount; without a number where the province sets it."""

    method = ParentalKey(SubmissionMethod, on_delete=models.CASCADE, related_name="fees")
    name = models.CharField(
        "tên khoản", max_length=200, blank=True, help_text="Ví dụ: Lệ phí, Phí bản sao trích lục."
    )
    amount = models.PositiveIntegerField(
        "số tiền (đồng)",
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Số nguyên, không dấu chấm. Miễn phí: ghi 0. Tỉnh quy định riêng: để trống.",
    )
    amount_text = models.CharField(
        "số tiền bằng chữ",
        max_length=120,
        blank=True,
        help_text="Khi không phải một số đồng, ví dụ “10 đô la một bản”, “Theo mức quy định”.",
    )
    unit = models.CharField(
        "tính theo", max_length=60, blank=True, help_text="Ví dụ: bản, trang, trường hợp."
    )
    note = models.TextField(
        "miễn, giảm, điều kiện", blank=True, help_text="Chép đủ, không lược câu nào."
    )
    local_decision = models.CharField(
        "nghị quyết của địa phương",
        max_length=200,
        blank=True,
        help_text="Khi mức thu do Hội đồng nhân dân tỉnh quyết định.",
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("unit")]),
        FieldPanel("amount_text"),
        FieldPanel("note"),
        FieldPanel("local_decision"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "khoản phí"

    def __str__(self):
        return self.words

    @property
    def words(self):
        """The amount as it is said."""
        return fee_words(self)


class DossierCase(Orderable, ClusterableModel):
    """A case with its own papers (field 9); most procedures have one without a name."""

    version = ParentalKey(ProcedureVersion, on_delete=models.CASCADE, related_name="cases")
    name = models.CharField(
        "trường hợp",
        max_length=500,
        blank=True,
        help_text="Ví dụ: “Trẻ sinh ra ở nước ngoài”. Chỉ một trường hợp thì để trống.",
    )

    panels = [FieldPanel("name"), InlinePanel("papers", heading="Giấy tờ", label="Giấy tờ")]

    class Meta(Orderable.Meta):
        verbose_name = "trường hợp hồ sơ"

    def __str__(self):
        return self.name or "Hồ sơ"


class Paper(Orderable):
    """A paper, or a remark that the national list keeps among the papers."""

    case = ParentalKey(DossierCase, on_delete=models.CASCADE, related_name="papers")
    name = models.TextField("tên giấy tờ")
    kind = models.CharField(
        "loại", max_length=12, choices=PaperKind.choices, default=PaperKind.SUBMIT
    )
    originals = models.PositiveSmallIntegerField("bản chính", default=1)
    copies = models.PositiveSmallIntegerField("bản sao", default=0)
    condition = models.TextField(
        "khi nào cần", blank=True, help_text="Ví dụ: “Chỉ cần khi nhờ người khác đi thay”."
    )
    form_name = models.CharField(
        "tên tệp mẫu đơn",
        max_length=200,
        blank=True,
        help_text="Như trong danh mục quốc gia. Tệp tải về gắn ở mục “Biểu mẫu”.",
    )
    has_electronic_form = models.BooleanField("có biểu mẫu điện tử", default=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("originals"), FieldPanel("copies")]),
        FieldPanel("condition"),
        FieldRowPanel([FieldPanel("form_name"), FieldPanel("has_electronic_form")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "giấy tờ"

    def __str__(self):
        return self.name[:80]

    @property
    def is_paper(self):
        """Whether it is something to bring; 0 originals and 0 copies are a remark."""
        return self.kind in (PaperKind.SUBMIT, PaperKind.SHOW) and bool(
            self.originals or self.copies
        )


class _NameRow(Orderable):
    name = models.TextField("tên")

    panels = [FieldPanel("name")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.name[:80]


class Subject(_NameRow):
    """Who may apply (field 10)."""

    version = ParentalKey(ProcedureVersion, on_delete=models.CASCADE, related_name="subjects")

    class Meta(_NameRow.Meta):
        verbose_name = "đối tượng"


class Result(_NameRow):
    """What a person gets (field 16)."""

    version = ParentalKey(ProcedureVersion, on_delete=models.CASCADE, related_name="results")

    class Meta(_NameRow.Meta):
        verbose_name = "kết quả"


class Agency(_NameRow):
    """An agency and what it does (fields 11–15)."""

    version = ParentalKey(ProcedureVersion, on_delete=models.CASCADE, related_name="agencies")
    role = models.CharField("vai trò", max_length=14, choices=Role.choices)

    panels = [FieldPanel("role"), FieldPanel("name")]

    class Meta(_NameRow.Meta):
        verbose_name = "cơ quan"


class LegalBasis(Orderable):
    """A legal document that the procedure stands on (field 17)."""

    version = ParentalKey(ProcedureVersion, on_delete=models.CASCADE, related_name="legal_bases")
    number = models.CharField(
        "số, ký hiệu", max_length=120, blank=True, help_text="Ví dụ: 123/2015/NĐ-CP"
    )
    abstract = models.TextField("trích yếu", blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    url = models.URLField("địa chỉ văn bản", max_length=500, blank=True)

    panels = [
        FieldPanel("number"),
        FieldPanel("abstract"),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("issuer")]),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "căn cứ pháp lý"

    def __str__(self):
        return self.number or self.abstract[:80]

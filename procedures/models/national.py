"""The national layer: a procedure and its versions, shared by every site of the install.

Structure: the 20 fields of the official export `ChiTietTTHC`, in its order (Decree 63/2010 Đ8.2
names the legal components). An install's communes write on `ProcedurePage` instead.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from procedures.choices import Kind, OfficialField, Origin, State
from procedures.freshness import note_day_of_law
from procedures.glance import summarise
from procedures.querysets import ProcedureQuerySet, VersionQuerySet

SHORT_NAME = 80
"""Characters of a name in the admin's headings and lists; the longest legal names have 400."""
PORTAL_ADDRESS = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/"


class Procedure(ClusterableModel):
    """A procedure of the national list, known by its code."""

    code = models.CharField(
        "mã thủ tục",
        max_length=40,
        unique=True,
        help_text="Mã trên Cổng Dịch vụ công quốc gia, ví dụ 1.001193. Không tự đặt mã.",
    )
    uuid = models.UUIDField(
        "mã trong địa chỉ của Cổng",
        null=True,
        blank=True,
        unique=True,
        help_text="Phần cuối địa chỉ dichvucong.gov.vn/thu-tuc-hanh-chinh/… của thủ tục này.",
    )
    state = models.CharField(
        "tình trạng", max_length=12, choices=State.choices, default=State.ACTIVE
    )
    state_note = models.CharField(
        "ghi chú về tình trạng",
        max_length=300,
        blank=True,
        help_text="Vì sao bãi bỏ hay thay thế, theo văn bản nào.",
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name="thay bằng thủ tục",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    life_events = ParentalManyToManyField(
        "procedures.LifeEvent",
        verbose_name="việc trong đời sống",
        blank=True,
        related_name="procedures",
    )
    related = models.ManyToManyField(
        "self",
        through="procedures.RelatedProcedure",
        verbose_name="thủ tục liên quan",
        blank=True,
        symmetrical=False,
    )

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "thủ tục trong danh mục"
        verbose_name_plural = "thủ tục trong danh mục"
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {Truncator(self.current_name).chars(SHORT_NAME)}".strip()

    @property
    def current_name(self):
        """The name in force today; empty while no version exists. Lists bring it along."""
        ready = getattr(self, "current_versions", None)
        version = (
            self.version_on(timezone.localdate()) if ready is None else next(iter(ready), None)
        )
        return version.name if version else ""

    @property
    def is_name_only(self):
        """Whether the list knows its name and nothing that a resident could use."""
        contents = list(self.versions.values_list("has_content", flat=True))
        return bool(contents) and not any(contents)

    def version_on(self, day):
        """The version in force on `day`, or None."""
        note_day_of_law(self.versions.model, self.pk)
        return self.versions.in_force(day).first()

    @property
    def portal_url(self):
        """The procedure's page on the national portal; empty while its uuid is unknown."""
        return f"{PORTAL_ADDRESS}{self.uuid}" if self.uuid else ""


class RelatedProcedure(Orderable):
    """A link to a related procedure: chosen by search, since nobody finds one among 588 check boxes."""

    from_procedure = ParentalKey(Procedure, on_delete=models.CASCADE, related_name="related_links")
    to_procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục", on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = "thủ tục liên quan"

    def __str__(self):
        return str(self.to_procedure)


class ProcedureVersion(ClusterableModel):
    """What the national list says of a procedure from one day on; rows stand in `rows.py`."""

    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục", on_delete=models.PROTECT, related_name="versions"
    )
    valid_from = models.DateField(
        "áp dụng từ ngày",
        null=True,
        blank=True,
        help_text="Bản chuẩn bị trước tự hiện ra vào ngày này. Để trống: áp dụng từ trước đến nay.",
    )
    valid_to = models.DateField(
        "áp dụng đến hết ngày",
        null=True,
        blank=True,
        help_text="Thường để trống: bản sau tự thay bản trước.",
    )
    decision_number = models.CharField(
        "số quyết định",
        max_length=120,
        blank=True,
        help_text="Quyết định công bố thủ tục, ví dụ 528/QĐ-BTP.",
    )
    name = models.TextField("tên thủ tục", help_text="Tên đầy đủ theo quyết định công bố.")
    levels = models.JSONField("cấp thực hiện", default=list, blank=True)
    kind = models.CharField(
        "loại thủ tục", max_length=12, choices=Kind.choices, blank=True, default=""
    )
    subject_areas = ParentalManyToManyField(
        "procedures.SubjectArea", verbose_name="lĩnh vực", blank=True, related_name="versions"
    )
    number_of_sets = models.PositiveSmallIntegerField(
        "số bộ hồ sơ", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    conditions = models.TextField(
        "yêu cầu, điều kiện thực hiện", blank=True, help_text="Mỗi điều kiện một dòng."
    )
    keywords = models.TextField("từ khóa", blank=True, help_text="Mỗi từ khóa một dòng.")
    description = models.TextField("mô tả", blank=True)

    source_url = models.URLField(
        "địa chỉ nguồn", max_length=500, blank=True, help_text="Trang đã lấy nội dung này."
    )
    sources = models.TextField(
        "nguồn của từng con số",
        blank=True,
        help_text="Mỗi dòng một ý: con số nào lấy ở văn bản nào, điều mấy.",
    )
    synchronised_on = models.DateField(
        "đồng bộ với Cơ sở dữ liệu quốc gia ngày", null=True, blank=True
    )
    unverified = models.JSONField("phần cần đối chiếu", default=list, blank=True)
    is_sample = models.BooleanField(
        "dữ liệu mẫu",
        default=False,
        help_text="Trang ghi rõ đây là mẫu, bà con không dùng để làm thủ tục.",
    )
    origin = models.CharField(
        "nguồn gốc", max_length=10, choices=Origin.choices, default=Origin.TYPED, editable=False
    )

    # Written by save() from the rows, so that a list of 300 procedures reads one row for each.
    fee_line = models.CharField(max_length=120, blank=True, editable=False)
    fee_note = models.TextField(blank=True, editable=False)
    time_line = models.CharField(max_length=120, blank=True, editable=False)
    time_note = models.TextField(blank=True, editable=False)
    is_online = models.BooleanField(default=False, editable=False)
    is_free = models.BooleanField(default=False, editable=False)
    has_content = models.BooleanField(default=False, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung thủ tục"
        verbose_name_plural = "nội dung thủ tục"
        ordering = ["procedure__code", models.F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "valid_from"],
                name="one_version_a_day",
                violation_error_message="Thủ tục này đã có một bản áp dụng từ ngày đó.",
            ),
            # SQLite and older PostgreSQL take two empty dates for different ones.
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(valid_from__isnull=True),
                name="one_version_without_a_day",
                violation_error_message="Thủ tục này đã có một bản không ghi ngày áp dụng.",
            ),
        ]

    def __str__(self):
        since = f" (từ {self.since})" if self.since else ""
        return f"{self.procedure.code} {Truncator(self.name).chars(SHORT_NAME)}{since}"

    def clean(self):
        """The validity must not end before it starts."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "Ngày kết thúc đứng trước ngày bắt đầu áp dụng."})

    def save(self, *args, **kwargs):
        """Keep the summary columns equal to the rows."""
        for name, value in summarise(self).items():
            setattr(self, name, value)
        super().save(*args, **kwargs)

    @property
    def since(self):
        """The first day as people write it; empty where the text has always been valid."""
        return f"{self.valid_from:%d/%m/%Y}" if self.valid_from else ""

    def is_in_force(self, day):
        """Whether the text is valid on `day`, a later version not regarded."""
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_to is None or self.valid_to >= day)

    @property
    def is_imported(self):
        """Whether the text comes from a national file and is not edited here."""
        return self.origin == Origin.IMPORTED

    @property
    def unverified_labels(self):
        """The marked parts in Vietnamese, in the order of the sheet."""
        return [field.label for field in OfficialField if field.value in self.unverified]

    @property
    def key(self):
        """How an earlier version is named in an address: its first day, or `ban-dau`."""
        return self.valid_from.isoformat() if self.valid_from else "ban-dau"


def last_days(versions):
    """Pairs of version and last day of its validity (None: still open), oldest version first.

    A version ends with its own last day or on the eve of the next one, whichever comes first.
    """
    ordered = sorted(versions, key=lambda version: version.valid_from or date.min)
    eves = [later.valid_from - timedelta(days=1) for later in ordered[1:]] + [None]
    ends = [
        min(filter(None, (version.valid_to, eve)), default=None)
        for version, eve in zip(ordered, eves, strict=True)
    ]
    return list(zip(ordered, ends, strict=True))

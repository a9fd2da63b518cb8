"""What is kept about visits: sums, never people.

Four families of rows. *Tallies* are sums that stay: per page, per site, per source, each for an
hour, a day, a month or a year, all written in the transaction that counts the view. *Traces* are
what counting needs for a moment (view ids, visitors of the day); they hold keyed hashes whose key is
destroyed daily, and are gone within a day or two. *Opening balances* are totals taken over from an
old portal, entered once and shown apart. *Papers* (reports, seals) prove what was counted when.

Pages are referred to without a database constraint: a deleted page stays in its site's sums.
"""

from typing import Any

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class Unit(models.TextChoices):
    """How long a tally's stretch of time is; it begins at `start`, in commune time."""

    HOUR = "H", "giờ"
    DAY = "D", "ngày"
    MONTH = "M", "tháng"
    YEAR = "Y", "năm"


def _page_key(**options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        **options,
    )


class PageTally(models.Model):
    """Views of one page in one stretch of time; what robots showed themselves is kept apart."""

    pk = models.CompositePrimaryKey("page_id", "unit", "site_id", "start")
    page = _page_key(db_index=False)
    unit = models.CharField(max_length=1, choices=Unit.choices)
    site_id = models.IntegerField()
    start = models.DateTimeField()
    views = models.BigIntegerField(default=0)
    bots = models.BigIntegerField(default=0)
    suspects = models.BigIntegerField(default=0)
    """Shown more often from one network than people do; in no other figure."""
    entries = models.BigIntegerField(default=0)
    """Views that began here: the reader came from another site, or opened the address itself."""
    read_to_end = models.BigIntegerField(default=0)
    """Views whose reader got to the end of the text."""

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["site_id", "unit", "start"], name="visits_page_period")]

    def __str__(self) -> str:
        return f"trang {self.page_id}, {self.get_unit_display()} từ {self.start}: {self.views}"


class PageTotal(models.Model):
    """All views of one page since counting began: what "N lượt xem" reads."""

    pk = models.CompositePrimaryKey("page_id", "site_id")
    page = _page_key(db_index=False)
    site_id = models.IntegerField()
    views = models.BigIntegerField(default=0)
    bots = models.BigIntegerField(default=0)
    title_when_deleted = models.CharField(max_length=255, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"trang {self.page_id}: {self.views}"


class SiteTally(models.Model):
    """All views of one site in one stretch of time, and the estimates of visits and visitors."""

    pk = models.CompositePrimaryKey("site_id", "unit", "start")
    site_id = models.IntegerField()
    unit = models.CharField(max_length=1, choices=Unit.choices)
    start = models.DateTimeField()
    views = models.BigIntegerField(default=0)
    bots = models.BigIntegerField(default=0)
    suspects = models.BigIntegerField(default=0)
    visits = models.BigIntegerField(default=0)
    visitors = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        permissions = [("view_statistics", "Xem thống kê truy cập và lập báo cáo")]

    def __str__(self) -> str:
        return f"trang thông tin {self.site_id}, {self.get_unit_display()} từ {self.start}: {self.views}"


class SourceTally(models.Model):
    """Views, or what else is counted, by one trait; never two traits together."""

    class Kind(models.TextChoices):
        """What `name` means."""

        DEVICE = "device", "thiết bị"
        REFERRER = "referrer", "nơi giới thiệu"
        MARK = "mark", "liên kết có dấu (mã QR, utm)"
        DOWNLOAD = "download", "tệp tải về"
        LEFT_FOR = "left-for", "liên kết ra ngoài"
        SPEED = "speed", "tốc độ"
        STEP = "step", "bước xem thủ tục"

    pk = models.CompositePrimaryKey("site_id", "kind", "unit", "start", "name")
    site_id = models.IntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    unit = models.CharField(max_length=1, choices=Unit.choices)
    start = models.DateTimeField()
    name = models.CharField(max_length=100)
    views = models.BigIntegerField(default=0)
    networks = models.BigIntegerField(default=0)
    """Networks that came from a host, each counted once a day: what one forger cannot multiply."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}, {self.get_unit_display()} từ {self.start}: {self.views}"


class SeenView(models.Model):
    """A view id that was counted, so that a retry counts once; a trace.

    `reload_key` is a keyed hash of visitor *and* page: it recognises a reload, yet without the day's
    key no two rows can be told to belong to the same visitor.
    """

    view_id = models.CharField(max_length=32, primary_key=True)
    reload_key = models.CharField(max_length=32, default="")
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["reload_key", "seen_at"], name="visits_reload"),
            models.Index(fields=["seen_at"], name="visits_seen_at"),
        ]

    def __str__(self) -> str:
        return self.view_id


class DailyVisitor(models.Model):
    """A visitor of one site on one day, as a keyed hash; a trace."""

    key = models.CharField(max_length=32, primary_key=True)
    site_id = models.IntegerField()
    last_seen = models.DateTimeField()
    seen_before = models.DateTimeField(null=True)
    """`last_seen` of the time before: tells a new visit from the same one in one statement."""

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["site_id", "last_seen"], name="visits_online")]

    def __str__(self) -> str:
        return self.key


class NetworkTrace(models.Model):
    """How often something came from one network, as a keyed hash; a trace."""

    key = models.CharField(max_length=32, primary_key=True)
    times = models.IntegerField(default=0)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key}: {self.times}"


class OpeningBalance(models.Model):
    """Views that an old portal had counted; entered once, never added into counted figures."""

    site_id = models.IntegerField()
    page = _page_key(null=True)
    """Empty for the total of the whole old portal."""
    url = models.CharField(max_length=500)
    views = models.BigIntegerField()
    source = models.CharField(max_length=200)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.CharField(max_length=150)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site_id", "page"], name="visits_balance_once"),
            models.UniqueConstraint(
                fields=["site_id"], condition=models.Q(page=None), name="visits_site_balance_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url}: {self.views}"


class ReviewedHost(models.Model):
    """A referring host that somebody looked at: printed from then on, or never again."""

    site_id = models.IntegerField()
    host = models.CharField(max_length=100)
    is_printed = models.BooleanField()
    reviewed_by = models.CharField(max_length=150)
    reviewed_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site_id", "host"], name="visits_host_reviewed_once")
        ]

    def __str__(self) -> str:
        return f"{self.host}: {'in' if self.is_printed else 'không in'}"


class DaySeal(models.Model):
    """A keyed digest of all rows of a day that is over: a later change, however consistent, shows."""

    pk = models.CompositePrimaryKey("site_id", "day")
    site_id = models.IntegerField()
    day = models.DateField()
    digest = models.CharField(max_length=80)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.digest[:8]}"


class FrozenReport(models.Model):
    """A report as it was made: never changed; a correction is a new version that names this one."""

    site_id = models.IntegerField()
    first = models.DateField("từ ngày")
    last = models.DateField("đến ngày")
    version = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(max_length=16, unique=True)
    """Part of the public address that says whether a sheet is genuine."""
    content = models.JSONField()
    checksum = models.CharField(max_length=64)
    seal = models.CharField(max_length=80)
    """A keyed digest: whoever changes a row, and its checksum with it, cannot make it."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    reason = models.CharField("lý do sửa", max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["site_id", "first", "last", "version"], name="visits_report_version"
            )
        ]

    def __str__(self) -> str:
        return f"từ {self.first:%d/%m/%Y} đến {self.last:%d/%m/%Y}, bản {self.version}"


@register_setting(icon="view")
class VisitSettings(BaseSiteSetting):
    """What the commune decides about its statistics."""

    public_page = models.BooleanField(
        "mở trang thống kê cho mọi người",
        default=False,
        help_text=(
            "Ai cũng xem được ở địa chỉ /thong-ke-truy-cap/, kèm lời giải thích cách đếm; "
            "phần mềm của tỉnh lấy được số ở /api/thong-ke/."
        ),
    )

    province_key = models.CharField(
        "khóa ký số liệu cho tỉnh",
        max_length=100,
        blank=True,
        validators=[MinLengthValidator(32)],
        help_text=(
            "Chuỗi ngẫu nhiên ít nhất 32 ký tự mà chỉ tỉnh và xã biết; số liệu ở /api/thong-ke/ khi đó "
            "có chữ ký để tỉnh kiểm tra."
        ),
    )
    letter_to = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="gửi thư hằng tháng cho",
        blank=True,
        related_name="+",
        help_text="Đầu tháng nhận số liệu tháng trước; nhận tin ngay khi lượt xem tăng vọt.",
    )
    letter_sent_for = models.DateField(null=True, editable=False)
    """First day of the last month that a letter went out for."""
    jump_told_for = models.DateField(null=True, editable=False)
    """The last day that a warning of a jump went out for."""

    panels = [
        FieldPanel("public_page"),
        FieldPanel("province_key"),
        FieldPanel("letter_to", widget=CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = "Thống kê truy cập"


def reload_minutes() -> int:
    """Minutes in which the same visitor's showing of the same page counts once (default 30)."""
    return getattr(settings, "VISITS_RELOAD_MINUTES", 30)

"""Royalties (nhuận bút): rate tables by date, budgets, decisions per article, signed sheets.

Source: NĐ 18/2014/NĐ-CP: royalty = coefficient of the kind × value of one unit. The figures
themselves are the commune's decision, so there are none in the code.
"""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, Page

from accounts.owned import Owned, OwnedForm
from desk.numbers import NumbersForm
from news.models import Genre

_COEFFICIENT = {"max_digits": 6, "decimal_places": 2, "validators": [MinValueValidator(Decimal(0))]}


class RoyaltyTable(Owned, ClusterableModel):
    """What one unit is worth and which coefficient a kind has, from a day on."""

    name = models.CharField("tên", max_length=120, help_text="Ví dụ: Mức chi nhuận bút năm 2026.")
    decision = models.CharField(
        "căn cứ", max_length=200, blank=True, help_text="Số và ngày của quyết định, nếu có."
    )
    valid_from = models.DateField(
        "áp dụng từ ngày", help_text="Bài đăng từ ngày này tính theo bảng này."
    )
    unit_value = models.PositiveIntegerField(
        "giá trị một đơn vị hệ số (đồng)", help_text="Ví dụ: 234.000."
    )
    picture_coefficient = models.DecimalField(
        "hệ số mỗi ảnh",
        default=Decimal(0),
        help_text="Ảnh của tác giả, tính riêng.",
        **_COEFFICIENT,
    )
    paid_pictures = models.PositiveSmallIntegerField(
        "số ảnh được tính nhiều nhất mỗi bài", default=3
    )

    base_form_class = NumbersForm
    panels = [
        FieldPanel("name"),
        FieldPanel("decision"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("unit_value")]),
        FieldRowPanel([FieldPanel("picture_coefficient"), FieldPanel("paid_pictures")]),
        FieldPanel("site"),
        InlinePanel("rates", heading="Hệ số theo thể loại", label="Thể loại"),
    ]

    class Meta:
        verbose_name = "bảng hệ số nhuận bút"
        verbose_name_plural = "bảng hệ số nhuận bút"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "valid_from"],
                name="one_table_from_a_day",
                violation_error_message="Đã có bảng khác áp dụng từ ngày này.",
            )
        ]

    def __str__(self):
        return self.name


class RoyaltyRate(Orderable):
    """The coefficient of one kind of article."""

    table = ParentalKey(RoyaltyTable, on_delete=models.CASCADE, related_name="rates")
    genre = models.CharField("thể loại", max_length=20, choices=Genre.choices)
    coefficient = models.DecimalField("hệ số", **_COEFFICIENT)

    base_form_class = NumbersForm
    panels = [FieldRowPanel([FieldPanel("genre"), FieldPanel("coefficient")])]

    class Meta(Orderable.Meta):
        verbose_name = "hệ số"
        constraints = [
            models.UniqueConstraint(
                fields=["table", "genre"],
                name="one_rate_per_genre",
                violation_error_message="Thể loại này đã có hệ số trong bảng.",
            )
        ]

    def __str__(self):
        return f"{self.get_genre_display()}: {self.coefficient}"


class RoyaltyBudget(Owned):
    """The money for a year (drawn up before 15/7, QĐ 731/QĐ-TTg 2015)."""

    year = models.PositiveSmallIntegerField("năm")
    amount = models.PositiveBigIntegerField("dự toán (đồng)")
    note = models.CharField("ghi chú", max_length=200, blank=True)

    base_form_class = NumbersForm
    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("amount")]),
        FieldPanel("note"),
        FieldPanel("site"),
    ]

    class Meta:
        verbose_name = "dự toán nhuận bút"
        verbose_name_plural = "dự toán nhuận bút"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "year"],
                name="one_budget_a_year",
                violation_error_message="Năm này đã có dự toán.",
            )
        ]

    def __str__(self):
        return f"Năm {self.year}"


class PenName(Owned):
    """Who stands behind a name under an article, for the person who pays."""

    name = models.CharField(
        "bút danh", max_length=160, help_text="Đúng như ghi ở ô “Tác giả” của bài."
    )
    full_name = models.CharField("họ và tên", max_length=160)
    unit = models.CharField("đơn vị", max_length=160, blank=True)
    paid = models.BooleanField(
        "được trả nhuận bút",
        default=True,
        help_text="Bỏ đánh dấu cho tên của cơ quan, như “TTTĐT”.",
    )

    base_form_class = OwnedForm
    panels = [
        FieldPanel("name"),
        FieldPanel("full_name"),
        FieldPanel("unit"),
        FieldPanel("paid"),
        FieldPanel("site"),
    ]

    class Meta:
        verbose_name = "bút danh"
        verbose_name_plural = "bút danh"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="one_person_behind_a_pen_name",
                violation_error_message="Bút danh này đã có trong danh sách.",
            )
        ]

    def __str__(self):
        return self.name


class RoyaltyDecision(models.Model):
    """What the board decided for one article instead of the table's figures."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="royalty_decision")
    coefficient = models.DecimalField("hệ số", null=True, blank=True, **_COEFFICIENT)
    pictures = models.PositiveSmallIntegerField("số ảnh được tính", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "quyết định nhuận bút"
        default_permissions = ()

    def __str__(self):
        return f"{self.page.title}: {self.coefficient}"


class RoyaltySheet(models.Model):
    """A month that was closed: the rows as they were signed, unchanged ever after."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    month = models.DateField("tháng")
    """Its first day."""
    rows = models.JSONField()
    total = models.PositiveBigIntegerField("tổng số tiền (đồng)")
    closed_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "bảng nhuận bút đã chốt"
        verbose_name_plural = "bảng nhuận bút đã chốt"
        default_permissions = ()
        permissions = [
            ("view_reports", "Được xem báo cáo tin bài"),
            ("view_royalties", "Được xem bảng nhuận bút"),
            ("manage_royalties", "Được sửa và chốt nhuận bút"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["site", "month"], name="one_sheet_per_month")
        ]

    def __str__(self):
        return f"{self.month:%m/%Y}"

    def save(self, *args, **kwargs):
        """A signed sheet is never written again."""
        if self.pk:
            raise ValidationError("Bảng nhuận bút đã chốt thì không sửa được nữa.")
        super().save(*args, **kwargs)

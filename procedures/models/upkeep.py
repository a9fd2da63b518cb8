"""What is kept beside the national text and outlives every import."""

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from procedures.models.national import Procedure


class FormFile(Orderable):
    """A form to download; found by the file name that the national list gives it."""

    procedure = ParentalKey(Procedure, on_delete=models.CASCADE, related_name="form_files")
    form_name = models.CharField(
        "tên tệp trong danh mục",
        max_length=200,
        help_text="Chép đúng “tên tệp mẫu đơn” của giấy tờ, ví dụ 1.TKngkkhaisinh.doc.",
    )
    document = models.ForeignKey(
        "pages.PortalDocument", verbose_name="tệp", on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("form_name"), FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = "biểu mẫu"

    def __str__(self):
        return self.form_name


class Change(models.Model):
    """What an import changed and when; shown to residents as "Có gì thay đổi"."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="changes")
    changed_on = models.DateField("ngày", default=timezone.localdate)
    parts = models.JSONField("phần thay đổi", default=list)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "thay đổi"
        ordering = ["-changed_on", "-pk"]

    def __str__(self):
        return ", ".join(self.parts) or self.note


class LinkCheck(models.Model):
    """What the last look at an outside address found; see `check_procedure_links`."""

    url = models.URLField("địa chỉ", max_length=500, unique=True)
    checked_at = models.DateTimeField("lúc kiểm tra", default=timezone.now)
    problem = models.CharField("trục trặc", max_length=200, blank=True)

    class Meta:
        verbose_name = "kiểm tra liên kết"

    def __str__(self):
        return self.url


class VoteCount(models.Model):
    """Answers to "Thông tin này có hữu ích không?": two numbers for a page and a day, no person."""

    page = models.ForeignKey(
        "procedures.ProcedurePage", on_delete=models.CASCADE, related_name="vote_counts"
    )
    day = models.DateField("ngày", default=timezone.localdate)
    helpful = models.PositiveIntegerField("có", default=0)
    unhelpful = models.PositiveIntegerField("chưa", default=0)

    class Meta:
        verbose_name = "bình chọn trong ngày"
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="one_count_a_day")]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}: {self.helpful} có, {self.unhelpful} chưa"


class VoteReason(models.Model):
    """What a resident missed, in their words; the day, and nothing about the person."""

    page = models.ForeignKey(
        "procedures.ProcedurePage", on_delete=models.CASCADE, related_name="vote_reasons"
    )
    day = models.DateField("ngày", default=timezone.localdate)
    text = models.CharField("lời góp ý", max_length=300)

    class Meta:
        verbose_name = "lời góp ý"
        ordering = ["-day", "-pk"]

    def __str__(self):
        return self.text

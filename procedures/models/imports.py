"""Every import is a record: who, when, which file, what it did, and what stood before."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class ImportRun(models.Model):
    """One import; `procedures` keeps what each procedure was before, so that it can be undone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhập",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    started_at = models.DateTimeField("lúc nhập", default=timezone.now)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)
    file_name = models.CharField("tên tệp", max_length=200, blank=True)
    checksum = models.CharField("dấu của tệp (SHA-256)", max_length=64, blank=True)
    options = models.JSONField("cách nhập", default=dict)
    counts = models.JSONField("số thủ tục", default=dict)
    remarks = models.JSONField("chỗ cần đối chiếu", default=list)
    problems = models.JSONField("không nhập", default=list)
    guides = models.JSONField("trang đã lập", default=list)
    words_before = models.JSONField("lĩnh vực, việc có từ trước", default=dict)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người hoàn tác",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "lần nhập thủ tục"
        verbose_name_plural = "lần nhập thủ tục"
        ordering = ["-pk"]

    def __str__(self):
        return f"Lần nhập {self.pk}: {self.file_name}"


class ImportedProcedure(models.Model):
    """A procedure as it stood before an import; `before` is None where it did not exist."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="procedures")
    code = models.CharField("mã thủ tục", max_length=40)
    before = models.JSONField("trước khi nhập", null=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "thủ tục trước khi nhập"
        constraints = [models.UniqueConstraint(fields=["run", "code"], name="once_a_run")]

    def __str__(self):
        return self.code

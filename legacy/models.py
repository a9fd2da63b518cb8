"""Remembers what an import brought in: which article came from which old page, and what a run made."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Site


class ImportRun(models.Model):
    """One move of a portal: what was asked, how far it has come, what became of each file."""

    class State(models.TextChoices):
        """How a run ended, or that it has not."""

        RUNNING = "running", "đang chạy hoặc bị ngắt"
        REHEARSED = "rehearsed", "đã đọc thử, chưa ghi gì"
        FAILED = "failed", "không làm được"
        FINISHED = "finished", "đã xong"
        UNDONE = "undone", "đã hoàn tác"

    site = models.ForeignKey(Site, verbose_name="trang", on_delete=models.CASCADE, related_name="+")
    paths = models.JSONField("thư mục, tệp", default=list)
    options = models.JSONField("tùy chọn", default=dict)
    state = models.CharField(
        "tình trạng", max_length=10, choices=State.choices, default=State.RUNNING
    )
    step = models.CharField("đang làm gì, hoặc vì sao không làm được", max_length=255, blank=True)
    total = models.PositiveIntegerField("số bài phải nhập", default=0)
    done = models.PositiveIntegerField("số bài đã xong", default=0)
    counts = models.JSONField("kết quả", default=dict)
    missing = models.JSONField("ảnh, tệp không tìm thấy", default=list)
    started_at = models.DateTimeField("bắt đầu lúc", default=timezone.now)
    finished_at = models.DateTimeField("xong lúc", null=True)

    class Meta:
        verbose_name = "lần nhập trang cũ"
        verbose_name_plural = "các lần nhập trang cũ"
        ordering = ["-started_at"]

    def __str__(self):
        return f"Lần nhập {self.pk}"

    @property
    def sources(self):
        """What was sent in, by name only: where it lies on the server is the operator's business."""
        return [Path(path).name for path in self.paths]


class PortalFile(models.Model):
    """One file of the old portal in a run: its kind, the reason, and the article it became."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    name = models.CharField("tệp", max_length=500)
    kind = models.CharField("loại", max_length=20, db_index=True)
    why = models.CharField("vì sao", max_length=500)
    title = models.CharField("tiêu đề", max_length=255, blank=True)
    address = models.CharField("địa chỉ cũ", max_length=255, blank=True)
    result = models.CharField("kết quả", max_length=120, blank=True)
    page = models.ForeignKey(
        "news.ArticlePage",
        verbose_name="bài viết",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "tệp của trang cũ"
        verbose_name_plural = "tệp của trang cũ"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class MadeByRun(models.Model):
    """A section, redirect, picture or document that a run made besides its articles; for undoing."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="made")
    kind = models.CharField("loại", max_length=10)
    object_id = models.BigIntegerField("số")

    class Meta:
        verbose_name = "thứ đã tạo khi nhập"
        verbose_name_plural = "thứ đã tạo khi nhập"

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class ImportedArticle(models.Model):
    """One old page and the article made of it; how a second import knows it again.

    `fingerprint` changes when the source says something else; `revision_id` is the revision
    that the importer wrote, so that a later one means an editor has been at work. Without a
    page, an editor has deleted the article and it is not brought back unasked.
    """

    site = models.ForeignKey(Site, verbose_name="trang", on_delete=models.CASCADE, related_name="+")
    source_key = models.CharField("nguồn", max_length=500)
    fingerprint = models.CharField("dấu nội dung", max_length=64, db_index=True)
    page = models.ForeignKey(
        "news.ArticlePage",
        verbose_name="bài viết",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revision_id = models.BigIntegerField("bản đã nhập", null=True)
    imported_at = models.DateTimeField("nhập lúc", auto_now=True)
    run = models.ForeignKey(
        ImportRun,
        verbose_name="lần nhập",
        null=True,
        on_delete=models.SET_NULL,
        related_name="articles",
    )
    doubts = models.JSONField("cần xem vì", default=list)
    other_reading = models.TextField("cách đọc thứ hai", blank=True)
    seen_at = models.DateTimeField("đã xem lúc", null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người xem",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "bài đã nhập từ trang cũ"
        verbose_name_plural = "bài đã nhập từ trang cũ"
        constraints = [
            models.UniqueConstraint(fields=["site", "source_key"], name="one_article_per_old_page")
        ]

    def __str__(self):
        return self.source_key

    @property
    def is_edited(self):
        """Whether anybody wrote the article by hand or has changed it since its import."""
        by_hand = self.revision_id is None
        return self.page is not None and (
            by_hand or self.page.latest_revision_id != self.revision_id
        )


class ImportedFile(models.Model):
    """A picture or document that came in with an old page, so that a commune keeps it only once.

    The stored picture is no longer the file that came in: it was made smaller and stripped.
    """

    site = models.ForeignKey(Site, verbose_name="trang", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField("dấu nội dung", max_length=64)
    image = models.ForeignKey(
        "pages.PortalImage",
        verbose_name="ảnh",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    document = models.ForeignKey(
        "pages.PortalDocument",
        verbose_name="tệp",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta:
        verbose_name = "tệp đã nhập từ trang cũ"
        verbose_name_plural = "tệp đã nhập từ trang cũ"
        constraints = [
            models.UniqueConstraint(fields=["site", "digest"], name="kept_once_by_a_commune")
        ]

    def __str__(self):
        return self.digest

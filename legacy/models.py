"""Remembers which article came from which old page."""

from django.db import models
from wagtail.models import Site


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
    """A picture or document that came in with an old page, so that it is kept only once.

    The stored picture is no longer the file that came in: it was made smaller and stripped.
    """

    digest = models.CharField("dấu nội dung", max_length=64, unique=True)
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

    def __str__(self):
        return self.digest

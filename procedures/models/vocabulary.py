"""Words that procedures are grouped by, and documents that no longer stand."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from pages.slugs import ascii_slug


class _Named(models.Model):
    """A name with a short address for the filters."""

    name = models.CharField("tên", max_length=120, unique=True)
    slug = models.SlugField(
        "đường dẫn", max_length=120, unique=True, blank=True, help_text="Để trống thì máy tự viết."
    )

    panels = [FieldPanel("name"), FieldPanel("slug")]

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Write the slug from the name."""
        self.slug = self.slug or ascii_slug(self.name)
        super().save(*args, **kwargs)

    def full_clean(self, *args, **kwargs):
        """Write the slug before Django would refuse an empty one as not unique."""
        self.slug = self.slug or ascii_slug(self.name)
        super().full_clean(*args, **kwargs)


class SubjectArea(_Named):
    """Lĩnh vực, as the national list names it: Hộ tịch, Chứng thực, Đất đai…"""

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["name"]


class LifeEvent(_Named):
    """Việc trong đời sống, in residents' words: Sinh con, Kết hôn, Làm nhà…"""

    order = models.PositiveSmallIntegerField("thứ tự", default=100, help_text="Số nhỏ đứng trước.")

    panels = [*_Named.panels, FieldPanel("order")]

    class Meta:
        verbose_name = "việc trong đời sống"
        verbose_name_plural = "việc trong đời sống"
        ordering = ["order", "name"]


class RepealedDocument(models.Model):
    """A legal document that has ceased; guides that still cite it are listed for editors."""

    number = models.CharField(
        "số, ký hiệu", max_length=60, unique=True, help_text="Ví dụ: 42/2022/NĐ-CP"
    )
    repealed_on = models.DateField("hết hiệu lực từ ngày")
    replaced_by = models.CharField("văn bản thay thế", max_length=120, blank=True)

    panels = [FieldPanel("number"), FieldPanel("repealed_on"), FieldPanel("replaced_by")]

    class Meta:
        verbose_name = "văn bản hết hiệu lực"
        verbose_name_plural = "văn bản hết hiệu lực"
        ordering = ["number"]

    def __str__(self):
        return self.number

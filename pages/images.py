"""Pictures: what may be uploaded, what is stripped from it, the sizes it is shown in."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from pages.image_intake import taken_in


class PortalImage(AbstractImage):
    """A picture with the description that a person who cannot see it is read."""

    credit = models.CharField(
        "tác giả ảnh", max_length=120, blank=True, help_text="Ví dụ: Ảnh: Nguyễn Văn An."
    )
    sizes = models.JSONField(default=dict, editable=False)
    """`{"of": fingerprint, name: [file, width, height]}`; written by `pages.image_sizes` alone."""

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "hình ảnh"
        verbose_name_plural = "hình ảnh"
        permissions = [("choose_image", "Được chọn hình ảnh")]

    @property
    def default_alt_text(self):
        """What a block is filled in with: never the title, which is mostly "IMG_2034"."""
        return self.description

    def save(self, *args, **kwargs):
        """A new file is turned upright, made smaller and stripped before it is stored."""
        if self.file and not self.file._committed:
            self.file = taken_in(self.file.file)
            self._set_image_file_metadata()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "file_size", "file_hash"}
        super().save(*args, **kwargs)


class PortalRendition(AbstractRendition):
    """One size of a picture in one format, as Wagtail's own screens use them."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]

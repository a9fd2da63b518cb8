"""Images and their sizes: what may be uploaded, what is stripped, how they are shown."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class PortalImage(AbstractImage):
    """A picture with the description that a person who cannot see it is read."""

    credit = models.CharField(
        "tác giả ảnh", max_length=120, blank=True, help_text="Ví dụ: Ảnh: Nguyễn Văn An."
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "hình ảnh"
        verbose_name_plural = "hình ảnh"
        permissions = [("choose_image", "Được chọn hình ảnh")]


class PortalRendition(AbstractRendition):
    """One size of a picture in one format."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]

"""How a picture stands in a cell of a table, in the sizes that are made for every picture anyway."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from wagtail.images.formats import Format, register_image_format

from pages.pictures import picture_sources

NAME = "cell"


class CellFormat(Format):
    """Small and whole, from the ready-made sizes: no rendition is made on a reader's request."""

    def image_to_html(self, image, alt_text, extra_attributes=None):
        """The picture with its description; in the editor Wagtail's own preview."""
        if extra_attributes:
            return super().image_to_html(image, alt_text, extra_attributes)
        context = {**picture_sources(image), "alt": alt_text}
        return mark_safe(render_to_string("blocks/table_picture.html", context))  # noqa: S308 - our own template


register_image_format(CellFormat(NAME, "Ảnh trong ô", "", "max-320x320"))

"""What may be uploaded as a picture: only what can be unpacked to the last pixel.

Wagtail reads a file's head; a broken or hostile rest then fails in the middle of the upload or, worse,
when a resident opens the page (docs/decisions/008).
"""

from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Refuses what no decoder can read, after the checks of kind, bytes and pixels."""

    def check_image_file_format(self, f):
        """The size is known only to a file whose head is whole."""
        super().check_image_file_format(f)
        self._attempt(f.image.get_size)

    def check_image_pixel_size(self, f):
        """Only what has few enough pixels is unpacked."""
        super().check_image_pixel_size(f)
        self._attempt(lambda: Image.open(f).load())
        f.seek(0)

    def _attempt(self, read):
        try:
            read()
        except Exception as error:  # decoders fail in many ways on broken files
            message = self.error_messages["invalid_image"]
            raise ValidationError(message, code="invalid_image") from error


class ImageForm(BaseImageForm):
    """The admin's form for pictures: single, many at once, and in the chooser."""

    file = PictureField(label="Tệp ảnh", widget=BaseImageForm.Meta.widgets["file"])

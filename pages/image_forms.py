"""The upload form: a picture that cannot be read is refused with words, not stored and broken."""

from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.image_intake import taken_in

DESCRIBE = (
    "Tả trong một câu những gì thấy trong ảnh, cho người không nhìn thấy. Ví dụ: Bà con xếp hàng ở "
    "bộ phận một cửa. Bài nào dùng ảnh này sẽ có sẵn lời đó."
)


class PictureField(WagtailImageField):
    """Wagtail's field, which decodes the whole picture only to learn its size.

    A file of 40 KB may claim 30,000 × 30,000 pixels, and a half-loaded one ends Wagtail's form with
    a server error: here the claim is read from the header before anything is decoded.
    """

    def check_image_pixel_size(self, file):
        """Refuse by the number of pixels that the header claims."""
        try:
            file.seek(0)
            with Image.open(file) as opened:
                pixels = opened.width * opened.height * getattr(opened, "n_frames", 1)
        except (OSError, ValueError, Image.DecompressionBombError):
            return  # not readable: `taken_in` says so
        if self.max_image_pixels and pixels > self.max_image_pixels:
            raise ValidationError(
                f"Ảnh quá lớn ({pixels / 1e6:.0f} triệu điểm ảnh). Hãy chọn cỡ ảnh nhỏ hơn trong "
                f"máy ảnh, nhiều nhất {self.max_image_pixels / 1e6:.0f} triệu điểm ảnh."
            )


class PortalImageForm(BaseImageForm):
    """Wagtail's image form; a new file is cleaned while the form is checked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # absent where only the texts of a picture are edited
            self.fields["file"].__class__ = PictureField
        if "description" in self.fields:
            self.fields["description"].label = "Lời mô tả"
            self.fields["description"].help_text = DESCRIBE

    def clean_file(self):
        """The cleaned picture, or the error of `taken_in`."""
        file = self.cleaned_data["file"]
        return taken_in(file) if "file" in self.changed_data and file else file

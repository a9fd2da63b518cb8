"""The upload form: a picture that cannot be read is refused with words, not stored and broken."""

from django.forms import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.image_intake import taken_in_apart
from pages.image_kinds import ASKED_FOR, ONLY_THE_FIRST

DESCRIBE = (
    "Tả trong một câu những gì thấy trong ảnh, cho người không nhìn thấy. Ví dụ: Bà con xếp hàng ở "
    "bộ phận một cửa. Bài nào dùng ảnh này sẽ có sẵn lời đó."
)


class PictureField(WagtailImageField):
    """Wagtail's field without its look into the picture: `taken_in` looks, by content and with words.

    Wagtail believes the ending of the name, decodes the whole picture only to learn its size, takes
    every APNG for broken, and ends with a server error on a half-loaded file.
    """

    def to_python(self, data):
        """The file as it came, unless it is too large."""
        file = FileField.to_python(self, data)
        if file:
            self.check_image_file_size(file)
        return file

    def run_validators(self, value):
        """The name's ending says nothing."""


class PortalImageForm(BaseImageForm):
    """Wagtail's image form; a new file is cleaned while the form is checked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # absent where only the texts of a picture are edited
            self.fields["file"].__class__ = PictureField
            self.fields["file"].help_text = ASKED_FOR
        elif getattr(self.instance, "came_moving", False):
            self.fields["title"].help_text = ONLY_THE_FIRST
        if "description" in self.fields:
            self.fields["description"].label = "Lời mô tả"
            self.fields["description"].help_text = DESCRIBE

    def clean_file(self):
        """The cleaned picture, or the error of `taken_in_apart`."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data or not file:
            return file
        clean = taken_in_apart(file)
        self.instance.came_moving = clean.came_moving
        return clean

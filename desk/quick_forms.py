"""The form behind "Đăng nhanh": one phone screen, asked no more than a notice needs."""

from uuid import uuid4

from django import forms

from pages.image_kinds import MEGABYTES
from pages.several_files import SeveralFilesField, SeveralFilesInput

MOST_PHOTOS = 12
LARGEST_SUM = 55 * 1024 * 1024
"""Below `MAX_REQUEST_BYTES`, with room for the words."""
ASKED = f"Nhiều nhất {MOST_PHOTOS} ảnh một bài. Máy tự thu nhỏ trước khi gửi."


class PhotosField(SeveralFilesField):
    """Uploads; what is in them is judged one by one when they are stored."""

    def clean(self, data, initial=None):
        """Every upload, as long as one request can carry them."""
        photos = super().clean(data, initial)
        if len(photos) > MOST_PHOTOS:
            raise forms.ValidationError(f"Mỗi bài nhiều nhất {MOST_PHOTOS} ảnh. Hãy bỏ bớt ảnh.")
        if sum(photo.size for photo in photos) > LARGEST_SUM:
            raise forms.ValidationError(
                f"Các ảnh nặng quá {LARGEST_SUM // 1024 // 1024} MB. Hãy bỏ bớt ảnh, hoặc gửi làm hai bài."
            )
        return photos


class QuickForm(forms.Form):
    """Title, words, section and photos; `once` names this post, however often it is sent."""

    photos = PhotosField(
        label="Ảnh",
        required=False,
        help_text=ASKED,
        widget=SeveralFilesInput(
            attrs={
                "accept": "image/*,.heic,.heif",
                "data-most": MOST_PHOTOS,
                "data-largest": MEGABYTES * 1024 * 1024,
            }
        ),
    )
    title = forms.CharField(
        label="Tiêu đề",
        max_length=255,
        error_messages={"required": "Hãy viết tiêu đề."},
        widget=forms.TextInput({"autocomplete": "off", "enterkeyhint": "next"}),
    )
    text = forms.CharField(
        label="Nội dung",
        max_length=50_000,
        help_text="Đọc cho máy viết cũng được: bấm hình micrô trên bàn phím.",
        error_messages={"required": "Hãy viết vài dòng: việc gì, ở đâu, khi nào."},
        widget=forms.Textarea({"rows": 6}),
    )
    section = forms.TypedChoiceField(
        label="Chuyên mục",
        coerce=int,
        error_messages={
            "required": "Hãy chọn chuyên mục.",
            "invalid_choice": "Hãy chọn một chuyên mục trong danh sách.",
        },
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    once = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.sections = {section.page.pk: section.page for section in sections}
        names = [(section.page.pk, section.name) for section in sections]
        self.fields["section"].choices = (
            names if len(names) == 1 else [("", "Chọn chuyên mục…"), *names]
        )

    @property
    def chosen_section(self):
        """The section page, once the form is valid."""
        return self.sections[self.cleaned_data["section"]]

    @property
    def images(self):
        """Numbers of the pictures that were sent before, one request each (`quick_views.photo`)."""
        return [
            int(number) for number in self.data.getlist("image")[:MOST_PHOTOS] if number.isdecimal()
        ]

    @property
    def told_of_photos(self):
        """`(description, caption)` of each photo, as typed beside it, in the order of the photos."""
        count = len(self.images) + len(self.cleaned_data["photos"])
        return [
            tuple(
                self.data.get(f"{part}-{number}", "").strip()[:300] for part in ("alt", "caption")
            )
            for number in range(count)
        ]

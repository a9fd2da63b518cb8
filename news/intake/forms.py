"""The form behind "Nhập từ Word"."""

from django import forms

from manuscripts.word.package import LARGEST_FILE, MEGABYTE

MOST_FILES = 20
LARGEST_SUM = 55 * MEGABYTE
"""Below `MAX_REQUEST_BYTES`, with room for what a form adds."""


class SeveralFilesInput(forms.FileInput):
    """A file input that takes more than one, chosen or dropped."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Cleans to a list of uploads; what is in them is judged one by one later."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None):
        """Every upload, or the usual message when there is none."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError("Hãy chọn ít nhất một tệp .docx.")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Mỗi lần nhập nhiều nhất {MOST_FILES} tệp.")
        return list(files)


class WordFilesForm(forms.Form):
    """Word files and the section that gets the drafts."""

    files = SeveralFilesField(
        label="Tệp Word",
        help_text=(
            "Chọn hoặc kéo thả một hay nhiều tệp .docx vào ô này. "
            f"Mỗi tệp không quá {LARGEST_FILE // MEGABYTE} MB, tất cả không quá {LARGEST_SUM // MEGABYTE} MB một lần."
        ),
        widget=SeveralFilesInput(
            attrs={
                "accept": ".docx",
                "data-largest-file": LARGEST_FILE,
            }
        ),
    )
    section = forms.TypedChoiceField(
        label="Chuyên mục",
        coerce=int,
        help_text="Chỉ có các chuyên mục mà tài khoản này được thêm bài.",
        error_messages={"invalid_choice": "Hãy chọn một chuyên mục trong danh sách."},
    )

    go_on = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self._pages = {section.page.pk: section.page for section in sections}
        self.fields["section"].choices = [(s.page.pk, s.name) for s in sections]

    @property
    def chosen_section(self):
        """The section page, once the form is valid."""
        return self._pages[self.cleaned_data["section"]]

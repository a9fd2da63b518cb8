"""The form behind "Nhập từ Word"."""

from django import forms

from manuscripts.word.package import LARGEST_FILE, MEGABYTE
from pages.several_files import SeveralFilesField, SeveralFilesInput

MOST_FILES = 20
LARGEST_SUM = 55 * MEGABYTE
"""Below `MAX_REQUEST_BYTES`, with room for what a form adds."""
ACCEPTED = ",".join(
    [
        ".docx,.doc,.odt,.rtf,.mht,.pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/msword,application/vnd.oasis.opendocument.text,application/rtf,text/rtf",
        "application/pdf",
    ]
)
"""Endings and kinds: telephones show a file only where they know its kind. A PDF is told where it belongs."""


class WordFilesField(SeveralFilesField):
    """Cleans to a list of uploads; what is in them is judged one by one later."""

    def clean(self, data, initial=None):
        """Every upload, or the usual message when there is none."""
        files = super().clean(data, initial)
        if not files:
            raise forms.ValidationError("Hãy chọn ít nhất một tệp Word.")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Mỗi lần nhập nhiều nhất {MOST_FILES} tệp.")
        return files


class WordFilesForm(forms.Form):
    """Word files and the section that gets the drafts."""

    files = WordFilesField(
        label="Tệp Word",
        help_text=(
            "Chọn hoặc kéo thả một hay nhiều tệp Word (.docx, .doc, .odt, .rtf) vào ô này. "
            f"Mỗi tệp không quá {LARGEST_FILE // MEGABYTE} MB, tất cả không quá {LARGEST_SUM // MEGABYTE} MB một lần."
        ),
        widget=SeveralFilesInput(
            attrs={
                "accept": ACCEPTED,
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

    page = forms.IntegerField(required=False, widget=forms.HiddenInput)
    go_on = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self._pages = {section.page.pk: section.page for section in sections}
        choices = [(s.page.pk, s.name) for s in sections]
        if len(choices) > 1:
            choices.insert(
                0, ("", "Chọn chuyên mục…")
            )  # nothing is preset: it would be wrong too often
        self.fields["section"].choices = choices

    @property
    def chosen_section(self):
        """The section page, once the form is valid."""
        return self._pages[self.cleaned_data["section"]]

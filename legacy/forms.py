"""The form that starts a move."""

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Site

from legacy.received import ACCEPTED, laid_ready
from news.models import SectionPage
from pages.several_files import SeveralFilesField, SeveralFilesInput

LARGEST_SUM = 55 * 1024 * 1024
"""Below `MAX_REQUEST_BYTES`, with room for what a form adds."""
TOO_LARGE = (
    "Các tệp lớn quá 55 MB nên không gửi qua trình duyệt được. Nhờ người vận hành chép vào thư mục “trang-cu” của máy "
    "chủ, rồi chọn ở ô “Đã chép sẵn trên máy chủ”."
)


class PortalFilesField(SeveralFilesField):
    """Cleans to a list of uploads, which may be empty."""

    def clean(self, data, initial=None):
        """Every upload; together not too large."""
        files = super().clean(data, initial)
        if sum(one.size for one in files) > LARGEST_SUM:
            raise forms.ValidationError(TOO_LARGE)
        return files


class MoveForm(forms.Form):
    """What to move, and how much of it."""

    files = PortalFilesField(
        label="Tệp của trang cũ",
        required=False,
        widget=SeveralFilesInput(attrs={"accept": ",".join(ACCEPTED)}),
        help_text="Thư mục sao trang (wget, HTTrack) nén thành .zip; trang lưu .mht, WARC; bản xuất WordPress (.xml); "
        "bảng dữ liệu NukeViet, Joomla, WordPress (.sql, .csv, .json). Chọn được nhiều tệp, tất cả không quá 55 MB.",
    )
    ready = forms.ChoiceField(label="Đã chép sẵn trên máy chủ", required=False)
    site = forms.ModelChoiceField(Site.objects.all(), label="Trang nhận bài", empty_label=None)
    section = forms.ModelChoiceField(
        SectionPage.objects.none(),
        label="Đưa hết vào chuyên mục",
        required=False,
        empty_label="Theo chuyên mục của trang cũ",
    )
    since = forms.DateField(
        label="Chỉ bài từ ngày", required=False, widget=AdminDateInput,
        error_messages={"invalid": "Ghi ngày như 31/01/2023."},
    )  # fmt: skip
    limit = forms.IntegerField(
        label="Chỉ nhập số bài này", required=False, min_value=1, help_text="Để trống: nhập hết."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = laid_ready()
        self.fields["ready"].choices = [("", "Không có"), *((name, name) for name in names)]
        if not names:
            self.fields["ready"].widget = forms.HiddenInput()
        self.fields["section"].queryset = SectionPage.objects.filter(depth__gt=2).order_by("path")
        if Site.objects.count() == 1:
            self.fields["site"].widget = forms.HiddenInput()

    def clean_since(self):
        """Not a day that is still to come."""
        day = self.cleaned_data["since"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Ngày này chưa đến.")
        return day

    def clean(self):
        """Something to move."""
        if (
            not self.errors
            and not self.cleaned_data.get("files")
            and not self.cleaned_data.get("ready")
        ):
            self.add_error("files", "Hãy chọn ít nhất một tệp của trang cũ.")
        return self.cleaned_data

    @property
    def asked(self) -> dict:
        """What stands in the run's options."""
        section, since = self.cleaned_data["section"], self.cleaned_data["since"]
        return {
            "section": section.slug if section else "",
            "limit": self.cleaned_data["limit"] or 0,
            "since": since.isoformat() if since else "",
        }

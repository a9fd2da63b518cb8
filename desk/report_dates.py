"""The first and last day of a report, written as everybody here writes dates."""

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from desk import reports
from visits.periods import Period

FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]
"""As people write it, and as links within the admin do."""
_WRONG = {"invalid": "Hãy viết ngày theo mẫu ngày/tháng/năm, ví dụ 21/11/2026."}


def _day(label):
    return forms.DateField(
        label=label,
        required=False,
        input_formats=FORMATS,
        error_messages=_WRONG,
        widget=AdminDateInput(attrs={"size": 11, "placeholder": "ngày/tháng/năm"}),
    )


class ReportDatesForm(forms.Form):
    """`tu` and `den`; in the wrong order they change places."""

    tu = _day("Từ ngày")
    den = _day("Đến ngày")

    def period(self, today=None):
        """What was asked for; this month where a day is missing or no day at all."""
        found = self.cleaned_data if self.is_valid() else {}
        first, last = found.get("tu"), found.get("den")
        if not (first and last):
            return reports.month_of(today or timezone.localdate())
        return Period(min(first, last), max(first, last))

    @classmethod
    def showing(cls, period):
        """The form as it stands above a report."""
        return cls(initial={"tu": period.first, "den": period.last})

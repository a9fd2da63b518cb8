"""Which period an official asks for: a named one, or two dates as dd/mm/yyyy."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from visits.periods import ONE_DAY, Period, month_end, months_before

DEFAULT = "30-ngay"
CUSTOM = "tuy-chon"
NAMES = {
    "hom-nay": "Hôm nay",
    "7-ngay": "7 ngày",
    "30-ngay": "30 ngày",
    "thang": "Tháng này",
    "thang-truoc": "Tháng trước",
    "quy": "Quý này",
    "quy-truoc": "Quý trước",
    "nam": "Năm nay",
}
FIRST_DAY = date(2000, 1, 1)
DAYS_FOR_LAST_MONTH = 10
"""Until this day of a month people report on the month before."""
_WRONG_DATE = "Hãy viết ngày theo mẫu ngày/tháng/năm, ví dụ 21/11/2026."


def named_period(name: str, today: date) -> Period:
    """The period behind a name, up to `today`."""
    month = today.replace(day=1)
    quarter = months_before(month, (today.month - 1) % 3)
    return {
        "hom-nay": Period(today, today),
        "7-ngay": Period(today - timedelta(days=6), today),
        "30-ngay": Period(today - timedelta(days=29), today),
        "thang": Period(month, today, step_months=1),
        "thang-truoc": Period(months_before(month, 1), month - ONE_DAY, step_months=1),
        "quy": Period(quarter, today, step_months=3),
        "quy-truoc": Period(months_before(quarter, 3), quarter - ONE_DAY, step_months=3),
        "nam": Period(month.replace(month=1), today, step_months=12),
    }[name]


def whole_month(text: str, today: date) -> Period | None:
    """The period of a month written as `11/2026`, up to `today`; None when it is no month that began."""
    month, _, year = text.partition("/")
    if not (text.isascii() and month.isdecimal() and year.isdecimal() and len(year) == 4):
        return None
    if len(month) > 2 or not 1 <= int(month) <= 12 or int(year) < FIRST_DAY.year:
        return None
    first = date(int(year), int(month), 1)
    return Period(first, month_end(first), step_months=1).until(today) if first <= today else None


def offered_month(today: date) -> Period:
    """The month that a report is asked for on `today`: the last one in the first days of a month."""
    name = "thang-truoc" if today.day <= DAYS_FOR_LAST_MONTH else "thang"
    return named_period(name, today)


class PeriodForm(forms.Form):
    """`ky` names the period; with `tuy-chon`, `tu` and `den` give its first and last day."""

    ky = forms.ChoiceField(
        label="Khoảng thời gian",
        error_messages={"invalid_choice": "Không có khoảng này; đang xem 30 ngày."},
        choices=[*NAMES.items(), (CUSTOM, "Tự chọn")],
        required=False,
    )
    tu = forms.DateField(
        label="Từ ngày",
        required=False,
        input_formats=["%d/%m/%Y"],
        error_messages={"invalid": _WRONG_DATE},
    )
    den = forms.DateField(
        label="Đến ngày",
        required=False,
        input_formats=["%d/%m/%Y"],
        error_messages={"invalid": _WRONG_DATE},
    )

    def clean(self) -> dict[str, Any]:
        """Two dates in the right order, none of them before the portal or after today."""
        values = super().clean() or {}
        if values.get("ky") != CUSTOM or self.errors:
            return values
        first, last = values.get("tu"), values.get("den")
        if not (first and last):
            raise forms.ValidationError("Hãy nhập cả hai ngày, ví dụ từ 01/11/2026 đến 21/11/2026.")
        if last < first:
            raise forms.ValidationError("Ngày đầu phải đứng trước ngày cuối. Hãy đổi chỗ hai ngày.")
        if first < FIRST_DAY or first > timezone.localdate():
            raise forms.ValidationError(
                f"Ngày đầu phải từ {FIRST_DAY:%d/%m/%Y} đến hôm nay, {timezone.localdate():%d/%m/%Y}."
            )
        return values

    @property
    def name(self) -> str:
        """The chosen name; the default where none, or none that is valid, was chosen."""
        chosen = self.cleaned_data.get("ky") if self.is_valid() else None
        return chosen or DEFAULT

    @property
    def period(self) -> Period:
        """The chosen period; the default one while the form holds a mistake."""
        today = timezone.localdate()
        if self.name != CUSTOM:
            return named_period(self.name, today)
        first, last = self.cleaned_data["tu"], self.cleaned_data["den"]
        return Period(first, min(last, today))

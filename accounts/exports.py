"""Spreadsheets from Wagtail's lists that an official can open: commune time, no formulas, Vietnamese.

Wagtail writes moments in UTC, and CSV in a form in which Excel breaks Vietnamese letters and runs
what begins with "=" (CWE-1236).
"""

from datetime import datetime

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff".encode()


class CommuneExportMixin(SpreadsheetExportMixin):
    """Mixed in before a Wagtail list or report view that exports."""

    def preprocess_field_value(self, field, value, export_format):
        """Moments as they were here; in CSV, text that no spreadsheet runs."""
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.make_naive(value)
            return value if export_format == self.FORMAT_XLSX else f"{value:%d/%m/%Y %H:%M}"
        value = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(value, str):
            return without_formula(value)
        return value

    def stream_csv(self, queryset):
        """With the mark by which Excel knows UTF-8."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


def without_formula(text):
    """The text with an apostrophe before anything that a spreadsheet would run."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text

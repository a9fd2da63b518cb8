"""Every spreadsheet of the admin as an official can open it: commune time, no formulas, Vietnamese.

Wagtail writes moments in UTC, and CSV in a form in which Excel breaks Vietnamese letters and runs what
begins with "=" (CWE-1236): addresses that strangers asked for, titles that editors typed. Its own lists
(history, redirects, users …) export too, so the rule is laid on the mixin that all of them share.
"""

from datetime import datetime

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff".encode()

_plain_value = SpreadsheetExportMixin.preprocess_field_value
_plain_csv = SpreadsheetExportMixin.stream_csv


def commune_value(self, field, value, export_format):
    """Moments as they were here; in CSV, text that no spreadsheet runs."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
        return value if export_format == self.FORMAT_XLSX else f"{value:%d/%m/%Y %H:%M}"
    value = _plain_value(self, field, value, export_format)
    if export_format == self.FORMAT_CSV and isinstance(value, str):
        return without_formula(value)
    return value


def commune_csv(self, queryset):
    """With the mark by which Excel knows UTF-8."""
    yield BYTE_ORDER_MARK
    yield from _plain_csv(self, queryset)


def make_every_export_safe():
    """Called once, when the apps are ready."""
    SpreadsheetExportMixin.preprocess_field_value = commune_value
    SpreadsheetExportMixin.stream_csv = commune_csv


def without_formula(text):
    """The text with an apostrophe before anything that a spreadsheet would run."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text

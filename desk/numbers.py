"""Numbers as Vietnamese officials write them: 250.000.000 is two hundred and fifty million, 0,15 is 15/100.

A dot before each group of three digits (also a blank, or commas in whole numbers) groups them; a
comma, or a dot that groups nothing, separates the fraction. "đ", "đồng", "VNĐ" may stand behind.
"""

import re
from decimal import Decimal

from django import forms

from accounts.owned import OwnedForm

_UNIT = re.compile(r"(?<!\s)\s*+(đồng|đ|₫|vnđ|vnd)\s*+\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:([. \u00a0])\d{3})(?:\1\d{3})*(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


def plain_number(written: str) -> str:
    """`250000000` or `0.15` for what was written; ValueError where it is no number or unclear which."""
    text = _UNIT.sub("", written.strip())
    if _GROUPED.fullmatch(text):
        whole, _, fraction = text.partition(",") if text.count(",") < 2 else (text, "", "")
        digits = re.sub(r"\D", "", whole)
        return f"{digits}.{fraction}" if fraction else digits
    if _PLAIN.fullmatch(text):
        return text.replace(",", ".")
    raise ValueError(written)


def shown_number(number) -> str:
    """`250.000.000`, `0,15` and `2026`: as `plain_number` reads it again."""
    text = f"{Decimal(number):f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    is_year = len(whole) <= 4
    grouped = whole if is_year else f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{fraction}" if fraction else grouped


class NumberInput(forms.TextInput):
    """A field for a number that says and reads it in the Vietnamese way."""

    def value_from_datadict(self, data, files, name):
        """What Django's fields read; what is no number goes on as it is, to be refused there."""
        written = super().value_from_datadict(data, files, name)
        try:
            return plain_number(written or "")
        except ValueError:
            return written

    def format_value(self, value):
        """The number, or what was typed in its place."""
        try:
            return shown_number(plain_number(value) if isinstance(value, str) else value)
        except (ValueError, ArithmeticError, TypeError):
            return value


class NumbersForm(OwnedForm):
    """A form of the admin whose figures are written as on paper."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DecimalField | forms.IntegerField):
                is_whole = isinstance(field, forms.IntegerField)
                field.widget = NumberInput({"inputmode": "numeric" if is_whole else "decimal"})
                example = "250.000.000" if is_whole else "1,5 hoặc 0,15"
                field.error_messages["invalid"] = f"Hãy viết một số, ví dụ {example}."

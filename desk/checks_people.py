"""Telephone and identity numbers in a text that may belong to private people."""

import re

from pages.models import SiteIdentity

_MOBILE = re.compile(r"(?<![\d.])(?:\+?84|0)[ .-]?[35789](?:[ .-]?\d){8}(?![\d])")
"""Vietnamese mobile prefixes since 2018: 03, 05, 07, 08, 09 and eight more digits."""
_IDENTITY = re.compile(r"(?<!\d)0\d{2}[ .]?(?:\d{3}[ .]?){2}\d{3}(?!\d)")
"""Căn cước: twelve digits, the first three a province (Circular 59/2021/TT-BCA)."""
_OLD_IDENTITY = re.compile(
    r"(?:CMND|CMTND|CCCD|căn cước|chứng minh(?: nhân dân| thư)?)\D{0,20}(\d{9})(?!\d)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"(?:STK|số tài khoản|tài khoản số)\D{0,12}(\d[\d .]{5,18}\d)", re.IGNORECASE)


def people_numbers(texts):
    """`(kind, number as written)` for each number found once; the commune's own are left out."""
    own = _own_numbers()
    seen = {}
    for text in texts:
        for kind, number in _numbers_in(text):
            digits = _digits(number)
            if digits not in own:
                seen.setdefault(digits, (kind, number))
    return list(seen.values())


def _numbers_in(text):
    for match in _IDENTITY.finditer(text):
        yield "Số căn cước", match.group()
    text = _IDENTITY.sub(" ", text)
    for match in _OLD_IDENTITY.finditer(text):
        yield "Số giấy tờ tùy thân", match.group(1)
    for match in _MOBILE.finditer(text):
        yield "Số điện thoại di động", match.group().strip()
    for match in _ACCOUNT.finditer(text):
        yield "Số tài khoản", match.group(1)


def _own_numbers():
    numbers = SiteIdentity.objects.values_list("telephone", "hotline")
    return {_digits(number) for pair in numbers for number in pair if number}


def _digits(number):
    digits = re.sub(r"\D", "", number)
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) == 11 else digits

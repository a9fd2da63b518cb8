"""Plain ASCII slugs from Vietnamese titles, the same in Python and in the admin's live field.

Django's `slugify` loses đ ("Đẩy mạnh" -> "ay-manh"); the admin's script loses every marked letter.
"""

import re
import unicodedata
from itertools import count

from django.utils.text import slugify

MAX_LENGTH = 120
FALLBACK_SLUG = "trang"
"""For a title without one letter that an address can carry."""

_BASE_LETTERS = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ",
    "e": "èéẻẽẹêềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ",
    "d": "đ",
}
_COMBINING_MARKS = "[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]"


def ascii_slug(title, max_length=MAX_LENGTH):
    """`Đẩy mạnh CCHC` -> `day-manh-cchc`, cut at a word, never longer than `max_length`."""
    plain = unicodedata.normalize("NFC", title).replace("đ", "d").replace("Đ", "D")
    slug = slugify(plain)
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def first_free(slug, taken):
    """The slug itself, or with the smallest number from 2 on that nobody has."""
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)


def slug_formatters():
    """(pattern, replacement) pairs for Wagtail's `SlugInput`, applied in the editor's browser."""
    lower = [(re.compile(f"[{marked}]"), base) for base, marked in _BASE_LETTERS.items()]
    upper = [
        (re.compile(f"[{marked.upper()}]"), base.upper()) for base, marked in _BASE_LETTERS.items()
    ]
    return [*lower, *upper, (re.compile(_COMBINING_MARKS), "")]

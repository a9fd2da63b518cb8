"""Plain ASCII slugs from Vietnamese titles, the same in Python and in the admin's live field.

Django's `slugify` loses đ ("Đẩy mạnh" -> "ay-manh"); the admin's script loses every marked letter.
"""

import re
import unicodedata
from functools import cache
from itertools import chain, count

from django.utils.text import slugify

MAX_LENGTH = 120
FALLBACK_SLUG = "trang"
"""For a title without one letter that an address can carry."""

_LETTERS = (
    range(0xA0, 0x250), range(0x1E00, 0x1F00), range(0x2070, 0x2190), range(0xFB00, 0xFB07),
    range(0xFF01, 0xFF5F), range(0x1D400, 0x1D800),
)  # fmt: skip
"""Where letters and digits in another dress are found: marked, raised, joined, wide, of mathematics."""
_BLANKS = "[\\t-\\r \x1c-\x1e\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"


def ascii_slug(title, max_length=MAX_LENGTH):
    """`Đẩy mạnh CCHC` -> `day-manh-cchc`, cut at a word, never longer than `max_length`."""
    slug = slugify(re.sub(_BLANKS, " ", title).replace("đ", "d").replace("Đ", "D"))
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def first_free(slug, taken):
    """The slug itself, or with the smallest number from 2 on that nobody has."""
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)


@cache
def slug_formatters():
    """(pattern, replacement) pairs for Wagtail's `SlugInput`, applied in the editor's browser.

    Step by step what `ascii_slug` does: nothing is left for Wagtail's own tables, which read other letters
    otherwise ("€" as "euro") and cut nowhere.
    """
    letters = [(re.compile(f"[{dressed}]"), plain) for plain, dressed in _plain_letters().items()]
    cut = f"^(?:(.{{1,{MAX_LENGTH}}})-.*|(.{{{MAX_LENGTH}}}).*)$"
    return [
        (re.compile(_BLANKS), " "),
        *letters,
        (re.compile("[^\\x00-\\x7f]+"), ""),
        (re.compile(r"[^\w\s-]+"), ""),
        (re.compile(r"[-\s]+"), "-"),
        (re.compile("^[-_]+|[-_]+$"), ""),
        (re.compile(f"(?=.{{{MAX_LENGTH + 1}}}){cut}"), "$1$2"),
    ]


def _plain_letters():
    """Letters in another dress by the plain ones that Django's `slugify` makes of them."""
    found = {"d": "đ", "D": "Đ"}
    for letter in map(chr, chain(*_LETTERS)):
        plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        if plain and plain != letter:
            found[plain] = found.get(plain, "") + letter
    return found

"""Words, figures and signs of a text as the audit compares them: blanks and punctuation prove nothing."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pages.clean_text import one_line

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
TOKEN = re.compile(r"\w+(?:[.,/:\-]\w+)*|[^\w\s]")


def is_sign(letter: str) -> bool:
    """A sign that says something: ☑, →, ©, %, +; not the lines that rules are drawn with."""
    if letter in "%&@#":
        return True
    drawn = letter in "`^¨´|~" or "─" <= letter <= "╿"
    return not drawn and unicodedata.category(letter) in {"So", "Sm", "Sc"}


_KNOWN = map(chr, (*range(0x20, 0x3300), *range(0xFE00, 0xFFFF), *range(0x1D000, 0x1FC00)))
SAID = re.compile(rf"[^\W_]+|[{''.join(re.escape(one) for one in _KNOWN if is_sign(one))}]")
"""A word, or a sign that says something."""


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """Letters, figures and signs only, in small letters: blanks and punctuation prove nothing."""
    return "".join(SAID.findall(plain(text)))


def word_starts(text: str) -> set[int]:
    """Where in the squeezed text a word begins."""
    starts, place = set(), 0
    for word in SAID.findall(plain(text)):
        if word[0].isalnum():
            starts.add(place)
        place += len(word)
    return starts


def plain(text: str) -> str:
    """Small letters, each in one piece, without what takes no room on paper."""
    return UNSEEN.sub("", unicodedata.normalize("NFC", text).casefold())


def tokens(text: str) -> Iterator[str]:
    """Words and signs, in small letters."""
    found = (match[0].casefold() for match in TOKEN.finditer(one_line(text)))
    return (token for token in found if squeezed(token))

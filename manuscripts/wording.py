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


SAID = re.compile(r"[^\W_]+|[^\w\s]")
"""A word, or a sign of which `is_sign` knows whether it says anything."""


class _Letters(dict):
    """What is left of each letter when a text is squeezed; learns a letter when it first meets it."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        self[code] = code if letter.isalnum() or is_sign(letter) else None
        return self[code]


_SAID_OF = _Letters()


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """Letters, figures and signs only, in small letters: blanks and punctuation prove nothing."""
    return plain(text).translate(_SAID_OF)


def word_starts(text: str) -> set[int]:
    """Where in the squeezed text a word begins."""
    starts, place = set(), 0
    for word in SAID.findall(plain(text)):
        if word[0].isalnum():
            starts.add(place)
            place += len(word)
        else:
            place += is_sign(word)
    return starts


def plain(text: str) -> str:
    """Small letters, each in one piece, without what takes no room on paper."""
    return UNSEEN.sub("", unicodedata.normalize("NFC", text).casefold())


def tokens(text: str) -> Iterator[str]:
    """Words and signs, in small letters."""
    found = (match[0].casefold() for match in TOKEN.finditer(one_line(text)))
    return (token for token in found if squeezed(token))

"""Vietnamese words as a search compares them: folded, and with their marks.

A word has two shadows, both plain ASCII, so that no database needs a collation, a tokenizer or an
extension for Vietnamese:

* *folded*: `Chuyển` -> `chuyen`, what a person types without an input method;
* *marked*: `chuyển` -> `chuyenq36`, the folded word, a `q` (no Vietnamese word ends in it) and the
  sorted digits of its marks. `hoà` and `hòa` are one word, `bán` and `bàn` are two.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MAX_WORD_LENGTH = 40
"""Longer runs of letters are no words; PostgreSQL refuses lexemes of 2 KB."""

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_ANY_INVISIBLE = re.compile(f"[{''.join(map(chr, _INVISIBLE))}]")
_MARK_DIGITS = {
    "\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5",
    "\u0302": "6", "\u0306": "7", "\u031b": "8",
}  # fmt: skip
_STROKE = "9"
# ð is what old fonts and some keyboards write for đ
_STROKED_D = "đð"
_FINAL_Y = re.compile(r"^(h|k|l|m|s|t|v|qu)y$")


def _tables():
    """Two translation tables: letter -> base letter, and letter -> digits of its marks."""
    bases = {ord(letter): "d" for letter in _STROKED_D}
    marks = {ord(letter): _STROKE for letter in _STROKED_D}
    marks |= {ord(sign): None for sign in "abcdefghijklmnopqrstuvwxyz0123456789"}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base, *accents = unicodedata.normalize("NFD", chr(code))
        if accents:
            bases[code] = base
            marks[code] = "".join(_MARK_DIGITS.get(accent, "") for accent in accents)
    return bases, marks


_BASES, _MARKS = _tables()


@lru_cache(maxsize=100)
def any_marks(letter):
    """The class of a regular expression for a folded letter with any marks or none, small or capital."""
    signs = [chr(code) for code, base in _BASES.items() if base.lower() == letter and _MARKS[code]]
    return f"[{re.escape(letter + letter.upper() + ''.join(signs))}]"


class Word(NamedTuple):
    """One word and its shadows."""

    folded: str
    marked: str

    @property
    def has_marks(self):
        """Whether the writer gave the word any mark."""
        return not self.marked.endswith("q")


@lru_cache(maxsize=50_000)
def shadow(token):
    """The shadows of one token, such as a match of `tokens()`."""
    lower = token.lower()[:MAX_WORD_LENGTH]
    folded = lower.translate(_BASES)
    # "kỹ thuật" and "kĩ thuật", "lý" and "lí" are the same words
    folded = _FINAL_Y.sub(r"\1i", folded)
    return Word(folded, f"{folded}q{''.join(sorted(lower.translate(_MARKS)))}")


def clean(text):
    """NFC, without the invisible characters that come along when people paste."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_INVISIBLE) if _ANY_INVISIBLE.search(text) else text


def unmarked(text):
    """Lower case without marks, letter by letter: places in the text stay what they are."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return lower.translate(_BASES)


def tokens(text):
    """Matches of the words in clean `text`, with their places."""
    return _WORD.finditer(text)


def words_of(text):
    """The words of `text` in order."""
    return [shadow(token) for token in _WORD.findall(clean(text))]


def folded_text(text):
    """`Chuyển đổi số` -> `chuyen doi so`"""
    return " ".join(word.folded for word in words_of(text))


def marked_text(text):
    """`đổi số` -> `doiq369 soq26`"""
    return " ".join(word.marked for word in words_of(text))

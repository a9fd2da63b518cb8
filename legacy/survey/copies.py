"""Takes each article once: of its print, mobile and double copies the fullest is kept.

Two articles of the same title stay two when their days or their words differ: every month has its
"Lịch tiếp công dân".
"""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from legacy.survey.found import Found
from legacy.survey.kinds import Kind
from pages.clean_text import folded

ALIKE = 0.6
WORD = re.compile(r"\w+")
Words = Callable[[Found], set[str]]


def best_copies(found: list[Found], words_of: Words) -> None:
    """Mark all but the best copy of each article as copies, and give its addresses to the best."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        if one.kind in {Kind.ARTICLE, Kind.PRINT} and one.title:
            groups[folded(one.title)].append(one)
    for group in groups.values():
        if len(group) > 1:
            settle(group, words_of)
        elif group[0].kind is Kind.PRINT:
            promote(group[0])


def promote(only: Found) -> None:
    """A print copy whose page did not come is the article."""
    only.kind, only.why = Kind.ARTICLE, "chỉ có bản in, không có trang của bài"


def settle(group: list[Found], words_of: Words) -> None:
    """Compare the pages of one title with each other."""
    kept: list[tuple[Found, set[str]]] = []
    for one in sorted(
        group, key=lambda f: (f.kind is not Kind.ARTICLE, -f.worth, len(f.address), f.name)
    ):
        words = words_of(one)
        original = next((k for k, w in kept if is_copy(one, k, words, w)), None)
        if original is None:
            if one.kind is Kind.PRINT:
                promote(one)
            kept.append((one, words))
            continue
        one.kind = Kind.PRINT
        one.why = f"bản trùng của {original.shown}"
        original.addresses = list(dict.fromkeys([*original.addresses, *one.addresses, one.address]))


def is_copy(one: Found, other: Found, words: set[str], other_words: set[str]) -> bool:
    """The same words, or nearly, and no two different days."""
    if one.dated and other.dated and day(one.dated) != day(other.dated):
        return False
    same_page = bool(set(one.stated) & set(other.stated))
    smaller = min(len(words), len(other_words))
    return same_page or not smaller or len(words & other_words) / smaller >= ALIKE


def day(moment: datetime):
    """Its day."""
    return moment.date()


def shingles(text: str) -> set[str]:
    """Every three words in a row."""
    words = WORD.findall(folded(text[:6000]))
    return {" ".join(words[n : n + 3]) for n in range(max(len(words) - 2, 1))} if words else set()

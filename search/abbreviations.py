"""Abbreviations of the administration in full, so that a name is found by the words that people say."""

import re
from functools import cache

from search.common_names import COMMON

_WORD = re.compile(r"\b[A-ZĐ]{2,}\b")


def spelled_out(text):
    """`chế độ TNLĐ, BNN` -> `chế độ tai nạn lao động, bệnh nghề nghiệp`; nothing where none is known."""
    full = _in_full()
    found = _WORD.sub(lambda match: full.get(match[0], match[0]), text)
    return found if found != text else ""


@cache
def _in_full():
    """The first name in words of every group that has an abbreviation."""
    found = {}
    for names in COMMON:
        words = next((name for name in names if " " in name), "")
        for name in names:
            if words and _WORD.fullmatch(name):
                found.setdefault(name, words)
    return found

"""Keeps people's numbers out of reports about what was asked for."""

import re

_LONG_NUMBER = re.compile(r"(?:\d[\s.\-]?){8,}")
"""Telephone, identity card and insurance numbers: 8 digits or more."""


def looks_personal(text):
    """Whether `text` may name a person by number or mail address, and must not be stored."""
    return "@" in text or bool(_LONG_NUMBER.search(text))

"""A keyed digest that says by which key it was made.

The key is SECRET_KEY, outside the database. A portal that was restored on another machine may have
another one: what was sealed before can then not be checked any more, which is not the same as broken,
and is said as it is.
"""

import enum

from django.utils.crypto import constant_time_compare, salted_hmac


class Verdict(enum.Enum):
    """What can be said of a seal."""

    WHOLE = "whole"
    BROKEN = "broken"
    OTHER_KEY = "other-key"


def seal(salt: str, said: str) -> str:
    """73 letters: the mark of the key, and the digest of what is said."""
    return f"{_mark()}:{_digest(salt, said)}"


def verdict(stored: str, salt: str, said: str) -> Verdict:
    """The `Verdict` on a seal that `seal` once made."""
    mark, _, digest = stored.partition(":")
    if mark != _mark():
        return Verdict.OTHER_KEY
    whole = constant_time_compare(digest, _digest(salt, said))
    return Verdict.WHOLE if whole else Verdict.BROKEN


def _digest(salt: str, said: str) -> str:
    return salted_hmac(salt, said, algorithm="sha256").hexdigest()


def _mark() -> str:
    return salted_hmac("visits.seals.mark", "", algorithm="sha256").hexdigest()[:8]

"""Typed readers for JSON from outside: whatever stands there, text, a list or a number comes out."""

from collections.abc import Iterable
from typing import TypeAlias

from procedures.prose import plain_text, tidy

JsonObject: TypeAlias = dict[str, object]
"""An object of a file from outside: of its values nothing is known until a reader has looked."""
LARGEST = 1e12
_YES, _NO = {"true", "1", "có", "x", "yes"}, {"false", "0", "không", "no", ""}
_NAMES = ("name", "address", "title", "fullName", "description", "code")


def text(value: object) -> str:
    """Plain text of any value: lists become lines, objects their name."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list):
        return tidy("\n".join(filter(None, map(text, value))))
    if isinstance(value, dict):
        return next((found for key in _NAMES if (found := text(value.get(key)))), "")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain_text(value)


def texts(value: object) -> list[str]:
    """A list of texts from a list, or from one value."""
    values = value if isinstance(value, list) else [value]
    return [found for found in map(text, values) if found]


def objects(value: object) -> list[JsonObject]:
    """The objects of a list, one object, or text as an object with a description."""
    values = value if isinstance(value, list) else [value]
    return [
        one if isinstance(one, dict) else {"name": "", "description": text(one)}
        for one in values
        if isinstance(one, dict) or text(one)
    ]


def number(value: object) -> float | None:
    """A number, or None where it is none."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < LARGEST else None  # not a number is not smaller


def flag(value: object) -> bool | None:
    """Yes or no, however a source writes it; None for what is neither."""
    told = str(value).strip().lower() if isinstance(value, bool | int | float | str) else None
    return True if told in _YES else False if told in _NO else None


def depth_exceeds(value: object, most: int) -> bool:
    """Whether lists and objects lie in each other more than `most` deep; never by recursion."""
    level = [value]
    for _ in range(most):
        level = [
            child for one in level for child in _children(one) if isinstance(child, list | dict)
        ]
        if not level:
            return False
    return True


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()

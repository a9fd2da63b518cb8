"""Typed readers for JSON from outside: whatever stands there, text, a list or a number comes out."""

from procedures.prose import plain_text, tidy

LARGEST = 1e12
_NAMES = ("name", "address", "title", "fullName", "description", "code")


def text(value):
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


def texts(value):
    """A list of texts from a list, or from one value."""
    values = value if isinstance(value, list) else [value]
    return [found for found in map(text, values) if found]


def objects(value):
    """The objects of a list, one object, or text as an object with a description."""
    values = value if isinstance(value, list) else [value]
    return [
        one if isinstance(one, dict) else {"name": "", "description": text(one)}
        for one in values
        if isinstance(one, dict) or text(one)
    ]


def number(value):
    """A number, or None where it is none."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < LARGEST else None  # not a number is not smaller

"""What a version says at a glance: fee, time, online or not."""

from procedures import fees, times
from procedures.choices import COUNTER_CHANNELS, ONLINE_CHANNELS


def summarise(version):
    """Values of the summary columns, read from the version's rows."""
    methods = _rows(version, "methods")
    glance = glance_of(methods, [list(method.fees.all()) for method in methods])
    content = bool(methods) or any(_rows(version, part) for part in ("steps", "cases"))
    return glance | {"has_content": content}


def glance_of(methods, fees_by_method):
    """The same from plain rows in the order of the sheet.

    Most people come in person: what the counter takes and how long it needs is said first.
    """
    pairs = list(zip(methods, fees_by_method, strict=True))
    pairs.sort(key=lambda pair: pair[0].channel not in COUNTER_CHANNELS)
    said = "\n".join(f"{method.description}\n{method.time_note}" for method in methods)
    fee_line, fee_note, is_free = fees.fee_summary(*[fees_ for _, fees_ in pairs], said=said)
    time_line, time_note = times.time_summary([method for method, _ in pairs])
    return {
        "fee_line": fee_line[:120],
        "fee_note": fee_note,
        "time_line": time_line[:120],
        "time_note": time_note,
        "is_online": any(method.channel in ONLINE_CHANNELS for method in methods),
        "is_free": is_free,
    }


def _rows(version, part):
    """The rows, also of a version that the form has filled but not saved yet."""
    if version.pk is None and part not in getattr(version, "_cluster_related_objects", {}):
        return []
    return list(getattr(version, part).all())

"""How a processing time is said."""

from procedures.choices import TimeUnit


def time_words(method):
    """`3 ngày làm việc`, `Trong ngày`, or an empty string where nothing is stated."""
    if method.time_text:
        return method.time_text
    if method.time_amount is None:
        return ""
    return f"{method.time_amount} {TimeUnit(method.time_unit).label}"


def time_summary(methods):
    """(line, note): the first channel's time; other times are named with their channel."""
    stated = [(method, time_words(method)) for method in methods if time_words(method)]
    if not stated:
        return "", ""
    first, line = stated[0]
    notes = [first.time_note] if first.time_note else []
    notes += [
        f"{method.get_channel_display()}: {words}." for method, words in stated[1:] if words != line
    ]
    return line, " ".join(notes)

"""The day, as pages show it: whoever asks for it here says that what is being made depends on it.

A copy that was made from the day is old at midnight, one that was made from the year on the first of
January (`pages.generation.state`); all others outlive the night.
"""

from datetime import date

from django.utils import timezone

from pages import generation, shown


def today() -> date:
    """The commune's day."""
    shown.note(frozenset({generation.TODAY}))
    return timezone.localdate()


def this_year() -> int:
    """The year that goes without saying."""
    shown.note(frozenset({generation.THIS_YEAR}))
    return timezone.localdate().year


def day_in_words(key: str = "", otherwise: str = "") -> str:
    """`27/11/2026`: a place (`pages.moving`), so that a page that says when it is printed outlives the night."""
    return f"{timezone.localdate():%d/%m/%Y}"

"""Pages that are not open to everybody. Most sites have none, and then asking costs nothing."""

from wagtail.models import PageViewRestriction

from pages.remembering import remembered


def any_restrictions():
    """Whether any page of this installation is behind a password or a login."""
    return remembered(("restrictions",), PageViewRestriction.objects.exists)


def open_to_all(pages):
    """Wagtail's `public()`, without its query where nothing is restricted."""
    return pages.public() if any_restrictions() else pages


def no_restrictions():
    """An empty answer that has been asked already, so that asking it again costs no work."""
    return remembered(("no restrictions",), _asked_nothing)


def _asked_nothing():
    nothing = PageViewRestriction.objects.none()
    len(nothing)
    return nothing

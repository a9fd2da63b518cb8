"""Pages that are not open to everybody: which these are is remembered, so asking costs nothing."""

from wagtail.models import PageViewRestriction

from pages.remembering import remembered
from pages.shown import recorded


def closed_paths():
    """Tree paths of the pages that are behind a password or a login, with all below them."""
    return remembered(("closed paths",), _closed_paths)


def _closed_paths():
    restrictions = PageViewRestriction.objects.order_by("pk")
    with recorded():  # unheard: a change of one, or of an address, is one of everything
        return tuple(restrictions.values_list("page__path", flat=True))


def open_to_all(rows):
    """Those of `rows`, which have a tree `path`, that anybody may read.

    Wagtail's `public()` without its query; the search asks for its entries the same way.
    """
    for path in closed_paths():
        rows = rows.exclude(path__startswith=path)
    return rows


def no_restrictions():
    """An empty answer that has been asked already, so that asking it again costs no work."""
    return remembered(("no restrictions",), _asked_nothing)


def _asked_nothing():
    nothing = PageViewRestriction.objects.none()
    len(nothing)
    return nothing

"""Filters by kind, subject, section and year: as plain links, with counts, in the address."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import F
from wagtail.models import Page

from pages.remembering import remembered
from pages.slugs import ascii_slug
from search.index import terms
from search.index.bitmaps import numbers_in
from search.models import SearchEntry

KIND, SUBJECT, SECTION, YEAR, ORDER = "loai", "linhvuc", "muc", "nam", "xep"
"""Names in the address."""
NEWEST = "moi"
_FACETS = {
    "kind": terms.KIND, "subject": terms.SUBJECT, "section": terms.SECTION, "year": terms.YEAR,
}  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """What the reader picked; empty strings where nothing was."""

    kind: str = ""
    section: str = ""
    year: str = ""
    subject: str = ""
    order: str = ""
    """NEWEST, or by rank; an order leaves nothing out."""

    def __bool__(self):
        return bool(self.kind or self.section or self.year or self.subject)


def chosen_in(request):
    """The filters in the address; nonsense becomes a filter that nothing fulfils or is dropped."""
    section, year = request.GET.get(SECTION, ""), request.GET.get(YEAR, "")
    return Chosen(
        kind=request.GET.get(KIND, "")[:60],
        section=section if section.isascii() and section.isdecimal() and len(section) < 10 else "",
        year=year if year.isascii() and year.isdecimal() and len(year) == 4 else "",
        subject=request.GET.get(SUBJECT, "")[:120],
        order=NEWEST if request.GET.get(ORDER) == NEWEST else "",
    )


@dataclass(frozen=True)
class Choice:
    """One link of a filter."""

    name: str
    value: str
    count: int
    current: bool


@dataclass
class Choices:
    """The filters and the counts around them."""

    total: int = 0
    """Entries that fulfil the chosen filters."""
    everything: int = 0
    """Entries without any filter."""
    kinds: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    years: list = field(default_factory=list)
    subjects: list = field(default_factory=list)
    among: int = 0
    """The bitmap of entries that fulfil the chosen filters."""


def counted(hits, found, chosen):
    """`Choices` for the bitmap `hits`; `found` are postings read with all lists."""
    lists = {name: _by_value(name, found.values_of(facet)) for name, facet in _FACETS.items()}
    picked = {name: _picked(lists[name], getattr(chosen, name)) for name in lists}
    among = _without(hits, picked, "")
    made = {
        name: _choices(lists[name], _without(hits, picked, name), getattr(chosen, name))
        for name in lists
    }
    return Choices(
        total=among.bit_count(),
        everything=hits.bit_count(),
        kinds=made["kind"],
        sections=made["section"],
        years=sorted(made["year"], key=lambda choice: choice.value, reverse=True),
        subjects=made["subject"],
        among=among,
    )


def newest_first(hits, found, up_to):
    """The newest `up_to` numbers of a bitmap: year by year, so that few dates are read."""
    years = sorted(found.values_of(terms.YEAR).items(), reverse=True)
    taken = []
    for bitmap in [*(bitmap for _, bitmap in years), hits]:
        some = hits & bitmap
        hits &= ~some
        if some:
            rows = SearchEntry.objects.filter(pk__in=numbers_in(some))
            taken += rows.order_by(F("date").desc(nulls_last=True), "-pk").values_list(
                "pk", flat=True
            )
        if len(taken) >= up_to:
            break
    return taken[: max(up_to, 1)]


def _by_value(name, values):
    """`{value in the address: (label, bitmap)}`."""
    if name == "section":
        titles = section_titles()
        return {
            value: (titles[int(value)], bitmap)
            for value, bitmap in values.items()
            if int(value) in titles
        }
    if name == "year":
        return {value: (value, bitmap) for value, bitmap in values.items()}
    return {_slug(value): (value, bitmap) for value, bitmap in values.items()}


_slug = lru_cache(maxsize=1_000)(ascii_slug)


def section_titles():
    """`{page: title}` of every page that has entries below it."""
    return remembered(("search sections",), _read_titles)


def _read_titles():
    sections = SearchEntry.objects.exclude(section=None).values("section").distinct()
    return dict(Page.objects.filter(pk__in=sections).values_list("pk", "title"))


def _picked(values, value):
    """The bitmap of the chosen value; None where nothing is chosen."""
    return values.get(value, ("", 0))[1] if value else None


def _without(hits, picked, left_out):
    for name, bitmap in picked.items():
        if bitmap is not None and name != left_out:
            hits &= bitmap
    return hits


def _choices(values, hits, current):
    """Values of one filter under the others, most frequent first."""
    found = [
        Choice(label, value, count, current=value == current)
        for value, (label, bitmap) in values.items()
        if (count := (bitmap & hits).bit_count()) or value == current
    ]
    return sorted(found, key=lambda choice: -choice.count)

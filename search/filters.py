"""Filters by kind, section and year: as plain links, with counts, in the address."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count
from wagtail.models import Page

from pages.slugs import ascii_slug

KIND, SECTION, YEAR = "loai", "muc", "nam"
"""Names in the address."""


@dataclass(frozen=True)
class Chosen:
    """What the reader picked; empty strings where nothing was."""

    kind: str = ""
    section: str = ""
    year: str = ""

    def __bool__(self):
        return bool(self.kind or self.section or self.year)


def chosen_in(request):
    """The filters in the address; nonsense becomes a filter that nothing fulfils or is dropped."""
    section, year = request.GET.get(SECTION, ""), request.GET.get(YEAR, "")
    return Chosen(
        kind=request.GET.get(KIND, "")[:60],
        section=section if section.isascii() and section.isdecimal() and len(section) < 10 else "",
        year=year if year.isascii() and year.isdecimal() and len(year) == 4 else "",
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
    """The three filters and the counts around them."""

    total: int = 0
    """Entries that fulfil the chosen filters."""
    everything: int = 0
    """Entries without any filter."""
    kinds: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    years: list = field(default_factory=list)
    conditions: dict = field(default_factory=dict)

    def applied(self, entries):
        """Entries that fulfil the chosen filters."""
        return entries.filter(**self.conditions)


def counted(entries, chosen):
    """`Choices` of matching `entries`: one grouped query, and one for the sections' names."""
    rows = [
        _Row(ascii_slug(kind), kind, str(section or ""), str(year or ""), count)
        for kind, section, year, count in entries.order_by()
        .values_list("kind", "section_id", "year")
        .annotate(count=Count("pk"))
    ]
    names = _section_names(rows)
    return Choices(
        total=sum(row.count for row in rows if row.fulfils(chosen)),
        everything=sum(row.count for row in rows),
        kinds=_choices(rows, chosen, "kind", {row.kind: row.kind_name for row in rows}),
        sections=_choices(rows, chosen, "section", names),
        years=sorted(
            _choices(rows, chosen, "year", {row.year: row.year for row in rows}),
            key=lambda choice: choice.value, reverse=True,
        ),
        conditions=_conditions(rows, chosen),
    )  # fmt: skip


@dataclass(frozen=True)
class _Row:
    kind: str
    kind_name: str
    section: str
    year: str
    count: int

    def fulfils(self, chosen, but=""):
        return all(
            name == but or not getattr(chosen, name) or getattr(self, name) == getattr(chosen, name)
            for name in ("kind", "section", "year")
        )


def _choices(rows, chosen, name, labels):
    """Values of one filter under the other two, most frequent first."""
    counts = Counter()
    for row in rows:
        if row.fulfils(chosen, but=name) and getattr(row, name) in labels:
            counts[getattr(row, name)] += row.count
    picked = getattr(chosen, name)
    if picked in labels:
        counts.setdefault(picked, 0)
    return [
        Choice(labels[value], value, count, current=value == picked)
        for value, count in counts.most_common()
        if value
    ]


def _section_names(rows):
    ids = {int(row.section) for row in rows if row.section}
    return {
        str(pk): title for pk, title in Page.objects.filter(pk__in=ids).values_list("pk", "title")
    }


def _conditions(rows, chosen):
    conditions = {}
    if chosen.kind:
        conditions["kind__in"] = [row.kind_name for row in rows if row.kind == chosen.kind]
    if chosen.section:
        conditions["section_id"] = int(chosen.section)
    if chosen.year:
        conditions["year"] = int(chosen.year)
    return conditions

"""What was read most, where readers came from, what they read it on.

Every question is one or two queries over tallies; none grows with the number of views.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, Sum
from wagtail.models import Page, Site

from visits.figures import ahead
from visits.models import PageTally, PageTotal, SourceTally
from visits.periods import Period

Side = TypeVar("Side", str, int | None)
"""What pages are put together by: a part of the tree, or a kind."""
DELETED = "Trang đã xóa"
ELSEWHERE = "Trang đã xóa hoặc chuyển đi nơi khác"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A name, its views, and where it leads."""

    name: str
    views: int
    kind: str = ""
    page_id: int | None = None
    kind_id: int | None = None
    """The content type's id, by which the pages can be filtered."""


class PageViews:
    """The views of every page of a site in one period: added up once, looked at from three sides.

    Two queries: one over the tallies that cover the period, one over the site's pages. `column` names
    what is added up, `below` (a path of the tree) leaves only the pages of one part of the site.
    """

    def __init__(
        self, site: Site, period: Period, column: str = "views", below: str | None = None
    ) -> None:
        self.root = site.root_page
        self.sums = _sums(PageTally.objects.filter(site_id=site.pk), period, column)
        pages = Page.objects.filter(path__startswith=self.root.path).order_by()
        self.places = {
            page_id: (path, kind_id)
            for page_id, path, kind_id in pages.values_list("pk", "path", "content_type_id")
        }
        if below:
            self.sums = {
                page_id: views
                for page_id, views in self.sums.items()
                if self._place(page_id)[0].startswith(below)
            }

    def most_read(self, limit: int = 20, kind_id: int | None = None) -> list[Ranked]:
        """Pages by views, most read first; deleted ones keep the title that they had."""
        wanted = [
            (views, page_id)
            for page_id, views in self.sums.items()
            if kind_id is None or self._place(page_id)[1] == kind_id
        ]
        best = sorted(wanted, key=lambda pair: (-pair[0], pair[1]))[:limit]
        return list(_named({page_id: views for views, page_id in best}))

    def by_section(self) -> list[Ranked]:
        """Views by the part of the site that pages stand in: the pages right below the home page."""
        length = len(self.root.path) + Page.steplen
        sums = self._grouped(lambda path, kind_id: path[:length])
        titles = dict(
            Page.objects.filter(path__in=[*filter(None, sums)]).values_list("path", "title")
        )
        titles |= {self.root.path: "Trang chủ", "": ELSEWHERE}
        return _sorted(Ranked(titles[path], views) for path, views in sums.items())

    def by_kind(self) -> list[Ranked]:
        """Views by kind of page."""
        sums = self._grouped(lambda path, kind_id: kind_id)
        return _sorted(
            Ranked(kind_name(kind_id) if kind_id else ELSEWHERE, views, kind_id=kind_id)
            for kind_id, views in sums.items()
        )

    def _grouped(self, side: Callable[[str, int | None], Side]) -> dict[Side, int]:
        sums: dict[Side, int] = defaultdict(int)
        for page_id, views in self.sums.items():
            sums[side(*self._place(page_id))] += views
        return sums

    def _place(self, page_id: int) -> tuple[str, int | None]:
        return self.places.get(page_id, ("", None))


def _sums(tallies: QuerySet[PageTally], period: Period, column: str = "views") -> dict[int, int]:
    """Views (or another column) by page, up to now; pages without any left out.

    A union, not an OR: SQLite answers an OR of many ranges by reading the whole table.
    """
    parts = [
        tallies.filter(piece).values_list("page_id").annotate(sum=Sum(column))
        for piece in period.pieces()
    ]
    sums: dict[int, int] = defaultdict(int)
    for page_id, views in parts[0].union(*parts[1:], all=True):
        sums[page_id] += views
    for row in ahead(tallies, period):
        sums[row.page_id] -= getattr(row, column)
    return {page_id: views for page_id, views in sums.items() if views}


def by_source(
    site_id: int, period: Period, kind: SourceTally.Kind, limit: int = 20
) -> list[Ranked]:
    """Views by device class or by referring host."""
    rows = SourceTally.objects.filter(period.cover(), site_id=site_id, kind=kind)
    sums = rows.values("name").annotate(sum=Sum("views")).order_by("-sum", "name")
    return [Ranked(row["name"], row["sum"]) for row in sums[:limit]]


def _named(sums: Mapping[int, int]) -> Iterator[Ranked]:
    pages = Page.objects.in_bulk(list(sums))
    gone = PageTotal.objects.filter(page_id__in=[pk for pk in sums if pk not in pages])
    titles = dict(gone.values_list("page_id", "title_when_deleted"))
    for pk, views in sums.items():
        if page := pages.get(pk):
            yield Ranked(page.title, views, kind=kind_name(page.content_type_id), page_id=pk)
        else:
            yield Ranked(titles.get(pk) or DELETED, views, kind=DELETED)


def kind_name(kind_id: int) -> str:
    """What people call a kind of page, by its content type's id."""
    model = ContentType.objects.get_for_id(kind_id).model_class()
    name = getattr(model, "kind", None) or (model._meta.verbose_name if model else "Trang khác")
    return str(name)[:1].upper() + str(name)[1:]


def _sorted(ranked: Iterable[Ranked]) -> list[Ranked]:
    return sorted(ranked, key=lambda one: (-one.views, one.name))

"""What was read most, where readers came from, what they read it on.

Every question is one or two queries over tallies; none grows with the number of views.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Sum
from django.db.models.functions import Substr
from wagtail.models import Page

from visits.models import PageTally, PageTotal, SourceTally

DELETED = "Trang đã xóa"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A name, its views, and where it leads."""

    name: str
    views: int
    kind: str = ""
    page_id: int | None = None
    kind_id: int | None = None
    """The content type's id, by which the pages can be filtered."""


def most_read(site_id, period, limit=20, content_type_id=None):
    """Pages by views, most read first; deleted ones keep the title that they had."""
    rows = _pages(site_id, period)
    if content_type_id:
        rows = rows.filter(page__content_type_id=content_type_id)
    rows = rows.values("page_id").annotate(sum=Sum("views")).filter(sum__gt=0)
    sums = dict(rows.order_by("-sum", "page_id").values_list("page_id", "sum")[:limit])
    return list(_named(sums))


def by_section(site, period):
    """Views by the part of the site that pages stand in: the pages right below the home page."""
    length = (site.root_page.depth + 1) * Page.steplen
    rows = _pages(site.pk, period).values(section=Substr("page__path", 1, length))
    sums = dict(rows.annotate(sum=Sum("views")).filter(sum__gt=0).values_list("section", "sum"))
    titles = dict(Page.objects.filter(path__in=list(sums)).values_list("path", "title"))
    titles[site.root_page.path] = "Trang chủ"
    return _sorted(Ranked(titles.get(path, "Nơi khác"), views) for path, views in sums.items())


def by_kind(site_id, period):
    """Views by kind of page; deleted pages have none any more."""
    rows = _pages(site_id, period).values("page__content_type_id").annotate(sum=Sum("views"))
    sums = dict(rows.filter(sum__gt=0).values_list("page__content_type_id", "sum"))
    return _sorted(
        Ranked(_kind_name(ContentType.objects.get_for_id(pk)), views, kind_id=pk)
        for pk, views in sums.items()
    )


def by_source(site_id, period, kind, limit=20):
    """Views by device class or by referring host."""
    rows = SourceTally.objects.filter(period.cover(), site_id=site_id, kind=kind)
    sums = rows.values("name").annotate(sum=Sum("views")).order_by("-sum", "name")
    return [Ranked(row["name"], row["sum"]) for row in sums[:limit]]


def _pages(site_id, period):
    return PageTally.objects.filter(period.cover(), site_id=site_id)


def _named(sums):
    pages = Page.objects.filter(pk__in=list(sums)).select_related("content_type").in_bulk()
    gone = PageTotal.objects.filter(page_id__in=[pk for pk in sums if pk not in pages])
    titles = dict(gone.values_list("page_id", "title_when_deleted"))
    for pk, views in sums.items():
        if page := pages.get(pk):
            yield Ranked(page.title, views, kind=_kind_name(page.content_type), page_id=pk)
        else:
            yield Ranked(titles.get(pk) or DELETED, views, kind=DELETED)


def _kind_name(content_type):
    model = content_type.model_class()
    name = getattr(model, "kind", None) or (model._meta.verbose_name if model else "Trang khác")
    return str(name)[:1].upper() + str(name)[1:]


def _sorted(ranked):
    return sorted(ranked, key=lambda one: (-one.views, one.name))

"""A section's list: newest first, in pages, by month.

Its months, the keys of a page and the sections below are remembered until something changes, so
that the last page of 20,000 articles costs what the first page of 200 does
(benchmarks/many_pages.py).
"""

import functools

from news.months import asked_month, keys_between
from pages.paging import page_of
from pages.prepared import Prepared
from pages.remembering import remembered
from pages.restrictions import open_to_all

PER_PAGE = 12
MONTH_PARAMETER = "thang"


def section_context(section, request):
    """Template context of a section: `articles` (one page), `months`, `month`, `subsections`."""
    everything = section.articles()
    months = _months(section)
    month = asked_month(request.GET.get(MONTH_PARAMETER, ""))
    page = page_of(request, range(sum(one.count for one in _chosen(section, month))), PER_PAGE)
    places = page.object_list
    keys = remembered(
        ("listed", section.path, month, page.number),
        lambda: keys_between(everything, _chosen(section, month), places.start, places.stop),
        of_site=True,
    )
    return {
        "articles": page,
        "cards": _cards(everything.model, keys),
        "months": months,
        "month": month,
        "subsections": remembered(
            ("below", section.path), lambda: _sections_below(section), of_site=True
        ),
    }


def _cards(articles, keys):
    """Cards of these articles in their order; all of them were open to everybody when the keys were read."""
    found = {article.pk: article for article in _by_keys(articles)(list(keys))}
    return [found[key].card() for key in keys if key in found]


@functools.cache
def _by_keys(articles):
    return Prepared(lambda keys: articles.objects.live().for_cards().filter(pk__in=keys))


def _months(section):
    return remembered(("months", section.path), section.articles().months, of_site=True)


def _chosen(section, month):
    """The months that are listed: the one that was asked for, or all."""
    return [one for one in _months(section) if month in ("", None, one.value)]


def _sections_below(section):
    below = type(section).objects.live().child_of(section).order_by("path")
    return list(open_to_all(below))

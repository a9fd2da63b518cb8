"""A section's list: newest first, in pages, by month.

Which articles and months there are is remembered until something changes, so that the last page of
20,000 articles costs what the first page of 200 does (benchmarks/many_pages.py).
"""

from array import array
from datetime import date

from django.db.models.functions import TruncMonth

from news import models
from pages.paging import page_of
from pages.remembering import remembered

PER_PAGE = 12
MONTH_PARAMETER = "thang"


def section_context(section, request):
    """Template context of a section: `articles` (one page), `months`, `month`, `subsections`."""
    everything = models.ArticlePage.objects.published().in_section(section)
    month = asked_month(request.GET.get(MONTH_PARAMETER, ""))
    chosen = everything.in_month(month.year, month.month) if month else everything
    key = (section.path, month)
    page = page_of(request, remembered(("listed", *key), lambda: _numbers(chosen)), PER_PAGE)
    articles = chosen.for_cards().in_order_of(page.object_list)
    return {
        "articles": page,
        "cards": [article.card() for article in articles],
        "months": remembered(("months", section.path), lambda: months_with_articles(everything)),
        "month": month,
        "subsections": section.get_children().type(models.SectionPage).live().public(),
    }


def _numbers(articles):
    """Primary keys, newest first, eight bytes each."""
    return array("q", articles.newest().values_list("pk", flat=True))


def asked_month(text):
    """`2023-11` -> date(2023, 11, 1); anything else -> None."""
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == len("2023-11") else None
    except ValueError:
        return None


def months_with_articles(articles):
    """First days of the months that have articles, newest first."""
    months = articles.order_by().annotate(month=TruncMonth("published_at")).values_list("month")
    return [month.date() for (month,) in months.distinct().order_by("-month")]

"""A section's list: newest first, in pages, by month."""

from datetime import date

from django.db.models.functions import TruncMonth

from news import models
from pages.paging import page_of

PER_PAGE = 12
MONTH_PARAMETER = "thang"


def section_context(section, request):
    """Template context of a section: `articles` (one page), `months`, `month`, `subsections`."""
    everything = models.ArticlePage.objects.published().in_section(section)
    month = asked_month(request.GET.get(MONTH_PARAMETER, ""))
    chosen = everything.in_month(month.year, month.month) if month else everything
    articles = page_of(request, chosen.newest().for_cards(), PER_PAGE)
    return {
        "articles": articles,
        "cards": [article.card() for article in articles],
        "months": months_with_articles(everything),
        "month": month,
        "subsections": section.get_children().type(models.SectionPage).live().public(),
    }


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

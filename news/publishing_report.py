"""How many articles were published, by section, author and source: for the officials' statistics.

Attached to `visits` from here, because `visits` knows nothing of articles.
"""

from django.db.models import Count

from news.models import ArticlePage
from visits.report_parts import register
from visits.tables import Row, Table

UNNAMED = "(không ghi)"
MOST_ROWS = 30


@register
def by_section(site, period):
    """Articles by the section that they stand in."""
    return _table(
        site,
        period,
        "bai-theo-chuyen-muc",
        "Bài đăng theo chuyên mục",
        "Chuyên mục",
        "section_title",
    )


@register
def by_author(site, period):
    """Articles by author or pen name."""
    return _table(site, period, "bai-theo-tac-gia", "Bài đăng theo tác giả", "Tác giả", "author")


@register
def by_source(site, period):
    """Articles by where they were taken from; the commune's own have no source."""
    return _table(site, period, "bai-theo-nguon", "Bài đăng theo nguồn", "Nguồn", "source")


def _table(site, period, key, title, heading, field):
    articles = ArticlePage.objects.live().descendant_of(site.root_page).within(period).for_titles()
    counts = articles.order_by().values(field).annotate(count=Count("pk")).order_by("-count", field)
    rows = [Row(row[field] or UNNAMED, (row["count"],)) for row in counts]
    total = Row("Cộng", (sum(row.numbers[0] for row in rows),))
    return Table(key, title, (heading, "Số bài"), _shortened(rows), total)


def _shortened(rows):
    """The rest of a long list in one line, so that the sum stays right."""
    rest = sum(row.numbers[0] for row in rows[MOST_ROWS:])
    return [*rows[:MOST_ROWS], *([Row("(còn lại)", (rest,))] if rest else [])]

"""Reports that a commune owes: which articles came out in a period, and sums by what is asked.

An article counts in the period of its date, if it is on show or was until it expired on its day.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from news.measures import picture_counts, word_count
from news.models import ArticlePage
from visits.periods import Period, month_end
from visits.statistics import views_of

NOBODY = "(chưa ghi)"


def month_of(day):
    """The whole month around a day."""
    return Period(day.replace(day=1), month_end(day))


def quarter_of(day):
    """The whole quarter around a day."""
    first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return Period(first, month_end(first.replace(month=first.month + 2)))


def year_of(day):
    """The whole year around a day."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One published article as reports list it."""

    page_id: int
    title: str
    url: str
    published_at: datetime
    section: str
    author: str
    source: str
    genre: str
    """As people read it."""
    genre_key: str
    words: int
    pictures: int
    views: int
    """Up to now, those on an old portal included."""


@dataclass(slots=True)
class Sum:
    """Articles, words, pictures and views under one name."""

    name: str
    articles: int = 0
    words: int = 0
    pictures: int = 0
    views: int = 0

    def add(self, row):
        """Count one article in."""
        self.articles += 1
        self.words += row.words
        self.pictures += row.pictures
        self.views += row.views


GROUPINGS = {
    "section": "Chuyên mục",
    "author": "Tác giả",
    "source": "Nguồn",
    "genre": "Thể loại",
}


def article_rows(site, period):
    """The articles of the period in the order of their dates; a fixed number of queries."""
    articles = (
        ArticlePage.objects.descendant_of(site.root_page)
        .filter(Q(live=True) | Q(expired=True))
        .within(period)
        .for_titles()
        .defer(None)
        .order_by("published_at", "pk")
    )
    articles = list(articles)
    views = views_of([article.pk for article in articles])
    pictures = picture_counts(articles)
    return [_row(article, views[article.pk], pictures[article.pk]) for article in articles]


def _row(article, views, pictures):
    return ArticleRow(
        page_id=article.pk,
        title=article.title,
        url=article.url or "",
        published_at=article.published_at,
        section=article.section_title,
        author=" ".join(article.author.split()),
        source=" ".join(article.source.split()),
        genre=article.get_genre_display(),
        genre_key=article.genre,
        words=word_count(article),
        pictures=pictures,
        views=views + article.legacy_views,
    )


def sums_by(rows, grouping):
    """One `Sum` per section, author, source or kind, most articles first."""
    found = defaultdict(lambda: Sum(""))
    for row in rows:
        name = getattr(row, grouping) or NOBODY
        found[name].name = name
        found[name].add(row)
    return sorted(found.values(), key=lambda group: (-group.articles, group.name))


def total(rows):
    """The sum of everything."""
    whole = Sum("Cộng")
    for row in rows:
        whole.add(row)
    return whole

"""How well the search answers questions whose right page is known: by a command, each night, in the admin."""

import csv
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from search.filters import Chosen
from search.finding import find
from search.models import CheckedQuestion, SearchFigures
from search.queries import read_query
from search.rows import shown

MONTH = timedelta(days=28)
KEPT = timedelta(days=400)
_FIRST_TEN, _FIRST_THREE = 10, 3


@dataclass
class Measured:
    """Figures of one site today; `missed` are (question, title of the right page, its place or 0)."""

    questions: int = 0
    first: int = 0
    in_three: int = 0
    rank: float = 0.0
    missed: list = field(default_factory=list)


def measure(site, asked):
    """`Measured` of (text, page or None) on `site`."""
    asked = list(asked)
    found = Measured(len(asked))
    for text, page in asked:
        place = place_of(page, text, site)
        found.first += place == 1
        found.in_three += 0 < place <= _FIRST_THREE
        found.rank += 1 / place / len(asked) if place else 0
        if not 0 < place <= _FIRST_THREE:
            found.missed.append((text, page.title if page else "", place))
    return found


def place_of(page, text, site):
    """Where the right page stands among the first ten, else 0; without a page 1 if nothing is found."""
    findings = find(read_query(text), site, Chosen())
    if page is None:
        return int(not findings.total and not findings.was_corrected)
    pages = [hit.page_id for hit in shown(findings.ids[:_FIRST_TEN])]
    return pages.index(page.pk) + 1 if page.pk in pages else 0


def stored_questions(site):
    """What editors want to have answered."""
    rows = CheckedQuestion.objects.filter(site=site).select_related("page").order_by("pk")
    return [(row.text, row.page) for row in rows]


def questions_in(file, site):
    """Rows of a CSV with the columns `câu hỏi` and `trang` (the end of an address); (text, page).

    A row whose page the site has not is left out, and named by the second list.
    """
    known, unknown = [], []
    for row in csv.DictReader(file):
        text, slug = row["câu hỏi"].strip(), row["trang"].strip().strip("/")
        page = _page_at(site, slug) if slug else None
        (unknown if slug and page is None else known).append(
            (text, page) if page or not slug else slug
        )
    return known, unknown


def _page_at(site, slug):
    below = Page.objects.live().descendant_of(site.root_page, inclusive=True)
    return below.filter(slug=slug).order_by("path").first()


def note(site, measured):
    """Keep today's figures; those of last year are dropped."""
    today = timezone.localdate()
    SearchFigures.objects.filter(day__lt=today - KEPT).delete()
    SearchFigures.objects.update_or_create(
        site=site,
        day=today,
        defaults={
            name: getattr(measured, name) for name in ("questions", "first", "in_three", "rank")
        },
    )


def figures(site):
    """(the newest figures, those of a month before them); None where there are none."""
    newest = SearchFigures.objects.filter(site=site).order_by("-day").first()
    if newest is None:
        return None, None
    before = SearchFigures.objects.filter(site=site, day__lte=newest.day - MONTH)
    return newest, before.order_by("-day").first()

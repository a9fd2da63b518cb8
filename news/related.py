"""What stands under "Tin khác": what to read next, chosen by the editors first and by date after.

In a kept page it is a place (`pages.moving`), so that a new article makes no page of another one old. The
list itself is made once per change of the articles, for all that show the same.
"""

from django.db import DatabaseError
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Page

from pages import moving, shown
from pages.remembering import remembered

LIMIT = 6
_MOST_PINNED = 6
_LONGEST = 86_400.0
"""Seconds: a list that readers see on kept pages, where nothing is to be asked again every minute."""


def other_news(article, limit=LIMIT):
    """Cards: the pinned articles in their order, then the section's newest.

    Never the article itself, a draft, a private page, or the same article twice.
    """
    return _cards(article.trail[-1].pk, article.pk, _pins(article), limit)


def other_news_html(article, request):
    """The list for the article's page, or the place where it will stand."""
    numbers = (article.trail[-1].pk, article.pk or 0, *_pins(article))
    if moving.are_allowed(request):
        return moving.place("othernews", ".".join(map(str, numbers)))
    return _html(*numbers)


def filled(key, otherwise):
    """What belongs into the place; nothing where the list cannot be read."""
    numbers = tuple(map(int, key.split(".")))
    today = timezone.localdate()
    try:
        return remembered(
            ("other news", today, numbers), lambda: _html(*numbers), _LONGEST, of_site=True
        )
    except DatabaseError:
        return otherwise


def _html(section_pk, pk, *pins):
    cards = _cards(section_pk, pk, pins, LIMIT)
    return render_to_string("news/other_news.html", {"cards": cards})


def _cards(section_pk, pk, pins, limit):
    pinned = _pinned(pk, pins)
    taken = {pk, *(card.page_id for card in pinned)}
    newest = [card for card in _newest_in(section_pk) if card.page_id not in taken]
    return [*pinned, *newest][:limit]


def _newest_in(section_pk):
    """The newest of a section: the same for all its articles, so remembered."""

    def ask():
        with shown.named():
            section = Page.objects.only("path", "depth").get(pk=section_pk)
        newest = _published().child_of(section).newest().for_titles()
        return [page.card() for page in newest[: LIMIT + _MOST_PINNED + 1]]

    return remembered(("newest in section", section_pk), ask, _LONGEST, of_site=True)


def _pins(article):
    with shown.named():
        return tuple(pin.pinned_id for pin in article.pinned_articles.all())


def _pinned(pk, pins):
    if not pins:
        return []
    found = _published().exclude(pk=pk).for_titles().in_bulk(pins)
    return [found[pin].card() for pin in dict.fromkeys(pins) if pin in found]


def _published():
    from news.models import ArticlePage  # whose module needs this one

    return ArticlePage.objects.published()

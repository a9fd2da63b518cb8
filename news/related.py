"""What stands under "Tin khác": what to read next, chosen by the editors first and by date after."""

from pages.remembering import remembered

LIMIT = 6
_MOST_PINNED = 6


def other_news(article, limit=LIMIT):
    """Cards: the pinned articles in their order, then the section's newest.

    Never the article itself, a draft, a private page, or the same article twice.
    """
    pinned = _pinned(article, [pin.pinned_id for pin in article.pinned_articles.all()])
    taken = {article.pk, *(card.page_id for card in pinned)}
    newest = [card for card in _newest_beside(article) if card.page_id not in taken]
    return [*pinned, *newest][:limit]


def _newest_beside(article):
    """The newest of the article's section: the same for all its articles, so remembered."""
    section_path = article.path[: -article.steplen]

    def ask():
        siblings = type(article).objects.published().sibling_of(article)
        newest = siblings.newest().for_titles()[: LIMIT + _MOST_PINNED + 1]
        return [page.card() for page in newest]

    return remembered(("newest in section", section_path), ask)


def _pinned(article, ids):
    if not ids:
        return []
    found = type(article).objects.published().exclude(pk=article.pk).for_titles().in_bulk(ids)
    return [found[pk].card() for pk in dict.fromkeys(ids) if pk in found]

"""What stands under "Tin khác": what to read next, chosen by the editors first and by date after."""

LIMIT = 6


def other_news(article, limit=LIMIT):
    """Cards: the pinned articles in their order, then the section's newest.

    Never the article itself, a draft, a private page, or the same article twice.
    """
    pinned_ids = [pin.pinned_id for pin in article.pinned_articles.all()]
    pinned = _pinned(article, pinned_ids)
    newest = (
        type(article)
        .objects.published()
        .sibling_of(article, inclusive=False)
        .exclude(pk__in=[page.pk for page in pinned])
        .newest()
        .for_titles()
    )
    return [page.card() for page in [*pinned, *newest[:limit]]][:limit]


def _pinned(article, ids):
    if not ids:
        return []
    found = type(article).objects.published().exclude(pk=article.pk).for_titles().in_bulk(ids)
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]

"""What the editor's form sends of an article that is already there."""

from wagtail.test.utils.form_data import nested_form_data

FORM = {
    f"{name}-{part}": "0"
    for name in ("comments", "pinned_articles")
    for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
} | {
    "body-count": "0",
    "lead": "Sa-pô.",
    "slug": "",
    "title": "Bài",
    "genre": "tin",
    "legacy_views": "0",
}


def form_of(article, **more):
    """The article as it stands, and what was pressed or typed beside it."""
    return nested_form_data(FORM | {"title": article.title, "slug": article.slug} | more)

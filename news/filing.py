"""Makes an article page of a manuscript; old portals and Word files both end here."""

import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from manuscripts.body import Finder, body_from_elements, nothing_found
from manuscripts.manuscript import Manuscript
from news.models import ArticlePage, SectionPage

LONGEST_AUTHOR = ArticlePage._meta.get_field("author").max_length
LONGEST_SOURCE = ArticlePage._meta.get_field("source").max_length


@transaction.atomic
def file_manuscript(
    manuscript: Manuscript,
    section: SectionPage,
    page: ArticlePage | None = None,
    image_for: Finder = nothing_found,
    document_for: Finder = nothing_found,
    user=None,
) -> ArticlePage:
    """Write a manuscript into a new article of the section, or into `page`, and publish it.

    Without a date of publication nobody can say where the article belongs among the others:
    it stays a draft for an editor to date. Raises ValidationError when a part does not fit.
    """
    article = page or ArticlePage(live=False, owner=user)
    _fill(article, manuscript)
    article.body = json.dumps(body_from_elements(manuscript.body, image_for, document_for))
    if page is None:
        section.add_child(instance=article)
    revision = article.save_revision(user=user, changed=True)
    if manuscript.published_at:
        revision.publish(user=user)
        article.refresh_from_db()
    return article


def _fill(article: ArticlePage, manuscript: Manuscript) -> None:
    article.title = manuscript.title
    article.lead = manuscript.lead
    article.author = manuscript.author[:LONGEST_AUTHOR]
    article.source, article.source_url = _source(manuscript)
    article.published_at = manuscript.published_at or timezone.now()
    article.legacy_views = manuscript.views or 0


def _source(manuscript: Manuscript) -> tuple[str, str]:
    """Name and address; an address that no field takes is kept as words."""
    name, address = manuscript.source, manuscript.source_url
    try:
        ArticlePage._meta.get_field("source_url").run_validators(address)
    except ValidationError:
        name, address = name or address, ""
    return name[:LONGEST_SOURCE], address

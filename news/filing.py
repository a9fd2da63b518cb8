"""Makes an article page of a manuscript; old portals and Word files both end here."""

import json
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from manuscripts.body import Finder, body_from_elements, nothing_found
from manuscripts.elements import Paragraph
from manuscripts.manuscript import Manuscript
from news.models import ArticlePage, SectionPage
from search.once import indexed_once

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
    finished: Callable[[list[dict]], list[dict]] = list,
) -> ArticlePage:
    """Write a manuscript into a new article of the section, or into `page`, and publish it.

    Without a date of publication nobody can say where the article belongs among the others:
    it stays a draft, which gets the day on which it is published; what was a draft before stays one.
    `finished` has the last word about the blocks of the body. Raises ValidationError when a part does
    not fit.
    """
    article = page or ArticlePage(live=False, owner=user)
    _fill(article, manuscript)
    elements = [*links_of_lead(manuscript), *manuscript.body]
    blocks = body_from_elements(elements, image_for, document_for)
    article.body = json.dumps(finished(blocks))
    with indexed_once():
        revision = kept_as_draft(article, section if page is None else None, user)
        if manuscript.published_at and not manuscript.is_draft:
            revision.publish(user=user)
        else:
            ReferenceIndex.create_or_update_for_object(article)
    article.refresh_from_db()
    return article


def kept_as_draft(article: ArticlePage, section: SectionPage | None, user) -> Revision:
    """The article in its section, and its revision; what it refers to is noted when it is ready."""
    with disable_reference_index_auto_update():
        if section is not None:
            section.add_child(instance=article)
        return article.save_revision(user=user, changed=True)


def links_of_lead(manuscript: Manuscript) -> list[Paragraph]:
    """The lead is plain text: where it led stands in a line below it."""
    links = " · ".join(manuscript.lead_links)
    return [Paragraph(f"Xem: {links}", "Xem")] if links else []


def _fill(article: ArticlePage, manuscript: Manuscript) -> None:
    article.title = manuscript.title
    article.lead = manuscript.lead
    article.author = manuscript.author[:LONGEST_AUTHOR]
    article.source, article.source_url = _source(manuscript)
    article.published_at = manuscript.published_at  # without one: the moment it is published
    article.legacy_views = manuscript.views or 0
    if manuscript.tags:
        article.tags.set(manuscript.tags)


def _source(manuscript: Manuscript) -> tuple[str, str]:
    """Name and address; an address that no field takes is kept as words."""
    name, address = manuscript.source, manuscript.source_url
    try:
        ArticlePage._meta.get_field("source_url").run_validators(address)
    except ValidationError:
        name, address = name or address, ""
    return name[:LONGEST_SOURCE], address

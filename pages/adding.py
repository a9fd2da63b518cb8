"""Adds many pages below one, where Wagtail needs thirty statements for each.

The rows are those that `parent.add_child` writes. What it does besides is left to the caller: both searches
and the index of references (`search.once.index`), and the kind's own rules (`clean`).
"""

from django.db import transaction
from django.db.models import F
from treebeard.numconv import NumConv
from wagtail.models import Page

from pages import generation
from pages.slugs import FALLBACK_SLUG, ascii_slug, first_free


@transaction.atomic
def add_together(parent, pages):
    """Write unsaved pages, without rows of their own below them, as the last of `parent`.

    A text that does not fit its field raises ValidationError, and nothing is written.
    """
    pages, asked = list(pages), parent
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    taken = set(parent.get_children().values_list("slug", flat=True))
    for page, path in zip(pages, _next_paths(parent), strict=False):
        _settle(page, parent, path, taken)
        relations = {field.name for field in page._meta.fields if field.is_relation}
        page.clean_fields(exclude=relations | {"numchild"})
    _write(pages)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    asked.numchild = parent.numchild + len(pages)
    generation.bump()  # rows written as they are send no signal that readers' copies hear
    return pages


def _next_paths(parent):
    """Places in the tree, one after the other, behind the last page below `parent`."""
    digits = NumConv(Page.alphabet)
    last = parent.get_last_child()
    number = digits.str2int(last.path[-Page.steplen :]) if last else 0
    while True:
        number += 1
        yield parent.path + digits.int2str(number).rjust(Page.steplen, Page.alphabet[0])


def _settle(page, parent, path, taken):
    """What `Page.save` and treebeard give a new page: its words in order, its address, its place."""
    page.clean_words()
    page.slug = first_free(page.slug or ascii_slug(page.title) or FALLBACK_SLUG, taken)
    taken.add(page.slug)
    page.draft_title = page.draft_title or page.title
    page.locale_id = parent.locale_id
    page.path, page.depth, page.numchild = path, parent.depth + 1, 0
    page.set_url_path(parent)


def _write(pages):
    """The rows of `Page` together, then each page's own."""
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    for page, row in zip(pages, Page.objects.bulk_create(rows), strict=True):
        page.id = page.page_ptr_id = row.pk
        page.save_base(raw=True, force_insert=True)

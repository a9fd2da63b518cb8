"""The index follows what editors do, at once and in the same transaction."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from pages.models import PortalDocument
from search import entries
from search.held import hold
from search.index import postings, terms
from search.models import SearchEntry

_DRAFT_FIELDS = {
    "latest_revision_created_at", "draft_title", "latest_revision", "has_unpublished_changes",
}  # fmt: skip


def connect():
    """Listen; called once when Django starts."""
    post_save.connect(_page_saved)
    page_published.connect(_page_changed)
    page_unpublished.connect(_page_changed)
    post_page_move.connect(_page_moved)
    post_save.connect(_document_saved, sender=PortalDocument)
    post_delete.connect(_entry_deleted, sender=SearchEntry)


def _page_saved(sender, instance, raw=False, update_fields=None, **kwargs):
    """Pages are also made without a publishing signal: by imports, copies and tests."""
    only_draft = update_fields is not None and set(update_fields) <= _DRAFT_FIELDS
    if isinstance(instance, Page) and not raw and not only_draft and not hold(instance):
        entries.refresh_page(instance)


def _page_changed(instance, **kwargs):
    """Publishing saves tags and other rows after the page itself."""
    if not hold(instance):
        entries.refresh_page(instance)


def _page_moved(instance, url_path_before, url_path_after, **kwargs):
    entries.refresh_tree(instance)


def _document_saved(instance, raw=False, **kwargs):
    if not raw:
        entries.refresh_files([instance])


def _entry_deleted(instance, **kwargs):
    postings.bury(instance.pk, terms.facets_of(instance))

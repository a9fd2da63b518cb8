"""Notices every change that a public page may show, and makes what is kept for readers old.

Every model of this project is watched unless its app says `changes_pages = False` in its AppConfig
(counting, accounts), and so are the models of Wagtail named here. Saving a draft is no change.
`QuerySet.update()` sends no signal: a command that uses it calls `generation.bump()` itself.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.images.models import AbstractRendition
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from pages import generation

_DRAFT_FIELDS = {
    "latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes",
    "go_live_at", "expire_at", "locked", "locked_at", "locked_by",
}  # fmt: skip
"""What Wagtail writes on a page while it is only being edited."""


def watch():
    """Connect the signals; called once, when the apps are ready."""
    for signal in (post_save, post_delete):
        signal.connect(_row_changed, dispatch_uid=f"generation-{id(signal)}")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_page_changed, dispatch_uid=f"generation-{id(signal)}")
    m2m_changed.connect(_row_changed, dispatch_uid="generation-m2m")


def _page_changed(sender, **kwargs):
    generation.bump()


def _row_changed(sender, update_fields=None, raw=False, **kwargs):
    if raw or not is_watched(sender):
        return
    if issubclass(sender, Page) and update_fields and _DRAFT_FIELDS.issuperset(update_fields):
        return
    generation.bump()


def is_watched(model):
    """Whether a change of one of the model's rows may show on a public page."""
    if issubclass(model, (Page, Site, PageViewRestriction)):
        return True
    if issubclass(model, AbstractRendition):
        return False  # shown only once its image lists it among its sizes
    try:
        app = apps.get_app_config(model._meta.app_label)
    except LookupError:
        return False
    # The project's apps stand at its top; a library's may lie deeper, in an environment inside it.
    own = Path(app.path).parent == Path(settings.BASE_DIR)
    return own and getattr(app, "changes_pages", True)

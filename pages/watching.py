"""Notices every change that a public page may show, and marks what has changed.

Every model of this project is watched unless its app says `changes_pages = False` in its AppConfig
(counting, accounts), and so are the models of Wagtail named here. Saving a draft is no change.
`QuerySet.update()` sends no signal: a command that uses it calls `generation.bump()` itself.
"""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import CASCADE, DO_NOTHING, PROTECT, RESTRICT
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from pages import generation, shown, sites

_DRAFT_FIELDS = {
    "latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes",
    "go_live_at", "expire_at", "locked", "locked_at", "locked_by",
}  # fmt: skip
"""What Wagtail writes on a page while it is only being edited."""


def watch():
    """Connect the signals; called once, when the apps are ready."""
    post_save.connect(_row_saved, dispatch_uid="generation-saved")
    post_delete.connect(_row_deleted, dispatch_uid="generation-deleted")
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changed, dispatch_uid=f"generation-{id(signal)}")
    for signal in (post_page_move, page_slug_changed):
        signal.connect(_addresses_changed, dispatch_uid=f"generation-{id(signal)}")
    m2m_changed.connect(_links_changed, dispatch_uid="generation-m2m")


def _page_changed(sender, instance, **kwargs):
    generation.bump(*names_of(instance))


def _addresses_changed(sender, **kwargs):
    generation.bump()  # the addresses of all pages below are others now


def _row_saved(sender, instance, created=False, update_fields=None, raw=False, **kwargs):
    if raw or not is_watched(sender):
        return
    if issubclass(sender, Page) and update_fields and _DRAFT_FIELDS.issuperset(update_fields):
        return
    if created and issubclass(sender, (AbstractImage, AbstractDocument)):
        return  # shown only once something names it
    generation.bump(*names_of(instance))


def _row_deleted(sender, instance, **kwargs):
    if is_watched(sender):
        is_wide = issubclass(sender, Page) or _is_forgotten_silently(sender)
        generation.bump(*(_of_its_sites(instance) if is_wide else names_of(instance)))


def _links_changed(sender, instance, **kwargs):
    if is_watched(sender) or is_watched(type(instance)):
        generation.bump(sender._meta.db_table, f"{sender._meta.db_table}@-")


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


def names_of(instance):
    """What has changed with this row, in the words of `pages.shown`; nothing stands for everything."""
    if isinstance(instance, (Site, PageViewRestriction)):
        return ()
    if isinstance(instance, Page):
        return _names_of_page(instance)
    whole = _whole_of(instance)
    named = [shown.page_name(whole.pk)] if isinstance(whole, Page) else []
    return [*named, *_of_tables(type(instance), _owners(whole))]


def _names_of_page(page):
    """Pages with pages below stand in menus, trails and on cards; a leaf only where pages of its kind do."""
    model = page.specific_class or type(page)
    if page.numchild or model.allowed_subpage_models():
        return _of_its_sites(page)
    return [shown.page_name(page.pk), *_of_tables(model, _owners(page))]


def _of_tables(model, owners):
    tables = [one._meta.db_table for one in (model, *model._meta.get_parent_list())]
    return [*tables, *(f"{table}@{owner}" for table in tables for owner in owners)]


def _of_its_sites(instance):
    """All of the sites that the row belongs to; everything where it belongs to none."""
    whole = _whole_of(instance)
    own = [f"site={owner}" for owner in _owners(whole) if owner != "-"]
    named = [shown.page_name(whole.pk)] if isinstance(whole, Page) else []
    return [*named, *own, "site=*"] if own else ()


def _whole_of(instance):
    """The row that it is a part of, if that is at hand; or itself."""
    model: Any = type(instance)
    field = shown.parent_field(model)
    return (field and field.get_cached_value(instance, default=None)) or instance


def _owners(instance):
    """Keys of the sites that a row is of; "-" for a row that belongs to none, or nobody knows to which."""
    if isinstance(instance, Page):
        return sites.sites_above(instance.url_path) or ["-"]
    return [getattr(instance, "site_id", None) or "-"]


def _is_forgotten_silently(model):
    """Whether rows that name one are changed without a signal when it goes (SET_NULL and its like)."""
    told = (CASCADE, PROTECT, RESTRICT, DO_NOTHING)
    return any(getattr(one, "on_delete", None) not in told for one in model._meta.related_objects)

"""Deleted pages can be brought back: deleting takes a page off the site and keeps it in the trash.

The page keeps its id, so its revisions, views, comments and record of approval stay with it
(QĐ 146/QĐ-BTTTT Đ15: an archive of five years at least). Only an administrator deletes for good.
"""

from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, Revision, WorkflowState

from desk.models import TrashBin, TrashedPage
from desk.places import site_above, sites_of
from desk.worklists import publishes

BIN_SLUG = "thung-rac"


class PlaceGoneError(Exception):
    """The page or section above the deleted page is not there any more."""


def trash_bin():
    """The page that holds the trash, outside every site; made when first needed."""
    found = TrashBin.objects.first()
    root = Page.get_first_root_node()
    return found or root.add_child(instance=TrashBin(title="Thùng rác", slug=BIN_SLUG, live=False))


def is_in_trash(page):
    """Whether the page is the bin or lies in it."""
    bins = TrashBin.objects.values_list("path", flat=True)
    return any(page.path.startswith(path) for path in bins)


@transaction.atomic
def throw_away(page, user):
    """Take the page and all below it off the site and put it into the trash."""
    page = Page.objects.get(pk=page.pk).specific
    family = page.get_descendants(inclusive=True)
    _stop_what_is_under_way(family, user)
    shown = dict(family.live().values_list("pk", "live_revision_id"))
    trashed = TrashedPage.objects.create(
        page=page.page_ptr if hasattr(page, "page_ptr") else page,
        parent=page.get_parent(),
        site=site_above(page),
        slug=page.slug,
        live_pages=[[pk, revision] for pk, revision in shown.items()],
        deleted_by=user,
    )
    for shown_page in family.filter(pk__in=shown).specific():
        shown_page.unpublish(user=user)
    _rename(page, f"{page.slug[:200]}-{page.pk}")
    _move(page, trash_bin(), user)
    return trashed


@transaction.atomic
def bring_back(trashed, user, place=None):
    """Put the page back where it stood (or below `place`), as it was shown.

    What was published is published again where the person may publish, else it is a draft.
    """
    parent = place or trashed.parent
    if parent is None or is_in_trash(parent):
        raise PlaceGoneError
    page = trashed.page.specific
    if parent.get_children().filter(slug=trashed.slug).exists():
        _keep_new_slug(page)
    else:
        _rename(page, trashed.slug)
    _move(page, parent, user)
    shown = trashed.live_pages if parent.permissions_for_user(user).can_publish_subpage() else []
    trashed.delete()
    for pk, revision_id in shown:
        _show_again(pk, revision_id, user)
    return Page.objects.get(pk=page.pk).specific


def trashed_for(user):
    """What the person may bring back: the own, and all of the own sites for those who publish."""
    everything = TrashedPage.objects.select_related("page", "parent", "deleted_by")
    if user.is_superuser:
        return everything
    near = everything.filter(site__in=sites_of(user))
    own = near.filter(page__owner=user) | near.filter(deleted_by=user)
    return near if publishes(user) else own


def _stop_what_is_under_way(family, user):
    """No approval and no set hour outlives a deletion."""
    ids = [str(pk) for pk in family.values_list("pk", flat=True)]
    for state in WorkflowState.objects.active().filter(object_id__in=ids):
        state.cancel(user=user)
    Revision.page_revisions.filter(object_id__in=ids).update(approved_go_live_at=None)


def _rename(page, slug):
    """A new slug without a new revision: the place is changed next, which rewrites the addresses."""
    Page.objects.filter(pk=page.pk).update(slug=slug)


def _keep_new_slug(page):
    """Somebody took the old address meanwhile: the versions that come back say the new one."""
    wanted = Revision.page_revisions.filter(pk__in=[page.live_revision_id, page.latest_revision_id])
    shown = [pk for _page, pk in page.trashed.live_pages if _page == page.pk]
    for revision in wanted | Revision.page_revisions.filter(pk__in=[pk for pk in shown if pk]):
        revision.content["slug"] = page.slug
        revision.save(update_fields=["content"])


def delete_for_good(trashed, user):
    """Really delete; the record of its approvals stays in the log."""
    DeletePageAction(trashed.page.specific, user=user).execute(skip_permission_checks=True)


def _move(page, parent, user):
    """Both as they are now in the database; who may do this was asked by the view."""
    page, parent = Page.objects.get(pk=page.pk).specific, Page.objects.get(pk=parent.pk)
    MovePageAction(page, parent, pos="last-child", user=user).execute(skip_permission_checks=True)


def _show_again(pk, revision_id, user):
    page = Page.objects.filter(pk=pk).first()
    if page is None:
        return
    revision = Revision.page_revisions.filter(pk=revision_id).first() if revision_id else None
    (revision or page.specific.save_revision(user=user)).publish(user=user)

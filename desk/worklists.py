"""Today's work, per person: what the panels of the admin's home page show.

Each list costs a fixed number of queries however long it is, and is cut at `SHOWN` rows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import IntegerField, OuterRef, Subquery
from django.db.models.functions import Cast, Length, Substr
from django.utils import timezone
from wagtail.models import (
    Page,
    Revision,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from desk.places import pages_of
from visits.statistics import views_of

SHOWN = 12
_PAGE_ID = Cast("object_id", output_field=IntegerField())
"""Revisions and workflow states keep the id of their object as text."""
NEW_FOR = timedelta(days=7)


@dataclass(slots=True)
class Row:
    """One line of a list: the page, when, who, and what else must be known."""

    page: Page
    at: datetime | None = None
    who: str = ""
    note: str = ""
    views: int | None = None


def my_drafts(user):
    """Written by me, not published or changed since, and in nobody else's hands."""
    busy = active_states().values("page_id")
    pages = pages_of(user).filter(owner=user, has_unpublished_changes=True)
    pages = pages.exclude(pk__in=busy).exclude(pk__in=scheduled_revisions().values("page_id"))
    newest = _with_section(pages).order_by("-latest_revision_created_at")[:SHOWN]
    return [Row(page, at=page.latest_revision_created_at) for page in newest]


def sent_back(user):
    """My articles that the editor-in-chief sent back, with the reason."""
    states = _mine(user).filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    return _rows_of_states(
        user, states, lambda task: (task.finished_at, task.finished_by, task.comment)
    )


def mine_waiting(user):
    """My articles that wait for approval."""
    states = _mine(user).filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return _rows_of_states(user, states, lambda task: (task.started_at, None, ""))


def waiting_for_me(user):
    """What I am asked to approve, the longest waiting first."""
    tasks = TaskState.objects.reviewable_by(user).order_by("started_at")
    tasks = list(tasks.select_related("revision__user", "workflow_state")[:SHOWN])
    pages = _pages_by_id([task.revision.object_id for task in tasks], pages_of(user))
    return [
        Row(pages[task.revision.object_id], at=task.started_at, who=_name(task.revision.user))
        for task in tasks
        if task.revision.object_id in pages
    ]


def scheduled(user):
    """What will be published by the clock: mine, and all of my site for those who publish."""
    revisions = list(scheduled_revisions().order_by("approved_go_live_at")[: SHOWN * 4])
    pages = _pages_by_id([revision.object_id for revision in revisions], _visible_to(user))
    rows = [
        Row(pages[revision.object_id], at=revision.approved_go_live_at)
        for revision in revisions
        if revision.object_id in pages
    ]
    return rows[:SHOWN]


def published_this_week(user, now=None):
    """First published in the last seven days, with views; mine, or all for those who publish."""
    since = (now or timezone.now()) - NEW_FOR
    pages = _visible_to(user).filter(live=True, first_published_at__gte=since)
    pages = list(
        _with_section(pages).select_related("owner").order_by("-first_published_at")[:SHOWN]
    )
    views = views_of([page.pk for page in pages])
    return [
        Row(page, at=page.first_published_at, who=_name(page.owner), views=views[page.pk])
        for page in pages
    ]


def _visible_to(user):
    """All pages of the person's sites for those who publish there, else the person's own."""
    pages = pages_of(user)
    return pages if publishes(user) else pages.filter(owner=user)


def publishes(user):
    """Whether the person may publish anywhere."""
    from wagtail.permissions import page_permission_policy

    return page_permission_policy.user_has_permission(user, "publish")


def active_states():
    """Approvals under way on pages, with `page_id`."""
    return WorkflowState.objects.active().filter(**_about_pages()).annotate(page_id=_PAGE_ID)


def _mine(user):
    own = pages_of(user).filter(owner=user).values("pk")
    states = active_states()
    return (states.filter(requested_by=user) | states.filter(page_id__in=own)).select_related(
        "current_task_state__finished_by"
    )


def _rows_of_states(user, states, about):
    states = list(states.order_by("-created_at")[:SHOWN])
    pages = _pages_by_id([state.object_id for state in states], pages_of(user))
    rows = []
    for state in states:
        if state.object_id in pages and state.current_task_state:
            at, who, note = about(state.current_task_state)
            rows.append(Row(pages[state.object_id], at=at, who=_name(who), note=note))
    return rows


def scheduled_revisions():
    """Versions of pages that the clock will publish, with `page_id`."""
    waiting = Revision.objects.filter(approved_go_live_at__isnull=False, **_about_pages())
    return waiting.annotate(page_id=_PAGE_ID)


def _about_pages():
    return {"base_content_type": get_default_page_content_type()}


def _pages_by_id(ids, pages):
    """Those of the pages, by the text form of their ids, as revisions and states keep them."""
    wanted = [int(pk) for pk in ids]
    return {str(page.pk): page for page in _with_section(pages).filter(pk__in=wanted)}


def _with_section(pages):
    parent = Page.objects.filter(
        path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    )
    return pages.annotate(section_title=Subquery(parent.values("title")[:1]))


def _name(user):
    return (user.get_full_name() or user.get_username()) if user else ""

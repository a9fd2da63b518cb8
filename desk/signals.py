"""Keeps roles, workflow and records in step with sites, sections and people."""

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import Collection, Page, Site
from wagtail.signals import page_published, post_page_move

from accounts.files import take_over
from desk.approval import set_up_workflow
from desk.places import site_above
from desk.roles import set_up_roles, set_up_section_roles
from pages.sections import index_models


def connect():
    """Listen; `post_migrate` of the last app comes when every permission exists."""
    last_app = [app for app in apps.get_app_configs() if app.models_module][-1]
    post_migrate.connect(_after_migrate, sender=last_app, dispatch_uid="desk.roles")
    post_save.connect(_after_site, sender=Site, dispatch_uid="desk.site")
    post_delete.connect(_after_site_gone, sender=Site, dispatch_uid="desk.site_gone")
    post_page_move.connect(_after_section, dispatch_uid="desk.section_moved")
    page_published.connect(_after_section, dispatch_uid="desk.section")


def _after_migrate(using="default", **kwargs):
    """New roles and permissions; Wagtail's English example groups go where nobody is in them."""
    if not _tables_stand(using):
        return
    _drop_examples()
    _name_roots()
    for site in Site.objects.select_related("root_page"):
        _set_up(site)
        set_up_section_roles(site)


def _tables_stand(using):
    """Whether every app is at its newest state: half a migration back there is nothing to set up."""
    from django.db import connections

    tables = set(connections[using].introspection.table_names())
    return {"accounts_rolegroup", "desk_boardapproval", "wagtailcore_site"} <= tables


def _drop_examples():
    from wagtail.models import GroupApprovalTask, Workflow

    for group in Group.objects.filter(name__in=["Editors", "Moderators"], user=None, role=None):
        tasks = GroupApprovalTask.objects.filter(groups=group, task_states=None)
        Workflow.objects.filter(workflow_tasks__task__in=tasks, workflow_states=None).delete()
        tasks.delete()
        group.delete()


def _name_roots():
    """Wagtail's migrations call both "Root", which stands in lists that editors choose from."""
    Collection.objects.filter(depth=1, name="Root").update(name="Chung")
    Page.objects.filter(depth=1, title="Root").update(title="Mọi trang", draft_title="Mọi trang")


def _after_site(instance, raw=False, created=False, **kwargs):
    if raw:
        return
    Site.clear_site_root_paths_cache()  # Wagtail does so too, but is told after us
    others = list(Site.objects.exclude(pk=instance.pk)[:2]) if created else []
    if len(others) == 1:  # alone until now: it had what is common
        take_over(others[0])
        _set_up(others[0])
        set_up_section_roles(others[0])
    _set_up(instance)


def _after_site_gone(**kwargs):
    """Who is left alone has what is common again."""
    Site.clear_site_root_paths_cache()
    left = list(Site.objects.select_related("root_page")[:2])
    if len(left) == 1:
        _set_up(left[0])
        set_up_section_roles(left[0])


def _after_section(instance, **kwargs):
    if isinstance(instance.specific, index_models()) and (site := site_above(instance)):
        _set_up(site)


def _set_up(site):
    set_up_roles([site])
    set_up_workflow(site)

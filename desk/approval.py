"""The workflow "Duyệt tin": one approval by the editor-in-chief, set up by code on every site.

Source: QĐ 146/QĐ-BTTTT 2017 Đ14 (approval before publication); Wagtail keeps who approved or sent
back what, when, with which comment, and the site's log keeps it after the page is gone.
"""

from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from accounts.models import RoleGroup
from desk.models import BoardApproval
from desk.roles import ADMINISTRATOR, CHIEF

WORKFLOW_NAME = "Duyệt tin"
TASK_NAME = "Tổng biên tập duyệt"


def set_up_workflow(site):
    """Bind the approval of the site's pages to its editor-in-chief."""
    task = _task(site)
    task.groups.set(_approvers(site))
    bound = WorkflowPage.objects.filter(page=site.root_page).select_related("workflow").first()
    if bound:
        return bound.workflow
    workflow = Workflow.objects.filter(workflow_tasks__task=task, active=True).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=_named(WORKFLOW_NAME, site), active=True)
        WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=site.root_page)
    return workflow


def _task(site):
    """The site's task; one whose site is gone is taken over, with what waits in it."""
    same = BoardApproval.objects.filter(active=True)
    task = same.filter(site=site).first() or same.filter(site=None).first()
    if task is None:
        return BoardApproval.objects.create(name=_named(TASK_NAME, site), site=site)
    if task.site_id != site.pk:
        task.site = site
        task.save(update_fields=["site"])
    return task


def _approvers(site):
    roles = RoleGroup.objects.filter(site=site, place=None, role__in=[CHIEF.key, ADMINISTRATOR.key])
    return [role.group for role in roles.select_related("group")]


def _named(name, site):
    return f"{name} ({site.site_name})" if Workflow.objects.filter(name=name).exists() else name

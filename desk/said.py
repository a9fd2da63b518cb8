"""What the editor is told around an approval: why an article came back, what approving and sending back did."""

from django.utils import timezone
from wagtail.admin import messages
from wagtail.models import WorkflowState


def why_it_came_back(request, page):
    """On opening the editor: the reason of the editor-in-chief, as long as the article is not sent again."""
    if request.method != "GET":
        return
    state = page.current_workflow_state
    if not state or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    task = state.current_task_state
    who = task.finished_by.get_full_name() if task and task.finished_by else "Tổng biên tập"
    at = f" lúc {timezone.localtime(task.finished_at):%H:%M %d/%m/%Y}" if task else ""
    reason = task.comment.strip() if task else ""
    messages.warning(
        request,
        f"{who} trả lại bài này{at}: “{reason or 'không ghi lý do'}”. Sửa xong thì bấm “Gửi duyệt” lại.",
    )


def what_was_decided(request, page):
    """After approving or sending back: what that did; Wagtail says only that the page was saved."""
    if request.method != "POST" or not request.POST.get("action-workflow-action"):
        return
    title = page.get_admin_display_title()
    action = request.POST.get("workflow-action-name")
    if action == "reject":
        writer = page.owner.get_full_name() if page.owner else "người viết"
        messages.success(
            request, f"Đã trả lại “{title}”. {writer or 'Người viết'} thấy lý do trên bàn làm việc."
        )
    elif action == "approve":
        messages.success(request, f"Đã duyệt “{title}”. {_shown_when(page)}")


def _shown_when(page):
    now = type(page).objects.get(pk=page.pk)
    waits = now.go_live_at and now.go_live_at > timezone.now()
    if waits:
        return f"Bài tự đăng lúc {timezone.localtime(now.go_live_at):%H:%M %d/%m/%Y}."
    return "Bài đã hiện trên trang." if now.live else "Bài chưa hiện trên trang."

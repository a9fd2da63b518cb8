"""What the desk adds to the editor: hints while writing, warnings on submitting."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from desk.checks import findings_of
from pages.sections import written_models

SHOWN = 3


def hints(request, page_id):
    """The findings in the latest draft, as a fragment for the panel "Kiểm tra"."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return render(request, "desk/hints.html", {"findings": findings_of(draft)})


def warn_on_submission(request, page):
    """After "Gửi duyệt": what the editor-in-chief is likely to send the article back for."""
    if request.method != "POST" or not request.POST.get("action-submit"):
        return
    findings = findings_of(page.get_latest_revision_as_object())
    if not findings:
        return
    said = "; ".join(f"{finding.where}: {finding.text}" for finding in findings[:SHOWN])
    more = f" Và {len(findings) - SHOWN} điều nữa." if len(findings) > SHOWN else ""
    messages.warning(request, f"Bài đã gửi. Nên xem lại: {said}{more}")


def tell_of_a_passed_end(request, page):
    """After saving: a set end that has passed does nothing any more, and nobody would guess."""
    if request.method != "POST" or "json" in request.headers.get("Accept", ""):
        return
    written = page.get_latest_revision()  # what is on show has dropped the end already
    end = written.as_object().expire_at if written else None
    if not end or end > timezone.now():
        return
    now = "Trang đang hiện và không tự gỡ" if page.live else "Khi đăng, trang hiện mà không tự gỡ"
    messages.warning(
        request,
        f"Đã lưu. Giờ gỡ đã hẹn ({timezone.localtime(end):%H:%M %d/%m/%Y}) đã qua nên không còn dùng nữa. "
        f"{now}; muốn tự gỡ thì hẹn giờ mới.",
    )


def ask_before_publishing(request, page):
    """Publishing numbers of people asks once; everything else is only a hint."""
    if request.method != "POST" or request.POST.get("confirmed"):
        return None
    serious = [finding for finding in findings_of(page) if finding.serious]
    if not serious:
        return None
    return render(request, "desk/confirm_publishing.html", {"page": page, "findings": serious})


def publish_confirmed(request, page_id):
    """The answer "Vẫn đăng": publish the draft that was just saved."""
    page = get_object_or_404(Page, pk=page_id).specific
    if request.method != "POST" or not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    page.get_latest_revision().publish(user=request.user)
    messages.success(request, f"Đã đăng bài “{page.title}”.")
    return redirect("articles:index")


def articles_only(request, parent_page, page_class):
    """People who only write do not make new sections."""
    policy = page_permission_policy
    if issubclass(page_class, written_models()) or policy.user_has_permission_for_instance(
        request.user, "publish", parent_page
    ):
        return None
    messages.error(
        request, "Trang loại này do Tổng biên tập mở. Hãy viết bài trong một chuyên mục đã có."
    )
    return redirect("articles:index")


def only_where_allowed(request, page, destination):
    """Wagtail shows the confirmation of a move before it asks whether the person may move."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied

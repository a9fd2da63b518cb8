"""Setting an hour takes one button: after "Lưu lịch" the article is scheduled, or the screen says what is missing.

Wagtail's "Save schedule" only writes the hours down; they bind nobody until "Publish" is pressed.
"""

from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.models import Page

from desk.checks import must_be_confirmed

BUTTON = "action-schedule"
"""The name of the button in templates/wagtailadmin/panels/publishing/schedule_publishing_panel.html."""


def make_it_so(request, page):
    """After the form was saved by that button."""
    is_automatic = "json" in request.headers.get("Accept", "")
    if request.method != "POST" or BUTTON not in request.POST or is_automatic:
        return
    written = page.get_latest_revision_as_object()
    start, end = _ahead(written.go_live_at), _ahead(written.expire_at)
    if not start and not end:
        messages.success(request, "Bài này không hẹn giờ đăng, cũng không hẹn giờ gỡ.")
    elif not page.permissions_for_user(request.user).can_publish():
        messages.warning(request, f"Đã ghi giờ hẹn ({_said(start, end)}). {_next_step(page)}")
    elif start:
        _schedule(request, page, written, start, end)
    elif page.live:
        Page.objects.filter(pk=page.pk).update(expire_at=end)
        messages.success(request, f"Đã hẹn: bài {_said(None, end)}.")
    else:
        messages.warning(
            request, f"Đã ghi giờ hẹn ({_said(None, end)}). Bài chưa đăng: bấm “Đăng” khi bài xong."
        )


def _schedule(request, page, written, start, end):
    if must_be_confirmed(written):
        messages.warning(
            request,
            f"Đã ghi giờ hẹn ({_said(start, end)}), nhưng bài có số của người dân: "
            "bấm “Hẹn giờ đăng” ở cuối trang để xem lại các số đó, rồi bài mới được hẹn.",
        )
        return
    PublishPageRevisionAction(page.get_latest_revision(), user=request.user).execute(
        skip_permission_checks=True  # asked above
    )
    messages.success(request, f"Đã hẹn: bài {_said(start, end)}. Không phải bấm gì thêm.")


def _ahead(moment):
    return moment if moment and moment > timezone.now() else None


def _said(start, end):
    said = [f"tự đăng lúc {_written(start)}"] if start else []
    return ", ".join(said + ([f"tự gỡ lúc {_written(end)}"] if end else []))


def _written(moment):
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def _next_step(page):
    if page.workflow_in_progress:
        return "Bài đang chờ duyệt; được duyệt thì tự đăng đúng giờ."
    return "Còn một bước: bấm “Gửi duyệt”. Được duyệt thì bài tự đăng đúng giờ."

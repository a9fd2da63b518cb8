"""The trash in the admin, and what "Xóa" does instead of deleting."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.admin import messages
from wagtail.models import Page

from desk import trash


def index(request):
    """What was deleted, newest first."""
    return render(
        request,
        "desk/trash.html",
        {"trashed": trash.trashed_for(request.user)[:200], "may_empty": may_empty(request.user)},
    )


def bring_back(request, pk):
    """Put a page back where it stood."""
    trashed = get_object_or_404(trash.trashed_for(request.user), pk=pk)
    if request.method != "POST":
        raise PermissionDenied
    try:
        page = trash.bring_back(trashed, request.user)
    except trash.PlaceGoneError:
        messages.error(
            request, "Chuyên mục cũ của trang này cũng đã bị xóa. Hãy lấy lại chuyên mục trước."
        )
        return redirect("trash")
    shown = "đang hiện trên trang" if page.live else "là bản nháp"
    messages.success(request, f"Đã lấy lại “{page.title}”; {shown}.")
    return redirect("wagtailadmin_pages:edit", page.pk)


def delete_for_good(request, pk):
    """Really delete: administrators only."""
    trashed = get_object_or_404(trash.trashed_for(request.user), pk=pk)
    if request.method != "POST" or not may_empty(request.user):
        raise PermissionDenied
    title = trashed.page.title
    trash.delete_for_good(trashed, request.user)
    messages.success(request, f"Đã xóa hẳn “{title}”.")
    return redirect("trash")


def may_empty(user):
    """Whether the person is an administrator."""
    return user.has_perm("accounts.assign_roles")


def instead_of_deleting(request, page):
    """Wagtail's "Xóa" puts the page into the trash."""
    if trash.is_in_trash(page):
        raise PermissionDenied("Trang trong thùng rác chỉ xóa hẳn được từ thùng rác.")
    if page.is_site_root():
        messages.error(request, "Không xóa được trang chủ.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method != "POST":
        return None
    parent = page.get_parent()
    trash.throw_away(page, request.user)
    _say_where(request, [page])
    return redirect("wagtailadmin_explore", parent.pk)


def instead_of_bulk_deleting(request, action_type, objects, action_class_instance):
    """The same for several pages at once; a page below another chosen one goes along with it."""
    if action_type != "delete" or not any(
        issubclass(model, Page) for model in action_class_instance.models
    ):
        return None
    pages = [page for page in objects if not page.is_site_root() and not trash.is_in_trash(page)]
    gone = []
    for page in sorted(pages, key=lambda page: page.depth):
        if not any(page.path.startswith(above.path) for above in gone):
            trash.throw_away(page, request.user)
            gone.append(page)
    _say_where(request, gone)
    return redirect(action_class_instance.next_url)


def _say_where(request, pages):
    from django.urls import reverse

    what = f"“{pages[0].get_admin_display_title()}”" if len(pages) == 1 else f"{len(pages)} trang"
    messages.success(
        request,
        f"Đã chuyển {what} vào thùng rác, trên trang không còn nữa.",
        buttons=[messages.button(reverse("trash"), "Mở thùng rác")],
    )

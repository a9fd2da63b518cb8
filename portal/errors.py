"""What a person sees when something is not there or not possible: Vietnamese, and what to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_MESSAGES = {
    400: ("Yêu cầu không đọc được", "Địa chỉ có ký tự lạ. Xin mở lại từ trang chủ."),
    403: ("Trang này không mở cho mọi người", "Nếu ông, bà là cán bộ của xã, xin đăng nhập rồi mở lại."),
    413: ("Tệp gửi lên quá lớn", "Hãy chọn tệp nhỏ hơn: ảnh dưới 10 MB, tài liệu dưới 50 MB."),
    414: ("Địa chỉ quá dài", "Xin mở lại từ trang chủ hoặc gõ câu tìm ngắn hơn."),
    500: ("Trang đang gặp trục trặc", "Xin thử lại sau ít phút. Người quản trị đã được báo."),
    503: ("Trang đang bảo trì", "Xin thử lại sau ít phút."),
}  # fmt: skip


def plain_page(request, status):
    """A page that needs neither database nor session, for when those may be what is broken."""
    title, advice = _MESSAGES[status]
    html = render_to_string("errors/plain.html", {"title": title, "advice": advice})
    return HttpResponse(html, status=status)


def bad_request(request, exception=None):
    """400."""
    return plain_page(request, 400)


def forbidden(request, exception=None):
    """403."""
    return plain_page(request, 403)


def not_found(request, exception=None):
    """404, with search and the sections."""
    return render(request, "errors/404.html", status=404)


def server_error(request):
    """500."""
    return plain_page(request, 500)


def csrf_failure(request, reason=""):
    """403 for a form that was open too long."""
    context = {
        "title": "Phiên làm việc đã hết hạn",
        "advice": "Hãy quay lại, tải lại trang rồi gửi lần nữa. Chữ đã gõ vẫn còn khi quay lại.",
    }
    return HttpResponse(render_to_string("errors/plain.html", context), status=403)

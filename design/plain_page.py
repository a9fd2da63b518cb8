"""A page that needs neither database nor session, for when those may be what is broken."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

RETRY_SECONDS = 30
"""When a browser, a proxy or a search engine may ask again after a 503."""
_WITHOUT_TEMPLATES = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>{title}</title>'
    "<h1>{title}</h1><p>{advice}</p></html>"
)

_MESSAGES = {
    400: ("Yêu cầu không đọc được", "Địa chỉ có ký tự lạ. Xin mở lại từ trang chủ."),
    403: ("Trang này không mở cho mọi người", "Nếu ông, bà là cán bộ của xã, xin đăng nhập rồi mở lại."),
    413: ("Tệp gửi lên quá lớn", "Hãy chọn tệp nhỏ hơn: ảnh dưới 10 MB, tài liệu dưới 50 MB."),
    414: ("Địa chỉ quá dài", "Xin mở lại từ trang chủ hoặc gõ câu tìm ngắn hơn."),
    500: ("Trang đang gặp trục trặc", "Xin thử lại sau ít phút. Người quản trị đã được báo."),
    503: ("Trang đang bảo trì", "Xin bà con thử lại sau ít phút. Việc gấp xin gọi điện cho ủy ban xã."),
}  # fmt: skip


def plain_page(
    request: HttpRequest, status: int, message: tuple[str, str] | None = None
) -> HttpResponse:
    """What to tell in Vietnamese for an HTTP status: a title, and what to do (`message` overrules both)."""
    title, advice = message or _MESSAGES[status]
    words = {"title": title, "advice": advice, "request_id": ""}
    if status >= 500:
        words["request_id"] = getattr(request, "id", "")
    try:
        html: str = render_to_string("errors/plain.html", words)
    except Exception:  # even the style sheet's name may be what is broken
        logger.exception("error page")
        html = _WITHOUT_TEMPLATES.format(**words)
    response = HttpResponse(html, status=status)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    if status >= 500:
        response.headers["Cache-Control"] = "no-store"
    return response

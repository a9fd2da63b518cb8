"""What a person sees when something is not there or not possible: Vietnamese, and what to do."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from design.plain_page import plain_page
from portal.stores import StoreAwayError

_FORM_NOT_WHOLE = (
    "Biểu mẫu gửi lên không đọc được",
    "Có phần chưa tới nơi, có thể vì mạng yếu. Hãy quay lại, chữ đã gõ vẫn còn, rồi gửi lần nữa.",
)


_NO_ROOM = (
    "Máy chủ không lưu thêm được",
    "Ổ đĩa đầy hoặc đang khóa, nên lần bấm vừa rồi chưa được lưu. Hãy bấm nút quay lại của trình duyệt: "
    "chữ đã gõ vẫn còn, xin đừng đóng trang; báo người quản trị máy rồi lưu lại sau.",
)
_STORE_AWAY = (
    "Kho ảnh và tệp chưa trả lời",
    "Chữ vẫn xem và sửa được; ảnh, tệp thì xin thử lại sau vài phút. Nếu đang lưu: bấm nút quay lại của "
    "trình duyệt, chữ đã gõ vẫn còn, rồi lưu lại sau. Người quản trị máy đã được báo.",
)
_NO_ROOM_NUMBERS = {errno.ENOSPC, errno.EROFS, errno.EDQUOT}
_NO_ROOM_WORDS = ("disk is full", "readonly database", "No space left", "disk I/O error")


def bad_request(request, exception=None):
    """400: an odd address, or a form that lost a part on its way."""
    return plain_page(request, 400, _FORM_NOT_WHOLE if request.method == "POST" else None)


def forbidden(request, exception=None):
    """403."""
    return plain_page(request, 403)


def not_found(request, exception=None):
    """404, with search and the sections."""
    return render(request, "errors/404.html", status=404)


def server_error(request):
    """500, or 503 where the database is away: that passes, and search engines must not forget us."""
    error = sys.exc_info()[1]
    if _takes_nothing(error):
        return plain_page(request, 503, _NO_ROOM)
    if isinstance(error, StoreAwayError):
        return plain_page(request, 503, _STORE_AWAY)
    away = isinstance(error, (OperationalError, InterfaceError))
    return plain_page(request, 503 if away else 500)


def _takes_nothing(error):
    """Whether the disk is full or may only be read: the operating system's word, or the database's."""
    if isinstance(error, OperationalError):
        return any(words in str(error) for words in _NO_ROOM_WORDS)
    return isinstance(error, OSError) and error.errno in _NO_ROOM_NUMBERS


def csrf_failure(request, reason=""):
    """403 for a form that was open too long."""
    context = {
        "title": "Phiên làm việc đã hết hạn",
        "advice": "Hãy quay lại, tải lại trang rồi gửi lần nữa. Chữ đã gõ vẫn còn khi quay lại.",
    }
    return HttpResponse(render_to_string("errors/plain.html", context), status=403)

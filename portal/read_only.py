"""What read-only mode (`operations.read_only`) refuses."""

from django.conf import settings
from django.utils import timezone

from operations import read_only
from portal import errors

_READING = {"GET", "HEAD", "OPTIONS"}


class ReadOnlyMiddleware:
    """While the mode is on, refuses the admin and everything that sends something (503)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass readers on, tell the others when to come back."""
        writes = request.method not in _READING or request.path_info.startswith(
            f"/{settings.ADMIN_PATH}"
        )
        mode = read_only.current() if writes else None
        return self.get_response(request) if mode is None else _refusal(request, mode)


def _refusal(request, mode):
    """What an editor reads who clicked meanwhile: nothing is lost, and when to come back."""
    until = timezone.localtime(mode.until)
    message = (
        "Trang đang bảo trì",
        f"Lúc này chỉ đọc được, chưa sửa được ({mode.reason}); muộn nhất {until:%H:%M %d/%m/%Y} là xong. "
        "Nếu đang viết dở: bấm nút quay lại của trình duyệt, chữ đã gõ vẫn còn, chờ một lát rồi lưu lại.",
    )
    return errors.plain_page(request, 503, message)

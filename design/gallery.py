"""Every component with its states, on one staff page: what a designer checks before a change.

An entry names the template of the component and the contexts that show its states; the words are
invented.
"""

from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

_WHEN = datetime(2026, 11, 21, 8, 32, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@dataclass(frozen=True)
class Example:
    """One component: its template and one context for each state; `wrapper` is the list around it."""

    name: str
    template: str
    states: list[dict[str, Any]] = field(default_factory=lambda: [{}])
    wrapper: str = ""


def _card(**changes: Any) -> dict[str, Any]:
    card = {
        "title": "Bảy điểm phát wifi miễn phí tại nhà văn hóa thôn",
        "url": "#",
        "kind": "Bài viết",
        "summary": "Từ tháng này, bảy nhà văn hóa thôn có mạng không dây miễn phí.",
        "date": _WHEN,
        "image": None,
        "section": "Chuyển đổi số",
        "tag": "",
        "note": "",
    }
    return {"card": SimpleNamespace(**card | changes)}


_LONG = "Đẩy mạnh truyền thông, hướng dẫn người dân khuyến khích sử dụng nghiễm nhiên dịch vụ công trực tuyến toàn trình"

EXAMPLES = [
    Example("Đầu mục", "components/section_head.html", [
        {"title": "Tin mới"},
        {"title": "Thông báo", "url": "#", "link_text": "Tất cả thông báo"},
    ]),
    Example("Tin lớn", "components/lead_card.html", [_card(), _card(title=_LONG, summary="")]),
    Example("Thẻ tin", "components/card.html", [_card(), _card(title=_LONG)], "cards"),
    Example("Dòng tin", "components/card_line.html", [_card(), _card(title=_LONG)], "news"),
    Example("Hàng tin", "components/card_row.html", [_card(), _card(summary="")], "rows"),
    Example("Thông báo", "components/card_notice.html", [
        _card(tag="Cắt điện", note="Từ 7 giờ đến 11 giờ ngày 25/11/2026"),
        _card(),
    ], "notice"),
    Example("Ô tìm kiếm", "components/find.html", [
        {"id": "mau-tim-1"},
        {"id": "mau-tim-2", "query": "giấy khai sinh", "label": "Tìm lại"},
    ]),
    Example("Cỡ chữ và màu", "components/display_settings.html"),
    Example("Trích dẫn", "blocks/quote.html", [
        {"value": {"text": "Hồ sơ đủ thì nhận ngay.", "attribution": "Cán bộ tiếp nhận"}},
        {"value": {"text": "Không ghi tên người nói.", "attribution": ""}},
    ]),
    Example("Khung lưu ý", "blocks/callout.html", [
        {"value": {"tone": tone, "text": "<p>Nhớ mang theo bản chính để đối chiếu.</p>"}}
        for tone in ("note", "warning", "tip")
    ]),
    Example("Ảnh chưa có tệp", "blocks/figure.html", [{"value": {"caption": "Chú thích ảnh"}}]),
]  # fmt: skip

COLOURS = [
    "ink", "muted", "link", "seen", "tint", "urgent", "cloth", "gold", "edge", "line", "surface",
    "mark",
]  # fmt: skip

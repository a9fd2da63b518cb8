"""Questions that the commune's own contacts answer: they stand above the hits."""

from search.folding import folded_text

_ASKED_BY = tuple(
    f" {folded_text(words)} "
    for words in (
        "đường dây nóng", "điện thoại", "hotline", "liên hệ", "giờ làm việc", "lịch làm việc",
        "giờ mở cửa", "trụ sở ở đâu", "địa chỉ ủy ban", "địa chỉ UBND", "email", "thư điện tử",
    )
)  # fmt: skip


def asks_for_contacts(query):
    """Whether the words ask whom to call, where to go or when."""
    padded = f" {query.folded} "
    return any(words in padded for words in _ASKED_BY)

"""Whether a row of an old portal was ever shown: published, a draft, or not an article at all."""

from enum import Enum

from legacy.fields import lowered_names, plain_words, value_of
from pages.clean_text import folded

SHOWN = {"publish", "published", "1", "active", "approved", "da dang", "da duyet", "xuat ban",
         "da xuat ban", "hien thi", "public", "true", "archived", "inherit", ""}  # fmt: skip
THROWN_AWAY = {"trash", "trashed", "-2", "deleted", "thung rac", "da xoa", "auto-draft", "spam"}
ARTICLES = {
    "",
    "post",
    "article",
    "news",
    "tin",
    "bai viet",
    "tin tuc",
    "blog",
    "baiviet",
    "tintuc",
}
FLAGS = ("published", "is_published", "ispublished", "active", "is_active", "visible")


class Status(Enum):
    """What became of the row on its old portal."""

    SHOWN = "đã đăng"
    DRAFT = "bản nháp"
    THROWN_AWAY = "trong thùng rác"


def status_of(fields: dict) -> Status:
    """By its status word or number; a row that says nothing was shown."""
    word = folded(plain_words(value_of(fields, "status")))
    lowered = lowered_names(fields)
    if word == "2" and "introtext" in lowered:
        word = "archived"
    if word in THROWN_AWAY:
        return Status.THROWN_AWAY
    zero = any(str(lowered.get(flag, "")).strip().lower() in {"0", "false"} for flag in FLAGS)
    hidden = zero or (lowered.get("status") == 0 or lowered.get("state") == 0)
    return Status.DRAFT if hidden or word not in SHOWN else Status.SHOWN


def other_kind(fields: dict) -> str:
    """The kind of a row that is no article: `page`, `attachment`, `nav_menu_item`; else nothing."""
    lowered = lowered_names(fields)
    kind = lowered.get("post_type") or lowered.get("wp:post_type") or ""
    word = folded(plain_words(kind))
    return "" if word in ARTICLES else word

"""The kinds of files in a saved portal."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a file is; the value is its name in `--json`."""

    ARTICLE = "article"
    LIST = "list"
    PRINT = "print copy"
    SYSTEM = "system page"
    STATIC = "static page"
    ATTACHMENT = "attachment"
    LEFT_OUT = "left out"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """As editors read it."""
        return LABELS[self]


LABELS = {
    Kind.ARTICLE: "bài viết",
    Kind.LIST: "trang danh sách",
    Kind.PRINT: "bản in hoặc bản trùng",
    Kind.SYSTEM: "trang của hệ thống",
    Kind.STATIC: "trang tĩnh",
    Kind.ATTACHMENT: "ảnh, tệp đi kèm",
    Kind.LEFT_OUT: "không nhập",
    Kind.REFUSED: "không đọc được",
}


@dataclass(frozen=True)
class Sorted:
    """A kind and the reason for it, in words for editors."""

    kind: Kind
    why: str

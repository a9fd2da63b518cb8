"""What a source says, piece by piece, and what of it is missing, in words for an editor."""

from dataclasses import asdict, dataclass

WORDS, LABEL, LINK, PICTURE, STRUCK, CELL = "words", "label", "link", "picture", "struck", "cell"
GLUED, HEADER = "glued", "header"
NAMES = {
    WORDS: "Chữ",
    CELL: "Ô bảng",
    LABEL: "Số thứ tự",
    LINK: "Liên kết",
    PICTURE: "Ảnh",
    STRUCK: "Chữ gạch ngang",
    GLUED: "Chữ dính liền nhau",
    HEADER: "Đầu trang, chân trang",
    "field": "Ô tự động của Word",
    "sign": "Ký hiệu",
    "number": "Số",
    "letterhead": "Phần đầu văn bản",
    "recipients": "Nơi nhận",
    "opening": "Dòng trên tiêu đề",
    "placeholder": "Ô của mẫu chưa điền",
    "object": "Đối tượng nhúng",
    "chart": "Biểu đồ",
    "diagram": "Sơ đồ",
    "chunk": "Phần chèn từ tệp khác",
}


@dataclass(frozen=True)
class Piece:
    """One thing that a source says: a line, a label before it, a link, a picture."""

    kind: str
    text: str
    place: str
    label: str = ""


@dataclass(frozen=True)
class Missing:
    """What did not come along, in words for an editor."""

    kind: str
    what: str
    place: str

    @property
    def said(self) -> str:
        """`Số thứ tự “1.1” (đoạn 7)`."""
        what = f" “{self.what}”" if self.what else ""
        return f"{NAMES.get(self.kind, 'Chữ')}{what} ({self.place})"

    def as_row(self) -> dict:
        """Plain values for JSON and for the database."""
        return {**asdict(self), "said": self.said}

"""Names of sections that old portals kept only as an address, without their marks."""

from pages.clean_text import folded

COMMON_NAMES = (
    "Tin tức", "Tin tức - sự kiện", "Tin hoạt động", "Tin kinh tế", "Tin chính trị - xã hội",
    "Tin văn hóa", "Tin y tế - giáo dục", "Tin an ninh - trật tự", "Tin trong tỉnh", "Thông báo",
    "Thông báo - giấy mời", "Giấy mời", "Thông tin tuyên truyền", "Thông tin chỉ đạo",
    "Chỉ đạo điều hành", "Cải cách hành chính", "Chuyển đổi số", "Lịch tiếp công dân",
    "Tiếp công dân", "Nông thôn mới", "Xây dựng nông thôn mới", "Quốc phòng - an ninh",
    "Kinh tế - xã hội", "Văn hóa - xã hội", "Xây dựng Đảng", "Đoàn thể", "Mặt trận - đoàn thể",
    "Người tốt việc tốt", "Phổ biến pháp luật", "Công khai ngân sách", "Công khai",
    "Văn bản mới", "Lịch làm việc", "Giáo dục", "Y tế", "Thể thao", "Du lịch", "Lịch sử",
)  # fmt: skip


def _letters_of(name: str) -> str:
    return "".join(letter for letter in folded(name) if letter.isalnum())


BY_LETTERS = {_letters_of(name): name for name in COMMON_NAMES}


def is_common(name: str) -> bool:
    """True for a name that many portals give a section."""
    return _letters_of(name) in BY_LETTERS


def section_name(given: str) -> str:
    """`tin-tuc-su-kien.tin-kinh-te` names "Tin kinh tế"; a name with spaces stays as it is."""
    if " " in given or not given.isascii():
        return given
    step = given.strip("/").replace("/", ".").rsplit(".", 1)[-1]
    plain = step.replace("-", " ").replace("_", " ").strip()
    return BY_LETTERS.get(_letters_of(step), plain[:1].upper() + plain[1:])

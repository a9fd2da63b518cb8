"""Short forms spoken out, for what is read to people: the loudspeaker's script.

The same table stands in `pages/static/pages/20-page-tools.js` for "Nghe"; a test compares the two.
"""

import re

ABBREVIATIONS = {
    "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "MTTQ": "Mặt trận Tổ quốc",
    "TTHC": "thủ tục hành chính", "CCHC": "cải cách hành chính", "CCCD": "căn cước công dân",
    "BHYT": "bảo hiểm y tế", "BHXH": "bảo hiểm xã hội", "KT-XH": "kinh tế xã hội",
    "ANTT": "an ninh trật tự", "QSDĐ": "quyền sử dụng đất", "GPLX": "giấy phép lái xe",
    "THCS": "trung học cơ sở", "THPT": "trung học phổ thông", "NTM": "nông thôn mới",
    "CNTT": "công nghệ thông tin", "VHXH": "văn hóa xã hội", "TDP": "tổ dân phố", "TP": "thành phố",
    "PCCC": "phòng cháy chữa cháy", "QĐ": "quyết định", "NĐ-CP": "nghị định của Chính phủ",
    "CT": "chủ tịch", "PCT": "phó chủ tịch", "ĐT": "điện thoại",
}  # fmt: skip
_TWICE = re.compile(rf"({'|'.join(ABBREVIATIONS.values())}) \(\1\)", re.I)
_CAPITALS = re.compile(r"(?<![^\W\d_])[A-ZĐ]{1,12}(?:-[A-ZĐ]{1,12})?(?![^\W\d_])")


def spoken(text: str) -> str:
    """One line, with the short forms of the table said in full, and not twice where they stood in brackets."""
    line = _CAPITALS.sub(
        lambda found: ABBREVIATIONS.get(found[0], found[0]), " ".join(text.split())
    )
    return _TWICE.sub(r"\1", line)

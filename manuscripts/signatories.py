"""Recognises who signed an official notice: on whose behalf, in which office, by which name."""

import re

ON_BEHALF = re.compile(r"(?:T/?M|K/?T|TUQ|T/?L)\. ?[^.]+", re.I)
OFFICE_HELD = re.compile(
    r"(?:phó |quyền |q\. ?)?(?:chủ tịch|bí thư|trưởng (?:ban|công an|phòng|trạm|thôn|bản|xóm)|"
    r"chánh văn phòng|chỉ huy trưởng|giám đốc|hiệu trưởng|chủ nhiệm)(?: .{1,40})?",
    re.I,
)
SEALED = re.compile(r"\(?(?:đã ký|ký tên(?:,? đóng dấu)?)\)?", re.I)

LINES_THAT_TELL = 2


def ends_with_office(lines: list[str]) -> bool:
    """Whether the last line stands below "TM. ỦY BAN NHÂN DÂN" or "CHỦ TỊCH", or is such a line.

    Who signed a notice is part of it (NĐ 30/2020/NĐ-CP, Phụ lục I), not the author of an article.
    """
    words = [line for line in lines if not SEALED.fullmatch(line)]
    return any(
        ON_BEHALF.fullmatch(line) or OFFICE_HELD.fullmatch(line)
        for line in words[-LINES_THAT_TELL:]
    )

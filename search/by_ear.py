"""Names as somebody writes them who goes by the ear: `tam chu`, `khai xinh`, `dang ky ket hon` with an n.

Parts of the country, and those whose first language is Tày or Mông, do not tell these sounds apart. Every
syllable may be right by itself, so no correction doubts it; only the whole name tells what was meant.
"""

import re

from search.folding import folded_text

NAMES = (
    "tạm trú", "tạm vắng", "thường trú", "đăng ký thường trú", "lưu trú", "cư trú", "hộ khẩu", "tách hộ khẩu", "nhập khẩu",
    "khai sinh", "giấy khai sinh", "khai tử", "chứng tử", "giấy chứng tử", "trích lục", "kết hôn", "đăng ký kết hôn", "ly hôn",
    "độc thân", "giấy độc thân", "tình trạng hôn nhân", "giám hộ", "con nuôi", "nhận con nuôi", "căn cước", "căn cước công dân",
    "hộ chiếu", "hộ nghèo", "cận nghèo", "hộ cận nghèo", "thoát nghèo", "sổ đỏ", "làm sổ đỏ", "bìa đỏ", "sao y", "sao y bản chính",
    "chứng thực", "chứng thực chữ ký", "công chứng", "ủy quyền", "giấy ủy quyền", "di chúc", "thừa kế", "hộ kinh doanh", "tạp hóa",
    "bảo hiểm", "bảo hiểm y tế", "lý lịch", "lý lịch tư pháp", "nghĩa vụ quân sự", "trợ cấp", "khuyết tật", "mai táng", "người cao tuổi",
    "xây nhà", "giấy phép xây dựng", "tranh chấp", "tranh chấp đất", "hòa giải", "sang tên", "tách thửa", "định danh", "bằng lái",
    "bằng lái xe", "giấy tờ xe", "cải chính", "sơ yếu lý lịch", "thẻ bảo hiểm",
)  # fmt: skip
_ONSETS = (
    ("tr", "ch"), ("kh", "kh"), ("ngh", "ng"), ("gh", "g"), ("gi", "d"), ("qu", "w"), ("r", "d"), ("x", "s"), ("l", "n"), ("k", "c"),
)  # fmt: skip
_ENDINGS = re.compile(r"(nh|ng|m)$")
_STOPS = re.compile(r"(ch|c|p)$")
_FINAL_Y = re.compile(r"y$")


def sound(folded):
    """What a syllable without marks sounds like to somebody who tells none of these apart."""
    for written, heard in _ONSETS:
        rest = folded[len(written) :]
        if folded.startswith(written) and rest:
            folded = heard + (rest if rest[0] in "aeiouy" or heard != "d" else f"i{rest}")
            break
    folded = _FINAL_Y.sub("i", folded)
    return _STOPS.sub("t", _ENDINGS.sub("n", folded))


def _by_sound():
    found = {}
    for name in NAMES:
        words = tuple(folded_text(name).split())
        found.setdefault(tuple(map(sound, words)), []).append((name, words))
    return found


_BY_SOUND = _by_sound()
_WRITTEN = {words for names in _BY_SOUND.values() for _, words in names}
_LONGEST = max(map(len, _BY_SOUND))


def heard_as(folded):
    """(place, length, name) of what in a question only sounds like a name; the longest first.

    `folded` are its words without marks.
    """
    sounds = tuple(map(sound, folded))
    for length in range(min(_LONGEST, len(sounds)), 1, -1):
        for place in range(len(sounds) - length + 1):
            if tuple(folded[place : place + length]) in _WRITTEN:
                continue
            for name, _ in _BY_SOUND.get(sounds[place : place + length], ()):
                yield place, length, name

"""What a writer puts over his title: `TIN BÀI`, the date, a greeting to the editors, "Tiêu đề:"."""

import re
from dataclasses import replace

from manuscripts.bylines import balanced
from manuscripts.elements import Element, Heading, Paragraph
from manuscripts.signatures import AUTHOR, read_line
from pages.clean_text import folded, one_line

LABEL = re.compile(
    r"(?:tin,? ?(?:va )?bai|tin ?[-–/] ?bai|bai viet|tin bai(?: cong tac vien)?|tin tuc|ban tin|tin|bai|tin hoat dong|"
    r"(?:toi|em|chung toi|don vi|nhom)?,? ?(?:xin )?gui (?:kem )?(?:tin|bai)\b.{0,60}|bai tuyen truyen|tin anh|bai dang (?:trang|cong).{0,60}|tin dang (?:trang|cong).{0,60})\W*"
)
_LABELS = """
tin tuc bai viet anh video clip van ban hoat dong tuyen truyen thanh phat song cong tac vien
ctv gui dang trang thong dien tu ttdt website web xa phuong cua cho len nhom don vi thi du thoi
su noi dung nho de nghi kinh quy va chuyen muc phong nhanh trong ngay tham co so
"""
LABEL_WORDS = frozenset(re.findall(r"\w+", _LABELS))
LABEL_BEGINS = ("tin", "bai", "ban tin", "phong su", "chuyen muc")
OTHER_LABEL = re.compile(
    r"tin hoat dong\b.{0,40}|(?:chuyen )?muc ?:.{0,60}|(?:tieu de|ten bai|tit)(?: bai(?: viet)?)?\W*"
)
DATE_LINE = re.compile(
    r"\W{0,3}(?:(?:ban )?tin(?: tuc)?,? ?)?(?:[^\W\d][^,]{0,40}, ?)?(?:(?:thu [a-z]+|chu nhat),? ?)?"
    r"(?:(?:sang|trua|chieu|toi),? ?)?(?:ngay ?)?(?:dang|gui|viet)?\W{0,3}"
    r"(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}|[\d.…_ ]{1,12}thang[\d.…_ ]{1,12}nam[\d.…_ ]{1,14})\W*"
    r"(?:(?:luc|hoi)? ?\d{1,2} ?(?:[:h]|gio) ?(?:\d{2})?(?: phut)?(?: ?gmt ?\+7)?)?\W*"
)
DAY_LINE = re.compile(
    r"\W{0,3}(?:tin )?(?:(?:sang|chieu|toi),? )?(?:ngay )?\d{1,2}(?: ?/ ?| thang )\d{1,2}\W*"
)
GREETING = re.compile(
    r"(?:kinh (?:gui|thua|chao)|xin chao|thua (?:toan the|quy|cac|dong bao|ba con|dong chi|ong|ba))\b.{0,200}"
)
TO_EDITORS = re.compile(
    r"ban bien tap|bbt|trang thong tin|cong thong tin|trang tin|dai truyen thanh|toa soan|trang ttdt"
)
TO_A_COLLEAGUE = re.compile(
    r"(?:(?:em |toi )?(?:kinh )?(?:gui|chao)|dear)\W{1,3}(?:anh|chi|em|co|chu|bac)\b"
    r"(?!.*\b(?:hung|cong nhan|hoi vien|doan vien|nhan dan|ba con)\b).{0,60}"
)
TITLE_LABEL = r"(?:tiêu đề|tên bài(?: viết)?|tít(?: bài)?)\s*[:–-]"
LEAD_LABEL = r"(?:sa ?pô|sapo|tóm tắt|tít phụ|mở đầu|dẫn đề)\s*[:–-]"
TEXT_LABEL = re.compile(r"(?:nội dung(?: bài(?: viết)?)?|thân bài|bài viết)\s*:", re.I)
LONGEST_LABEL = 90


def is_greeting(words: str) -> bool:
    """`Kính gửi: …`."""
    return bool(GREETING.fullmatch(folded(words)))


def is_on_top(words: str) -> bool:
    """What its writer puts over a title: `TIN BÀI`, a date, a greeting to the editors."""
    plain = folded(words)
    to_editors = is_greeting(words) and TO_EDITORS.search(plain)
    whole = (LABEL, DATE_LINE, DAY_LINE, TO_A_COLLEAGUE)
    return bool(to_editors) or any(kind.fullmatch(plain) for kind in whole)


def is_label(words: str) -> bool:
    """`BẢN TIN TRUYỀN THANH`, `Chuyên mục: …`: a label where a title follows, else perhaps the title."""
    plain = folded(words)
    if len(plain) > LONGEST_LABEL:
        return False
    known = plain.startswith(LABEL_BEGINS) and LABEL_WORDS.issuperset(re.findall(r"\w+", plain))
    return known or bool(OTHER_LABEL.fullmatch(plain))


def signs_on_top(element: Element) -> bool:
    """`Tin, ảnh: Lò Văn Mẫu` over the title, where most write it below the text."""
    words = one_line(element.text)
    signed = read_line(words)
    at_right = isinstance(element, Paragraph) and element.align == "right"
    return bool(signed and signed.author) and (at_right or bool(AUTHOR.fullmatch(words)))


def without_labels(elements: list[Element]) -> list[Element]:
    """Title, lead and text without the "Tiêu đề:", "Sapo:" and "Nội dung:" before them."""
    named = list(elements[:3])
    for place, label in enumerate((TITLE_LABEL, LEAD_LABEL)):
        if place < len(named):
            named[place] = without_label(named[place], label)
    named = [
        one
        for n, one in enumerate(named)
        if not (n and isinstance(one, Paragraph | Heading) and TEXT_LABEL.fullmatch(one.text))
    ]
    return [*named, *elements[3:]]


def without_label(element: Element, label: str) -> Element:
    """An element's words without the label that they begin with."""
    if not isinstance(element, Paragraph | Heading):
        return element
    found = re.match(rf"{label}\s*(?=\S)", element.text, re.I)
    if not found:
        return element
    html = re.sub(rf"^((?:<[bi]>)*){label}((?:</[bi]>)*)\s*", r"\1\2", element.html, flags=re.I)
    return replace(element, html=balanced(html), text=element.text[found.end() :])

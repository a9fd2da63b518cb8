"""The frame of an official document, which a web page does not repeat.

Decree 30/2020/NĐ-CP, annex I: the motto, the agency, number and date stand on top; then the kind
of document and its subject, both centred; recipients and signature at the end.
"""

import re

from manuscripts.elements import Element, Heading, Paragraph, Table, plain_paragraph
from manuscripts.word.losses import Losses
from pages.clean_text import folded, one_line

MOTTO = "cong hoa xa hoi chu nghia viet nam"
FREEDOM = re.compile(r"doc lap\W{1,5}tu do\W{1,5}hanh phuc\W*")
NUMBER = re.compile(r"so\s*:.{0,40}")
PLACE_AND_DATE = re.compile(r".{0,40},\s*ngay.{0,12}thang.{0,12}nam.{0,8}")
AGENCY = re.compile(
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|dang uy|mttq|ban|hoi|cong an)\b.{0,60}"
)
KINDS = [
    "thong bao",
    "ke hoach",
    "quyet dinh",
    "bao cao",
    "cong van",
    "giay moi",
    "thu moi",
    "to trinh",
    "huong dan",
    "chi thi",
    "nghi quyet",
    "cong dien",
    "thu ngo",
    "loi keu goi",
    "phuong an",
    "chuong trinh",
    "quy che",
    "noi quy",
    "lich",
]
RECIPIENTS = re.compile(r"nơi nhận\s*:", re.I)
RULE = re.compile(r"[-_–—*.\s]*")
TOP = 8


def without_frame(elements: list[Element], losses: Losses) -> list[Element]:
    """The document without letterhead and recipients, its kind and subject as one title."""
    cut = end_of_letterhead(elements)
    losses["letterhead"] = bool(cut)
    return whole_title(without_recipients(elements[cut:], losses))


def end_of_letterhead(elements: list[Element]) -> int:
    """How many elements on top are letterhead; none without the national motto."""
    top = [folded(" ".join(element.texts)) for element in elements[:TOP]]
    motto = next((n for n, words in enumerate(top) if MOTTO in words), None)
    if motto is None or not all(map(is_letterhead, elements[:motto], top)):
        return 0
    end = motto + 1
    while end < len(top) and is_letterhead(elements[end], top[end]):
        end += 1
    return end


def is_letterhead(element: Element, words: str) -> bool:
    """A line or table that may stand above the kind of a document; `words` are folded."""
    if isinstance(element, Table):
        return True
    kinds = (RULE, FREEDOM, NUMBER, PLACE_AND_DATE, AGENCY)
    return MOTTO in words or any(kind.fullmatch(words) for kind in kinds)


def whole_title(elements: list[Element]) -> list[Element]:
    """`THÔNG BÁO` over `Về việc …` becomes one heading."""
    while elements and isinstance(elements[0], Paragraph) and RULE.fullmatch(elements[0].text):
        elements = elements[1:]
    first, second = [*elements, None, None][:2]
    if not (is_line(first) and is_line(second)) or folded(first.text).strip(" :") not in KINDS:
        return elements
    subject = one_line(second.text)
    about = folded(subject).startswith(("ve viec", "v/v", "ve "))
    if not about and not (isinstance(second, Paragraph) and second.align == "center"):
        return elements
    kind = one_line(first.text).strip(" :").capitalize()
    subject = subject if subject.isupper() else subject[:1].lower() + subject[1:]
    title = f"{kind} {subject}"
    return [Heading(title, title), *elements[2:]]


def is_line(element: Element | None) -> bool:
    """Words in one line or paragraph."""
    return isinstance(element, Paragraph | Heading)


def without_recipients(elements: list[Element], losses: Losses) -> list[Element]:
    """Who got a copy concerns nobody on the web; who signed stays."""
    left: list[Element] = []
    for element in elements:
        if isinstance(element, Table) and RECIPIENTS.match(one_line(element.rows[0][0])):
            losses["recipients"] = 1
            signed = [cell for row in element.rows for cell in row[1:] if cell]
            left += [plain_paragraph(one_line(cell), align="right") for cell in signed]
        else:
            left.append(element)
    return left

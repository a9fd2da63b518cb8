"""The frame of an official document, which a web page does not repeat.

Decree 30/2020/NĐ-CP, annex I: the motto, the agency, number and date stand on top; then the kind
of document and its subject, both centred; recipients and signature at the end.
"""

import re

from manuscripts.elements import Element, Heading, Paragraph, Table, escaped, plain_paragraph
from manuscripts.opening import is_rule_line
from manuscripts.top_lines import is_greeting
from manuscripts.word.losses import Losses
from pages.clean_text import folded, one_line

MOTTO = "cong hoa xa hoi chu nghia viet nam"
PARTY = "dang cong san viet nam"
UNION = re.compile(r"doan (?:tncs|thanh nien cong san) ho chi minh")
"""The youth union writes its own name where others write the motto."""
FREEDOM = re.compile(r"doc lap\W{1,5}tu do\W{1,5}hanh phuc\W*")
NUMBER = re.compile(r"(?:so|luat so)\s*[:.\d_…/\-–].{0,40}")
PLACE_AND_DATE = re.compile(r"\A.{0,60}?,? ?ngay.{0,20}thang.{0,20}nam.{0,20}")
AGENCY = re.compile(
    r"(?:ubnd|uy ban|hdnd|hoi dong|dang uy|dang bo|tinh uy|huyen uy|chi bo|mttq|mat tran|bch|ban|hoi|cong an|"
    r"doan|huyen doan|tinh doan|thanh doan|xa doan|lien doan|cong doan|trung tam|truong|tram|so|phong|chu tich|cong ty|hop tac xa|van phong|"
    r"xa|phuong|thi tran|tinh|thanh pho|huyen|thon|ban|to dan pho)\b.{0,70}"
)
SUBJECT = re.compile(r"\(?(?:v/v|v[eề] vi[eệ]c)\s*:?\s*(.{8,300}?)\)?", re.I | re.S)
DRAFT = re.compile(r"\W{0,3}(?:du thao|ban sao|hoa toc|thuong khan|khan)\b.{0,20}")
"""What stands over a letterhead."""
STAR = re.compile(r"\W{0,4}")
FORM_KINDS = (
    "to khai", "don", "phieu", "giay de nghi", "giay", "bien ban", "bang ke", "danh sach", "bao cao", "ban cam ket",
)  # fmt: skip
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
    "ket luan",
    "quy dinh",
    "cong dien",
    "thong tri",
    "thong cao",
    "loi keu goi",
    "thu ngo",
    "thu keu goi",
    "phuong an",
    "de an",
    "chuong trinh",
    "quy che",
    "noi quy",
    "lich",
    "bien ban",
]
RECIPIENTS = re.compile(r"nơi nhận\s*:", re.I)
TOP = 14
MOST_SUBJECT_LINES = 4
LONGEST_KIND = 40
"""`THÔNG BÁO KẾT LUẬN`, `BÁO CÁO TỔNG KẾT`."""


def without_frame(elements: list[Element], losses: Losses) -> list[Element]:
    """The document without letterhead and recipients, its kind and subject as one title."""
    elements = [one for one in elements if not is_rule(one)]
    cut = end_of_letterhead(elements)
    losses["letterhead"] = bool(cut)
    losses.words["letterhead"] += [text for one in elements[:cut] for text in one.texts]
    left = without_recipients(elements[cut:], losses)
    titled = whole_title(left)
    subject = subject_in(elements[:cut]) if titled is left else ""
    return [Heading(escaped(subject), subject), *left] if subject else titled


def is_rule(element: Element) -> bool:
    """A line of dashes, stars or dots that only divides."""
    return is_line(element) and is_rule_line(element.text)


def end_of_letterhead(elements: list[Element]) -> int:
    """How many elements on top are letterhead; none without the national motto or the party's name."""
    top = [folded(" ".join(element.texts)) for element in elements[:TOP]]
    motto = next(
        (n for n, words in enumerate(top) if MOTTO in words or ends_as_letterhead(words[-160:])),
        None,
    )
    if motto is None or not all(map(is_letterhead, elements[:motto])):
        return 0
    if not is_letterhead(elements[motto]):
        return 0
    end = motto + 1
    while end < len(top) and is_letterhead(elements[end]):
        end += 1
    return end


def ends_as_letterhead(words: str) -> bool:
    """The name that stands where others have the national motto."""
    return PARTY in words or bool(UNION.search(words))


def is_letterhead(element: Element) -> bool:
    """A line or table that may stand above the kind of a document."""
    if isinstance(element, Table):
        cells = [cell for row in element.rows for cell in row if cell.strip()]
        return len(element.rows) <= 6 and all(map(is_frame, cells)) and not element.pictures
    return (
        is_line(element)
        and is_frame(element.text, in_table=False)
        and folded(element.text).strip(" :") not in KINDS
    )


def is_frame(words: str, in_table: bool = True) -> bool:
    """Agency, motto, number, date or subject, in one line or several; in a table any short capitals."""
    if SUBJECT.fullmatch(one_line(words)):
        return True
    above = ""
    for line in filter(None, map(str.strip, words.split("\n"))):
        plain = folded(line)
        known = MOTTO in plain or ends_as_letterhead(plain) or STAR.fullmatch(plain)
        kinds = (FREEDOM, NUMBER, PLACE_AND_DATE, AGENCY, DRAFT)
        if plain.startswith(("v/v", "ve viec")) or (
            above.startswith(("v/v", "ve viec")) and line[:1].islower()
        ):
            above = "v/v"
            continue
        shape = in_table and len(line) <= 60 and line.isupper() and plain.strip(" :") not in KINDS
        if not (
            known or shape or is_rule_line(line) or any(kind.fullmatch(plain) for kind in kinds)
        ):
            return False
        above = plain
    return True


def subject_in(frame: list[Element]) -> str:
    """What an official letter is about: "V/v …" stands in its letterhead."""
    for element in frame:
        cells = (
            [c for row in element.rows for c in row]
            if isinstance(element, Table)
            else [element.text]
        )
        for cell in cells:
            lines = [line.strip() for line in cell.split("\n")]
            start = next(
                (n for n, line in enumerate(lines) if folded(line).startswith(("v/v", "ve viec"))),
                None,
            )
            found = (
                SUBJECT.fullmatch(one_line(" ".join(lines[start:]))) if start is not None else None
            )
            if found:
                return f"Công văn về việc {found[1].strip(' .')}"
    return ""


def whole_title(elements: list[Element]) -> list[Element]:
    """`THÔNG BÁO` over `Về việc …`, in one or several lines, becomes one heading."""
    first = elements[0] if elements else None
    if not is_line(first):
        return elements
    lines = [part.strip() for part in first.text.split("\n") if part.strip()]
    kind = folded(lines[0]).strip(" :")
    longer = lines[0].isupper() and len(kind) <= LONGEST_KIND and kind.startswith(tuple(KINDS))
    if kind not in KINDS and not (longer and len(elements) > 1 and is_subject(elements[1], [])):
        return sentence_case(elements)
    parts, used = lines[1:], 1
    for below in elements[1 : 1 + MOST_SUBJECT_LINES]:
        if not is_subject(below, parts):
            break
        parts.append(below.text)
        used += 1
    if not parts:
        return elements
    subject = one_line(" ".join(parts))
    about = SUBJECT.fullmatch(subject) if not subject.isupper() else None
    subject = f"về việc {about[1]}" if about else subject
    subject = subject if subject.isupper() else subject[:1].lower() + subject[1:]
    title = f"{lines[0].strip(' :').capitalize()} {subject}"
    return [Heading(escaped(title), title), *elements[used:]]


def is_subject(element: Element, above: list[str]) -> bool:
    """A line of the subject below the kind of a document."""
    if not is_line(element) or is_greeting(element.text):
        return False
    words = folded(element.text)
    about = words.startswith(("ve viec", "v/v", "ve "))
    centred = isinstance(element, Heading) or element.align == "center"
    if not above:
        return about or centred
    office = AGENCY.fullmatch(words) and element.text.isupper()
    begins = words.startswith("can cu") or office or PLACE_AND_DATE.fullmatch(words)
    same = isinstance(element, Heading) or element.bold or element.text[:1].islower()
    return centred and same and not about and not begins and len(element.text) <= 200


def sentence_case(elements: list[Element]) -> list[Element]:
    """`TỜ KHAI ĐĂNG KÝ KHAI SINH`, the name of a form, without its capitals."""
    first = elements[0]
    words = one_line(first.text)
    if not (words.isupper() and folded(words).startswith(FORM_KINDS) and len(words) <= 100):
        return elements
    return [Heading(escaped(words.capitalize()), words.capitalize()), *elements[1:]]


def is_line(element: Element | None) -> bool:
    """Words in one line or paragraph."""
    return isinstance(element, Paragraph | Heading)


def without_recipients(elements: list[Element], losses: Losses) -> list[Element]:
    """Who got a copy concerns nobody on the web; who signed stays."""
    left: list[Element] = []
    for element in elements:
        if isinstance(element, Table) and RECIPIENTS.match(one_line(element.rows[0][0])):
            losses["recipients"] = 1
            losses.words["recipients"] += [row[0] for row in element.rows]
            signed = [cell for row in element.rows for cell in row[1:] if cell]
            lines = [line for cell in signed for line in cell.split("\n") if line.strip()]
            left += [plain_paragraph(one_line(line), align="right") for line in lines]
        else:
            left.append(element)
    return left

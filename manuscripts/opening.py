"""The first lines of a text that somebody wrote in Word: labels, dates and greetings over the title.

Also undone here: a title on two lines, and whole articles typed into one paragraph with Shift+Enter.
"""

import re
from dataclasses import replace

from manuscripts.bylines import balanced
from manuscripts.elements import Element, Heading, Paragraph
from pages.clean_text import folded, one_line

LABEL = re.compile(
    r"(?:tin,? ?(?:va )?bai|tin ?[-–/] ?bai|bai viet|tin bai(?: cong tac vien)?|tin tuc|ban tin|tin|bai|tin hoat dong|"
    r"(?:toi|em|chung toi|don vi|nhom)?,? ?(?:xin )?gui (?:kem )?(?:tin|bai)\b.{0,60}|bai tuyen truyen|tin anh|bai dang (?:trang|cong).{0,60}|tin dang (?:trang|cong).{0,60})\W*"
)
DATE_LINE = re.compile(
    r"\W{0,3}(?:[^\W\d][^,]{0,40}, ?)?(?:(?:thu [a-z]+|chu nhat),? ?)?(?:ngay ?)?(?:dang|gui|viet)?\W{0,3}"
    r"(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}|[\d.…_ ]{1,12}thang[\d.…_ ]{1,12}nam[\d.…_ ]{1,14})\W*"
    r"(?:(?:luc|hoi)? ?\d{1,2} ?(?:[:h]|gio) ?(?:\d{2})?(?: phut)?(?: ?gmt ?\+7)?)?\W*"
)
GREETING = re.compile(
    r"(?:kinh (?:gui|thua|chao)|xin chao|thua (?:toan the|quy|cac|dong bao|ba con|dong chi|ong|ba))\b.{0,200}"
)
TO_EDITORS = re.compile(
    r"ban bien tap|bbt|trang thong tin|cong thong tin|trang tin|dai truyen thanh|toa soan|trang ttdt"
)
RULE = re.compile(r"[\W_]*(?:o ?0 ?o)?[\W_]*", re.I)
MOST_ON_TOP = 6
LONGEST_TITLE_LINE, LONGEST_TITLE = 160, 255
SENTENCE = re.compile(r"[.!?:;…][\"”’)]*$")
LONG_LINE = 60


def is_rule_line(words: str) -> bool:
    """Only dashes, stars, dots or `-----o0o-----`."""
    return (
        bool(words.strip())
        and bool(RULE.fullmatch(words))
        and not any(map(str.isdigit, words.replace("0", "")))
    )


def is_greeting(words: str) -> bool:
    """`Kính gửi: …`."""
    return bool(GREETING.fullmatch(folded(words)))


def is_on_top(words: str) -> bool:
    """What its writer puts over a title: `TIN BÀI`, a date, a greeting to the editors."""
    plain = folded(words)
    to_editors = is_greeting(words) and TO_EDITORS.search(plain)
    return bool(LABEL.fullmatch(plain) or DATE_LINE.fullmatch(plain) or to_editors)


def settle_opening(elements: list[Element]) -> tuple[list[Element], list[str]]:
    """The elements beginning with their title, and the lines above it that are left out."""
    dropped, greetings, place = [], [], 0
    while place < min(MOST_ON_TOP, len(elements) - 1) and isinstance(
        elements[place], Paragraph | Heading
    ):
        if is_on_top(elements[place].text):
            dropped.append(elements[place].text)
        elif is_greeting(elements[place].text):
            greetings.append(elements[place])
        elif not is_rule_line(elements[place].text):
            break
        place += 1
    left = elements[place:]
    if greetings and not (left and stands_out(left[0])):
        return [*greetings, *left], dropped
    left = title_joined(left)
    return [*left[:1], *greetings, *left[1:]], dropped


def stands_out(element: Element) -> bool:
    """A heading, or a line that looks like a title."""
    if isinstance(element, Heading):
        return True
    if not isinstance(element, Paragraph) or len(element.text) > LONGEST_TITLE_LINE:
        return False
    return not SENTENCE.search(element.text) and (
        element.bold or element.align == "center" or element.text.isupper()
    )


def title_joined(elements: list[Element]) -> list[Element]:
    """A title that its writer broke over two or three lines, as one."""
    if not elements or not stands_out(elements[0]):
        return elements
    count = 1
    while count < min(3, len(elements) - 1) and goes_on(elements[0], elements[count]):
        count += 1
    words = one_line(" ".join(one.text for one in elements[:count]))
    if count == 1 or len(words) > LONGEST_TITLE or not isinstance(elements[count], Paragraph):
        return elements
    return [
        replace(elements[0], html=" ".join(one.html for one in elements[:count]), text=words),
        *elements[count:],
    ]


def goes_on(first: Element, below: Element) -> bool:
    """Looks as the first line of the title does, so that it is more of it."""
    if not stands_out(below) or type(first) is not type(below):
        return False
    if isinstance(first, Heading):
        return (
            first.level == below.level == 2 and first.text.isupper() == below.text.isupper() is True
        )
    if first.text.isupper() != below.text.isupper() or first.bold != below.bold:
        return False
    if first.bold and below.align == first.align and below.text[:1].islower():
        return True
    return below.align == first.align and (first.align == "center" or first.text.isupper())


def lines_parted(elements: list[Element]) -> list[Element]:
    """Paragraphs typed with Shift+Enter, cut where a line ends a sentence or the title."""
    parted: list[Element] = []
    for place, element in enumerate(elements):
        lines = element.text.split("\n") if isinstance(element, Paragraph) else []
        typed = len(lines) > 1 and (
            any(len(line) > LONG_LINE and SENTENCE.search(line) for line in lines)
            or (place < MOST_ON_TOP and any(map(is_on_top, lines[:-1])))
        )
        parted += cut(element) if typed else [element]
    return parted


def cut(paragraph: Paragraph) -> list[Element]:
    """A paragraph for each line; a line that breaks off in a sentence goes on with the next."""
    pieces = [balanced(piece) for piece in balanced_pieces(paragraph.html)]
    lines = paragraph.text.split("\n")
    if len(pieces) != len(lines):
        return [paragraph]
    made: list[Paragraph] = []
    for html, text in zip(pieces, map(str.strip, lines), strict=True):
        if made and not ends(made[-1], text):
            above = made[-1]
            made[-1] = replace(above, html=f"{above.html} {html}", text=f"{above.text} {text}")
        elif text:
            made.append(
                replace(
                    paragraph,
                    html=html,
                    text=text,
                    bold=is_whole(html, "b"),
                    italic=is_whole(html, "i"),
                )
            )
    return list(made)


def ends(above: Paragraph, below: str) -> bool:
    """Whether a line is whole: a sentence's end, or the next begins anew."""
    return bool(SENTENCE.search(above.text)) or not below[:1].islower()


def is_whole(html: str, tag: str) -> bool:
    """Wholly inside one tag."""
    return (
        html.startswith(f"<{tag}>") and html.endswith(f"</{tag}>") and html.count(f"<{tag}>") == 1
    )


def balanced_pieces(html: str) -> list[str]:
    """The lines of inline HTML, each with the tags that were open where it begins."""
    pieces, opened = [], []
    for line in html.split("<br/>"):
        pieces.append("".join(opened) + line)
        for tag in re.findall(r"<(?:/?\w+)[^>]*>", line):
            if tag.startswith("</"):
                opened = opened[:-1]
            else:
                opened.append(tag)
    return pieces

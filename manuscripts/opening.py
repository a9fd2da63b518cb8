"""The first lines of a text that somebody wrote in Word: labels, dates and greetings over the title.

Also undone here: a title on two lines, and whole articles typed into one paragraph with Shift+Enter.
"""

import re
from dataclasses import replace

from manuscripts.bylines import balanced
from manuscripts.elements import Element, Heading, Paragraph, plain_paragraph
from manuscripts.top_lines import is_greeting, is_label, is_on_top, signs_on_top, without_labels
from pages.clean_text import one_line

RULE = re.compile(r"[\W_]*(?:o ?0 ?o)?[\W_]*", re.I)
MOST_ON_TOP = 6
LONGEST_TITLE_LINE, LONGEST_TITLE = 160, 255
SENTENCE = re.compile(r"[.!?:;…][\"”’)]*$")
STOP = re.compile(r"(?<![.\s])\.$")
STOP_IN_HTML = re.compile(r"\.((?:</\w+>)*)$")
LONG_LINE = 60


def is_rule_line(words: str) -> bool:
    """Only dashes, stars, dots or `-----o0o-----`."""
    return (
        bool(words.strip())
        and bool(RULE.fullmatch(words))
        and not any(map(str.isdigit, words.replace("0", "")))
    )


def settle_opening(elements: list[Element]) -> tuple[list[Element], list[str]]:
    """The elements beginning with their title, and the lines above it that are left out."""
    top: dict[str, list[Element]] = {"dropped": [], "greeting": [], "signed": [], "rule": []}
    place = 0
    while place < min(MOST_ON_TOP, len(elements) - 1):
        kind = kind_on_top(elements[place], elements[place + 1])
        if not kind:
            break
        top[kind].append(elements[place])
        place += 1
    left, dropped = without_labels(elements[place:]), [one.text for one in top["dropped"]]
    if top["greeting"] and not (left and stands_out(left[0])):
        return [*top["greeting"], *left], dropped
    left = title_without_stop(title_joined(left))
    signed = [plain_paragraph(one.text, align="right") for one in top["signed"]]
    return [*left[:1], *signed, *top["greeting"], *left[1:]], dropped


def kind_on_top(line: Element, below: Element) -> str:
    """What a line over the title is; nothing for the title itself."""
    if not isinstance(line, Paragraph | Heading):
        return ""
    if is_on_top(line.text) or (is_label(line.text) and could_be_title(below)):
        return "dropped"
    if is_greeting(line.text):
        return "greeting"
    if signs_on_top(line) and stands_out(below):
        return "signed"
    return "rule" if is_rule_line(line.text) else ""


def could_be_title(element: Element) -> bool:
    """Words, and not yet the running text."""
    if not isinstance(element, Paragraph | Heading) or len(element.text) > LONGEST_TITLE_LINE:
        return False
    return not SENTENCE.search(element.text) or is_label(element.text)


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
    if not elements or not (stands_out(elements[0]) or opens_title(elements[0])):
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


def opens_title(element: Element) -> bool:
    """`XÃ MẪU:` over the rest of a title."""
    looks = isinstance(element, Paragraph) and (element.bold or element.align == "center")
    return looks and element.text.endswith(":") and len(element.text) <= LONG_LINE


def title_without_stop(elements: list[Element]) -> list[Element]:
    """A bold line in the middle above the text is its title, even where its writer closed it with a full stop."""
    first = elements[0] if len(elements) > 1 else None
    if not isinstance(first, Paragraph) or not (first.bold and first.align == "center"):
        return elements
    if len(first.text) > LONGEST_TITLE_LINE or not STOP.search(first.text):
        return elements
    text = STOP.sub("", first.text)
    return [
        replace(first, html=balanced(STOP_IN_HTML.sub(r"\1", first.html)), text=text),
        *elements[1:],
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
        for tag in re.findall(r"</?\w++[^<>]*+>", line):
            if tag.startswith("</"):
                opened = opened[:-1]
            else:
                opened.append(tag)
    return pieces

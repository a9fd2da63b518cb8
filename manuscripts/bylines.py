"""Tells the signature of an article from its last paragraph.

A signature is short and of a known form; whatever is in doubt stays in the text, because
a lost last paragraph is worse than an author left for the editor to fill in.
"""

import re
from dataclasses import replace

import nh3

from manuscripts.elements import (
    Element,
    FileLink,
    Heading,
    Paragraph,
    Picture,
    PictureRow,
    plain_paragraph,
)
from manuscripts.signatories import LINES_THAT_TELL, SEALED, ends_with_office
from manuscripts.signatures import LONGEST_LINE, Byline, is_labelled, is_role, read_line
from pages.clean_text import one_line

MOST_LINES = 5
LINES_ABOVE = 12
"""How far up an office is looked for: each line asks, and a list of households has thousands."""
AFTER_THE_END = re.compile(r"(?s)\A(?P<words>.*(?:\.\s?/\s?\.|/\.))\s+(?P<tail>\S.{1,69})")
IN_CLOSING_BRACKETS = re.compile(r"(?s)\A(?P<words>.*[.!?…”])\s*(?P<tail>\([^()]{1,69}\))\.?")


def take_bylines(elements: list[Element]) -> tuple[Byline, list[Element]]:
    """The signature of an article and the elements left without it."""
    closing, left = take_closing_lines(signature_on_its_own_line(elements))
    inner, left = take_marked_lines(left)
    return inner.joined(closing), left


def take_closing_lines(elements: list[Element]) -> tuple[Byline, list[Element]]:
    """Signature lines at the very end, before any pictures that close the article."""
    found, left, taken = Byline(), list(elements), 0
    for place in range(len(left) - 1, 0, -1):
        element = left[place]
        if isinstance(element, Picture | PictureRow | FileLink):
            continue
        line = read_line(one_line(element.text)) if _is_line(element) else None
        if line is None or taken == MOST_LINES or signs_a_document(left, place):
            break
        found, taken = line.joined(found), taken + 1
        del left[place]
    return found, left


def signs_a_document(elements: list[Element], place: int) -> bool:
    """Whether the line at `place` belongs to the signature of a notice, which stays in its text."""
    lines: list[str] = []
    for above in range(place, max(-1, place - LINES_ABOVE), -1):
        if _is_line(elements[above]):
            lines.insert(0, one_line(elements[above].text))
            if sum(not SEALED.fullmatch(line) for line in lines) == LINES_THAT_TELL:
                break
    return ends_with_office(lines)


def take_marked_lines(elements: list[Element]) -> tuple[Byline, list[Element]]:
    """Signatures inside the text, where a label or the right margin leaves no doubt."""
    found, left = Byline(), []
    for place, element in enumerate(elements):
        above = elements[place - 1] if place else None
        signable = (place or len(elements) > 1) and not signs_a_document(elements, place)
        line = _marked_line(element, above) if signable else None
        if line is None:
            left.append(element)
        else:
            found = found.joined(line)
    return found, left


def _marked_line(element: Element, above: Element | None) -> Byline | None:
    if not _is_line(element):
        return None
    text = one_line(element.text)
    after_role = _is_line(above) and is_role(above.text)
    at_the_right = isinstance(element, Paragraph) and element.align == "right"
    sure = at_the_right or after_role or is_role(text) or is_labelled(text)
    return read_line(text) if sure else None


def _is_line(element: Element | None) -> bool:
    is_words = isinstance(element, Paragraph | Heading)
    return is_words and len(element.text) <= LONGEST_LINE


def signature_on_its_own_line(elements: list[Element]) -> list[Element]:
    """Part a signature from the last sentence when both share one paragraph."""
    for place in range(len(elements) - 1, -1, -1):
        element = elements[place]
        if isinstance(element, Paragraph):
            if len(element.text) > LONGEST_LINE or "\n" in element.text:
                return [*elements[:place], *parted(element), *elements[place + 1 :]]
            if read_line(one_line(element.text)) is None:
                break
    return elements


def parted(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph, and under it the signature that ended it."""
    lines = paragraph.text.split("\n")
    if len(lines) > 1 and read_line(one_line(lines[-1])) is not None:
        words, _, tail = paragraph.html.rpartition("<br/>")
        above = replace(paragraph, html=balanced(words), text="\n".join(lines[:-1]).strip())
        return [*parted(above), replace(paragraph, html=balanced(tail), text=lines[-1].strip())]
    ending = AFTER_THE_END.fullmatch(paragraph.text) or IN_CLOSING_BRACKETS.fullmatch(
        paragraph.text
    )
    if not ending or read_line(ending["tail"]) is None:
        return [paragraph]
    words = replace(paragraph, text=ending["words"], html=cut_after(paragraph.html, ending["tail"]))
    return [words, plain_paragraph(ending["tail"])]


def cut_after(html: str, tail: str) -> str:
    """The HTML before a closing signature."""
    place = html.rfind(tail.split(maxsplit=1)[0])
    return balanced(html[:place]).rstrip() if place > 0 else html


def balanced(html: str) -> str:
    """A piece cut out of inline HTML, its tags closed again."""
    whole = nh3.clean(html, tags={"b", "i", "s", "sup", "sub", "a", "br"}, link_rel=None)
    return whole.replace("<br>", "<br/>").strip()

"""Captions in plain text: the pictures are gone, short lines between paragraphs are left."""

import re

from manuscripts.captions import PHOTO_CREDIT, caption_text, says_title
from manuscripts.elements import Element, Paragraph, Picture
from manuscripts.line_shapes import ends_sentence, is_item, is_listed, is_of_a_letter
from manuscripts.signatures import is_labelled, is_role, read_line

PHOTOS_FOLLOW = re.compile(r"\b(?:hình )?ảnh\b", re.I)
LONGEST_CAPTION = 220
LONGEST_LAST_CAPTION = 90
"""The last line before the signature is more often a sentence that lost its full stop."""


def captions_of_lost_pictures(elements: list[Element], title: str) -> list[Element]:
    """The elements with every caption as a picture without a source."""
    lines = [e for e in elements if not (isinstance(e, Paragraph) and says_title(e.text, title))]
    lines = without_repeats(lines)
    first = next((n for n, line in enumerate(lines) if is_sentence(line)), len(lines))
    left, run = lines[: first + 1], []
    for line in lines[first + 1 :]:
        if is_short(line):
            run.append(line)
        else:
            left += [*settled(run, left[-1], closing=False), line]
            run = []
    return left + (settled(run, left[-1], closing=True) if run else [])


def settled(run: list[Paragraph], above: Element, closing: bool) -> list[Element]:
    """A run of short lines: captions, unless it is a list, an address or headings."""
    signed = {n for n in range(len(run)) if signs(n, run, closing)}
    words = above.text if isinstance(above, Paragraph) else ""
    introduced = words.endswith(":") and not PHOTOS_FOLLOW.search(words)
    if introduced or any(is_of_a_letter(line.text) for line in run):
        return list(run)
    items = [n for n, line in enumerate(run) if is_item(line.text) and n not in signed]
    kept = signed | {n for n, line in enumerate(run) if is_listed(line.text)}
    kept |= set(range(items[0], len(run))) if items else set()
    if closing and signed:
        before = range(min(signed))
        kept |= {n for n in before if len(run[n].text) > LONGEST_LAST_CAPTION}
    return with_credits(
        [
            line if n in kept else Picture(caption=caption_text(line.text))
            for n, line in enumerate(run)
        ]
    )


def with_credits(elements: list[Element]) -> list[Element]:
    """`Ảnh: …` on a line of its own belongs to the caption above, not to another picture."""
    left: list[Element] = []
    for element in elements:
        above = left[-1] if left else None
        credit = isinstance(element, Picture) and PHOTO_CREDIT.fullmatch(element.caption)
        if credit and isinstance(above, Picture):
            above.caption = f"{above.caption} {element.caption}"
        else:
            left.append(element)
    return left


def signs(place: int, run: list[Paragraph], closing: bool) -> bool:
    """A signature: at the end any of known form, inside the text only under its role."""
    text = run[place].text
    after_role = place > 0 and is_role(run[place - 1].text)
    if closing or after_role:
        return read_line(text) is not None
    return is_role(text) or is_labelled(text)


def is_short(element: Element) -> bool:
    """A line that could be a caption."""
    words = element.text if isinstance(element, Paragraph) else ""
    return 0 < len(words) <= LONGEST_CAPTION and not is_sentence(element)


def is_sentence(element: Element) -> bool:
    """Running text: long, or closed like a sentence, and nobody's signature."""
    if not isinstance(element, Paragraph):
        return False
    closed = len(element.text) > LONGEST_CAPTION or ends_sentence(element.text)
    return closed and read_line(element.text) is None


def without_repeats(elements: list[Element]) -> list[Element]:
    """Drop a line that says again what the line above said."""
    pairs = zip([None, *elements], elements, strict=False)
    return [e for above, e in pairs if not (isinstance(e, Paragraph) and says_same(above, e))]


def says_same(above: Element | None, line: Paragraph) -> bool:
    """Whether the line above has the same words."""
    return isinstance(above, Paragraph) and above.text == line.text

"""Finds the captions of an article's pictures, which old portals kept as ordinary lines."""

import re

from manuscripts.elements import Element, Paragraph, Picture, pictures_of
from manuscripts.end_marks import without_end_mark
from manuscripts.line_shapes import PHOTO_WORDS, SENTENCE_END, is_listed
from manuscripts.people import is_initials
from manuscripts.signatures import read_line
from pages.clean_text import folded, one_line

LONGEST_MARKED, LONGEST_PLAIN = 400, 150
LINES_BELOW = 6
PHOTO_CREDIT = re.compile(r"\(?(?:ảnh|nguồn ảnh|nguồn)\s*[:–-]\s*\S.{0,80}", re.I)
NUMBERED_PHOTO = re.compile(r" ?[-–] ?(?:ảnh|hình) \d{1,4}\.?$", re.I)


def with_captions(elements: list[Element], title: str) -> list[Element]:
    """The elements with each caption moved into the picture that it stands under."""
    left: list[Element] = []
    place = 0
    while place < len(elements):
        element = elements[place]
        pictures = pictures_of(element)
        left.append(element)
        place += 1
        if pictures:
            _drop_title(pictures, title)
            below = elements[place : place + LINES_BELOW]
            place += len(below) - len(caption_from(below, pictures[-1], title))
    return left


def caption_from(following: list[Element], picture: Picture, title: str) -> list[Element]:
    """Give a picture the lines that caption it; what is left of the lines below."""
    while following and isinstance(following[0], Paragraph):
        line = following[0]
        words = caption_text(line.text)
        if same(words, picture.caption) or (says_title(words, title) and is_caption(line)):
            following = following[1:]
        elif picture.caption and PHOTO_CREDIT.fullmatch(words):
            picture.caption = f"{picture.caption} {words}"
            return following[1:]
        elif not picture.caption and (is_caption(line) or is_credit(words, following[1:])):
            picture.caption = words
            following = following[1:]
        else:
            break
    return following


def is_credit(words: str, below: list[Element]) -> bool:
    """`(Ảnh: Lò Văn Mẫu)` right under a picture and above more text says who took it, not who wrote."""
    return bool(PHOTO_CREDIT.fullmatch(words)) and any(isinstance(e, Paragraph) for e in below)


def _drop_title(pictures: list[Picture], title: str) -> None:
    for picture in pictures:
        picture.caption = "" if says_title(picture.caption, title) else picture.caption


def is_caption(line: Paragraph) -> bool:
    """A line under a picture that describes it, by its look or its shortness."""
    words = line.text.strip()
    sentence = bool(SENTENCE_END.search(words))
    if line.align == "right" or signs(line):
        return False
    if line.align == "center" or line.italic or PHOTO_WORDS.match(words):
        return len(words) <= LONGEST_MARKED
    if line.under_picture:
        return len(words) <= (LONGEST_PLAIN if sentence else 2 * LONGEST_PLAIN)
    return len(words) <= LONGEST_PLAIN and not sentence and not line.bold and not is_listed(words)


def signs(line: Paragraph) -> bool:
    """True for a signature; a name in italics or centred under a picture is who it shows."""
    marked = line.italic or line.align == "center" or line.under_picture
    return read_line(one_line(line.text)) is not None and (not marked or is_initials(line.text))


def caption_text(text: str) -> str:
    """A caption on one line, without the mark that ends official texts."""
    return without_end_mark(one_line(text))


def says_title(text: str, title: str) -> bool:
    """Whether a line repeats the title, perhaps as the name of its first photo."""
    return bool(title) and same(NUMBERED_PHOTO.sub("", one_line(text)), title)


def same(one: str, other: str) -> bool:
    """Equal but for case, marks and closing punctuation."""
    return bool(one) and folded(one).strip(" .,:;-") == folded(other).strip(" .,:;-")

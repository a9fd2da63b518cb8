"""Finds the captions of an article's pictures, which old portals kept as ordinary lines."""

import re
from dataclasses import replace

from news.bylines import is_labelled, is_role, read_line
from news.people import is_initials
from pages.clean_text import folded, one_line
from pages.elements import Element, Paragraph, Picture, PictureRow, pictures_of
from pages.end_marks import without_end_mark

LONGEST_MARKED, LONGEST_PLAIN, LONGEST_IN_TEXT = 400, 150, 220
SENTENCE_END = re.compile(r"[.!?:;…]['\"”’)]*$")
PHOTO_WORDS = re.compile(r"\(?(?:ảnh|hình(?: ảnh)?)(?: minh họa| \d+)?\s*[:.–-]|\(?ảnh\b", re.I)
PHOTO_CREDIT = re.compile(r"\(?(?:ảnh|nguồn ảnh|nguồn)\s*[:–-]\s*\S.{0,80}", re.I)
NUMBERED_PHOTO = re.compile(r"\s*[-–]\s*(?:ảnh|hình) \d+\.?$", re.I)
LIST_LINE = re.compile(r"[-–+*•●▪◦○]|\(?(?:[0-9]{1,2}|[ivxIVX]{1,5}|[a-zđA-ZĐ])[.)/]|(?:điều|chương|mục|phần|bước) \d", re.I)
LABELLED = re.compile(r"[^:]{2,40}:\s")
INVITATION = ("kinh gui", "noi nhan", "dia chi", "dien thoai", "email", "so:", "hotline")


def with_captions(elements: list[Element], title: str) -> list[Element]:
    """The elements with each caption moved into the picture that it stands under."""
    left: list[Element] = []
    waiting = list(elements)
    while waiting:
        element = waiting.pop(0)
        pictures = pictures_of(element)
        left.append(element)
        if pictures:
            drop_title(pictures, title)
            waiting = caption_from(waiting, pictures[-1], title)
    return left


def caption_from(following: list[Element], picture: Picture, title: str) -> list[Element]:
    """Give a picture the lines that caption it; what is left of the lines below."""
    while following and isinstance(following[0], Paragraph):
        line = following[0]
        words = caption_text(line.text)
        if same(words, picture.caption) or says_title(words, title) and is_caption(line):
            following = following[1:]
        elif picture.caption and PHOTO_CREDIT.fullmatch(words):
            picture.caption = f"{picture.caption} {words}"
            return following[1:]
        elif not picture.caption and is_caption(line):
            picture.caption = words
            following = following[1:]
        else:
            break
    return following


def drop_title(pictures: list[Picture], title: str) -> None:
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
    return len(words) <= LONGEST_PLAIN and not sentence and not line.bold and not is_list(words)


def signs(line: Paragraph) -> bool:
    """True for a signature; a name in italics or centred under a picture is who it shows."""
    marked = line.italic or line.align == "center" or line.under_picture
    return read_line(one_line(line.text)) is not None and (not marked or is_initials(line.text))


def captions_of_lost_pictures(elements: list[Element], title: str) -> list[Element]:
    """In plain text the pictures are gone; short lines between paragraphs were captions."""
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
    """A run of short lines: captions, unless it looks like a list, headings or an address."""
    kept = [n for n, line in enumerate(run) if signs_in_run(n, run, closing)]
    others = [line for n, line in enumerate(run) if n not in kept]
    introduced = isinstance(above, Paragraph) and above.text.endswith(":")
    if introduced or any(is_list(line.text) for line in others):
        return list(run)
    return [
        line if n in kept else Picture(caption=caption_text(line.text))
        for n, line in enumerate(run)
    ]


def signs_in_run(place: int, run: list[Paragraph], closing: bool) -> bool:
    """A signature: at the end any of known form, inside the text only under its role."""
    after_role = place > 0 and is_role(run[place - 1].text)
    if closing or after_role:
        return read_line(run[place].text) is not None
    return is_role(run[place].text) or is_labelled(run[place].text)


def is_short(element: Element) -> bool:
    words = element.text if isinstance(element, Paragraph) else ""
    return 0 < len(words) <= LONGEST_IN_TEXT and not is_sentence(element)


def is_sentence(element: Element) -> bool:
    return isinstance(element, Paragraph) and bool(
        len(element.text) > LONGEST_IN_TEXT or SENTENCE_END.search(element.text)
    ) and read_line(element.text) is None


def is_list(words: str) -> bool:
    """Numbered, bulleted, labelled, in capitals or part of an address: no caption."""
    if PHOTO_WORDS.match(words):
        return False
    marked = LIST_LINE.match(words) or LABELLED.match(words)
    return bool(marked) or words.isupper() or folded(words).startswith(INVITATION)


def without_repeats(elements: list[Element]) -> list[Element]:
    """Drop a line that says again what the line above said."""
    return [
        element
        for n, element in enumerate(elements)
        if not (n and isinstance(element, Paragraph) and element.texts == elements[n - 1].texts)
    ]


def caption_text(text: str) -> str:
    return without_end_mark(one_line(text))


def says_title(text: str, title: str) -> bool:
    return bool(title) and same(NUMBERED_PHOTO.sub("", one_line(text)), title)


def same(one: str, other: str) -> bool:
    """Equal but for case, marks and closing punctuation."""
    return bool(one) and folded(one).strip(" .,:;-") == folded(other).strip(" .,:;-")

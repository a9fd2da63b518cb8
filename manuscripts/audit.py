"""Compares what a source says, read a second time and on its own, with the manuscript made of it.

`Piece`s come from a walk over the source (`word.source`, `html.source`) that shares no step with the
conversion. What of them is in no part of the manuscript is a `Missing`, with the place where it stood, so that
an editor decides with the list in front of him.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from html import unescape

from manuscripts.elements import (
    Element,
    FileLink,
    Heading,
    Item,
    Listing,
    Paragraph,
    Table,
    listing_html,
)
from manuscripts.manuscript import Manuscript
from manuscripts.signatures import read_line
from pages.clean_text import one_line
from pages.safe_links import safe_href

WORDS, LABEL, LINK, PICTURE, STRUCK, CELL = "words", "label", "link", "picture", "struck", "cell"
HREF = re.compile(r'<a href="([^"]*)"')
STRUCK_WORDS = re.compile(r"<s>(.*?)</s>", re.S)
TAG = re.compile(r"<[^<>]++>|\u2997\d+\u2998")
TOKEN = re.compile(r"\w+(?:[.,/:\-]\w+)*|[^\w\s]")
MOST_COMPARED = 40_000_000
"""Letters looked through for lines that did not come along as they stood; beyond, words are counted only."""
NAMES = {
    WORDS: "Chữ",
    CELL: "Ô bảng",
    LABEL: "Số thứ tự",
    LINK: "Liên kết",
    PICTURE: "Ảnh",
    STRUCK: "Chữ gạch ngang",
    "sign": "Ký hiệu",
    "number": "Số",
    "letterhead": "Phần đầu văn bản",
    "recipients": "Nơi nhận",
    "opening": "Dòng trên tiêu đề",
    "placeholder": "Ô của mẫu chưa điền",
    "object": "Đối tượng nhúng",
    "chart": "Biểu đồ",
    "diagram": "Sơ đồ",
    "chunk": "Phần chèn từ tệp khác",
}


@dataclass(frozen=True)
class Piece:
    """One thing that a source says: a line, a label before it, a link, a picture."""

    kind: str
    text: str
    place: str
    label: str = ""


@dataclass(frozen=True)
class Missing:
    """What did not come along, in words for an editor."""

    kind: str
    what: str
    place: str

    @property
    def said(self) -> str:
        """`Số thứ tự “1.1” (đoạn 7)`."""
        what = f" “{self.what}”" if self.what else ""
        return f"{NAMES.get(self.kind, 'Chữ')}{what} ({self.place})"

    def as_row(self) -> dict:
        """Plain values for JSON and for the database."""
        return {**asdict(self), "said": self.said}


def missing_from(
    manuscript: Manuscript,
    pieces: Iterable[Piece],
    pictures: Counter | None = None,
    left_out: dict[str, list[str]] | None = None,
) -> list[Missing]:
    """Everything of `pieces` that is nowhere in the manuscript, in the order of the source.

    `pictures` counts the sources of the pictures that will be shown; `left_out` has the words that were left
    out on purpose, by the kind of loss.
    """
    pieces = list(pieces)
    kept = Kept(manuscript, pictures)
    found: dict[int, list[Missing]] = {}
    spoken = [n for n, piece in enumerate(pieces) if piece.kind in {WORDS, CELL}]
    for way in (kept.whole_line, kept.part_of_line, kept.words_alone):
        answers = {n: way(pieces[n]) for n in spoken}
        found |= {n: lacks for n, lacks in answers.items() if lacks}
        spoken = [n for n in spoken if answers[n] is None]
    for n, piece in enumerate(pieces):
        if piece.kind not in {WORDS, CELL}:
            found[n] = kept.lacks(piece)
    reasons = {kind: squeezed(" ".join(words)) for kind, words in (left_out or {}).items()}
    return [with_reason(one, reasons) for n in sorted(found) for one in found[n]]


def with_reason(missing: Missing, reasons: dict[str, str]) -> Missing:
    """The same under the kind of what was left out on purpose, where it was."""
    words = squeezed(missing.what)
    kind = next((kind for kind, known in reasons.items() if words and words in known), "")
    return Missing(kind, missing.what, missing.place) if kind else missing


class Kept:
    """What a manuscript says, taken away line by line as the source is compared.

    The three ways to look for words answer with what is missing, with an empty list when all is there, and
    with None when the next way has to look.
    """

    def __init__(self, manuscript: Manuscript, pictures: Counter | None):
        self.unused: dict[str, list[tuple[str, str]]] = {}
        for text, label in lines_of(manuscript):
            self.unused.setdefault(squeezed(text), []).append((text, label))
        html = "".join(html_of(manuscript))
        self.links = Counter(unescape(href) for href in HREF.findall(html))
        self.links += Counter(one.href for one in manuscript.body if isinstance(one, FileLink))
        self.links += Counter(filter(None, [manuscript.source_url]))
        struck = (squeezed(unescape(TAG.sub("", one))) for one in STRUCK_WORDS.findall(html))
        self.struck = "\0".join(struck)
        shown = Counter(figure.src for figure in manuscript.figures if figure.src)
        self.pictures = shown if pictures is None else Counter(pictures)
        self.signed = squeezed(f"{manuscript.author} {manuscript.source}")
        self.rest: str | None = None
        self.words: Counter | None = None
        self.spent: Counter = Counter()
        self.looked = 0

    def whole_line(self, piece: Piece) -> list[Missing] | None:
        """A line of its own, label and all."""
        if not squeezed(piece.text + piece.label):
            return []
        if not piece.label:
            return self._took(squeezed(piece.text), lambda _: True)
        written = self._took(squeezed(f"{piece.label} {piece.text}"), lambda _: True)
        number = squeezed(piece.label)
        return [] if written == [] else self._took(squeezed(piece.text), number.__eq__)

    def _took(self, key: str, fits: Callable[[str], bool]) -> list[Missing] | None:
        lines = self.unused.get(key, [])
        place = next((n for n, (_, label) in enumerate(lines) if fits(label)), None)
        if place is None:
            return None
        del lines[place]
        return []

    def part_of_line(self, piece: Piece) -> list[Missing] | None:
        """A part of a longer line, such as half of a title; or a line that lost only its label."""
        if self.rest is None:
            keys = (key for key, lines in self.unused.items() for _ in lines)
            self.rest = "\0".join(keys)
        if self._took_part(f"{piece.label} {piece.text}") or self._is_signature(piece.text):
            return []
        if piece.label and self._took_part(piece.text):
            return [Missing(LABEL, piece.label, piece.place)]
        return None

    def _took_part(self, text: str) -> bool:
        key = squeezed(text)
        self.looked += len(self.rest)
        if self.looked > MOST_COMPARED or not key or key not in self.rest:
            return False
        self.rest = self.rest.replace(key, "\0", 1)
        self.spent.update(tokens(text))
        return True

    def _is_signature(self, text: str) -> bool:
        line = read_line(one_line(text))
        names = [squeezed(name) for name in (line.author, line.source) if name] if line else []
        return bool(line) and all(name in self.signed for name in names)

    def words_alone(self, piece: Piece) -> list[Missing]:
        """Word by word, what no other line has claimed."""
        if self.words is None:
            left = (text for lines in self.unused.values() for text, _ in lines)
            self.words = Counter(token for text in left for token in tokens(text)) - self.spent
        found: list[Missing] = []
        start = end = None
        for match in TOKEN.finditer(one_line(f"{piece.label} {piece.text}")):
            token = match[0].casefold()
            if not squeezed(token):
                continue
            if self.words[token] > 0:
                self.words[token] -= 1
                start = None
                continue
            if start is None:
                found.append(Missing("", "", piece.place))
                start = match.start()
            end = match.end()
            what = match.string[start:end]
            found[-1] = Missing(kind_of(what, piece.kind), what, piece.place)
        return found

    def lacks(self, piece: Piece) -> list[Missing]:
        """What of a link, a picture or another thing is missing."""
        if piece.kind == STRUCK:
            there = squeezed(piece.text) in self.struck
            return [] if there else [Missing(STRUCK, piece.text, piece.place)]
        if piece.kind not in {PICTURE, LINK}:
            return [Missing(piece.kind, piece.text, piece.place)]
        shown = self.pictures if piece.kind == PICTURE else self.links
        key = piece.text if piece.kind == PICTURE else safe_href(piece.text) or piece.text
        if shown[key] > 0:
            shown[key] -= 1
            return []
        return [Missing(piece.kind, "" if piece.kind == PICTURE else piece.text, piece.place)]


def kind_of(what: str, kind: str) -> str:
    """Number, sign, or the kind of the piece it was in."""
    plain = squeezed(what)
    if plain.isdigit():
        return "number"
    return kind if any(map(str.isalnum, plain)) else "sign"


def squeezed(text: str) -> str:
    """Letters, figures and signs only, in small letters: blanks and punctuation prove nothing."""
    text = unicodedata.normalize("NFC", text).casefold()
    return "".join(one for one in text if one.isalnum() or is_sign(one))


def is_sign(letter: str) -> bool:
    """A sign that says something: ☑, →, ©, %, +; not the lines that rules are drawn with."""
    if letter in "%&@#":
        return True
    drawn = letter in "`^¨´|~" or "─" <= letter <= "╿"
    return not drawn and unicodedata.category(letter) in {"So", "Sm", "Sc"}


def tokens(text: str) -> Iterator[str]:
    """Words and signs, in small letters."""
    found = (match[0].casefold() for match in TOKEN.finditer(one_line(text)))
    return (token for token in found if squeezed(token))


def lines_of(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    """Every line of a manuscript, with the number that its list gives it."""
    yield manuscript.title, ""
    for line in (manuscript.lead, manuscript.author, manuscript.source):
        yield line, ""
    for element in manuscript.body:
        yield from lines_in(element)
    for figure in manuscript.figures:
        yield figure.caption, ""


def lines_in(element: Element) -> Iterator[tuple[str, str]]:
    """The lines of one element."""
    if isinstance(element, Listing):
        yield from items_of(element.items, element.ordered)
    elif isinstance(element, Table):
        yield element.caption, ""
        yield from cells_of(element)
    elif isinstance(element, FileLink):
        yield element.title, ""
    else:
        yield from ((line, "") for text in element.texts for line in text.split("\n"))


def items_of(items: list[Item], ordered: bool) -> Iterator[tuple[str, str]]:
    """The items of a list as a reader counts them."""
    for place, item in enumerate(items, 1):
        yield item.text, str(place) if ordered else ""
        yield from items_of(item.nested.items, item.nested.ordered) if item.nested else ()


def cells_of(table: Table) -> Iterator[tuple[str, str]]:
    """The lines of a table's cells; numbers of lists in cells are read off their HTML."""
    for y, row in enumerate(table.rows):
        for x, cell in enumerate(row):
            ordered = "<ol>" in table.rich.get((y, x), "")
            for place, line in enumerate(cell.split("\n"), 1):
                yield line, str(place) if ordered else ""


def html_of(manuscript: Manuscript) -> Iterator[str]:
    """The pieces of HTML in which links and struck words stand."""
    for element in manuscript.body:
        if isinstance(element, Paragraph | Heading):
            yield element.html
        elif isinstance(element, Listing):
            yield listing_html(element)
        elif isinstance(element, Table):
            yield from (
                html for (y, _), html in element.rich.items() if y or not element.has_header
            )

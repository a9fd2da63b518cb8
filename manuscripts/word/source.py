"""What a Word file says, read straight from its markup for the audit; no step is shared with conversion."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from manuscripts.html.source import pieces_in_html
from manuscripts.pieces import CELL, HEADER, WORDS, Piece
from manuscripts.word.chunks import tree_of
from manuscripts.word.markup import Element, child, every, q, switched, value
from manuscripts.word.numbering import BULLET, Numbering
from manuscripts.word.package import WordPackage
from manuscripts.word.refusals import WordRefusedError
from manuscripts.word.source_paragraph import PASSED_OVER, Reading, is_unanswered
from manuscripts.word.styles import Styles

CONTENTS = "Table of Contents"
PAGE_COUNT = re.compile(r"(?:[\W\d_]|trang|page|of|trên)*", re.I)
MARGINS = {q("w:headerReference"): "đầu trang", q("w:footerReference"): "chân trang"}
MOST_DEEP = 3
"""Files chunked into files chunked into files."""


def pieces_in(package: WordPackage, deep: int = 0) -> Iterator[Piece]:
    """Everything that a reader of the file in Word would see, in the order of the file."""
    walk = Walk(package, deep)
    yield from walk.part(package.main, "")
    for kind in ("footnote", "endnote"):
        root = package.fresh(package.part(f"{kind}s"))
        for note in root if root is not None else ():
            number = note.get(q("w:id"), "")
            if number.isdigit() and int(number) > 0 and note.get(q("w:type")) is None:
                walk.relations = package.relations(package.part(f"{kind}s"))
                yield from walk.blocks(note, f"chú thích {number}")
    yield from margins(package)


def margins(package: WordPackage) -> Iterator[Piece]:
    """Lines above and below the pages, but for mere page numbers."""
    seen = set()
    for target, place in dict.fromkeys(parts_in_margins(package)):
        root = package.fresh(target)
        for line in () if root is None else root.iter(q("w:p")):
            words = "".join(text.text or "" for text in line.iter(q("w:t")))
            if words not in seen and not PAGE_COUNT.fullmatch(words):
                seen.add(words)
                yield Piece(HEADER, words, place)


def parts_in_margins(package: WordPackage) -> Iterator[tuple[str, str]]:
    """The parts that some section shows above or below its pages, and where."""
    relations = package.relations(package.main)
    for section in every(package.fresh(package.main), "w:sectPr"):
        kinds = {"default", *(["first"] if switched(section, "w:titlePg") else [])}
        for one in section:
            place, relation = MARGINS.get(one.tag), relations.get(one.get(q("r:id"), ""))
            if place and relation and one.get(q("w:type"), "default") in kinds:
                yield relation.target, place


class Walk:
    """One walk over one file; counts paragraphs, tables and lists as it goes."""

    def __init__(self, package: WordPackage, deep: int = 0):
        self.package = package
        self.deep = deep
        self.styles = Styles(package.fresh(package.part("styles")))
        self.numbering = Numbering(package.fresh(package.part("numbering")), self.styles)
        self.paragraphs = self.tables = 0
        self.relations: dict = {}
        self.fields: list = []
        """Fields open where the walk is: their code says what of them is shown."""
        self.held: list[tuple[str, str]] = []
        """Words of a paragraph whose end is deleted, or of a large first letter: they begin the next one."""

    def part(self, name: str, place: str) -> Iterator[Piece]:
        """The text of one part."""
        self.relations = self.package.relations(name)
        root = self.package.fresh(name)
        body = child(root, "w:body")
        yield from self.blocks(body if body is not None else root, place)

    def blocks(self, parent: Element, place: str) -> Iterator[Piece]:
        """Paragraphs, tables and whatever holds them."""
        ways = {
            q("w:p"): self.paragraph,
            q("w:tbl"): self.table,
            q("w:sdt"): self.control,
            q("w:altChunk"): self.chunk,
        }
        for one in parent:
            if one.tag in ways:
                yield from ways[one.tag](one, place)
            elif one.tag not in PASSED_OVER:
                yield from self.blocks(one, place)

    def control(self, control: Element, place: str) -> Iterator[Piece]:
        """A content control, unless it is a table of contents or an unanswered prompt."""
        properties, content = child(control, "w:sdtPr"), child(control, "w:sdtContent")
        gallery = value(properties, "w:docPartObj", "w:docPartGallery")
        if gallery == CONTENTS or content is None:
            return
        if is_unanswered(properties):
            yield Piece("placeholder", "", place or f"đoạn {self.paragraphs + 1}")
            return
        yield from self.blocks(content, place)

    def chunk(self, chunk: Element, place: str) -> Iterator[Piece]:
        """A part in another form: HTML, text or a whole Word file."""
        place = place or f"sau đoạn {self.paragraphs}"
        relation = self.relations.get(chunk.get(q("r:id"), ""))
        try:
            content = self.package.picture(relation.target) if relation else b""
            if content.startswith(b"PK") and self.deep < MOST_DEEP:
                inner = WordPackage(zipfile.ZipFile(io.BytesIO(content)))
                for piece in pieces_in(inner, self.deep + 1):
                    yield replace(piece, place=f"phần chèn {place}: {piece.place}")
                return
            tree = tree_of(content, relation.target.lower()) if content else None
        except (KeyError, WordRefusedError, zipfile.BadZipFile):
            tree = None
        if tree is None:
            yield Piece("chunk", "", place)
            return
        for piece in pieces_in_html(tree):
            yield replace(piece, place=f"phần chèn {place}: {piece.place}")

    def table(self, table: Element, place: str = "") -> Iterator[Piece]:
        """The cells of a table, row by row."""
        self.tables += 1
        number = self.tables
        rows = [row for row in table.iter(q("w:tr")) if nearest(row, "w:tbl") is table]
        for y, row in enumerate(rows, 1):
            looks = child(row, "w:trPr")
            if child(looks, "w:del") is not None or switched(looks, "w:hidden"):
                continue
            cells = [cell for cell in row.iter(q("w:tc")) if nearest(cell, "w:tr") is row]
            for x, cell in enumerate(cells, 1):
                if child(cell, "w:tcPr", "w:cellDel") is None:
                    place = f"bảng {number}, hàng {y}, ô {x}"
                    yield from self.blocks(cell, place)
                    yield from self.let_go(place)

    def paragraph(self, paragraph: Element, place: str) -> Iterator[Piece]:
        """One paragraph: its lines, and the links, pictures and struck words in it."""
        self.paragraphs += 0 if place else 1
        place = place or f"đoạn {self.paragraphs}"
        style = self.styles[value(paragraph, "w:pPr", "w:pStyle")]
        if style.in_contents:
            return
        reading = Reading(self, place, self.held)
        self.held = []
        reading.walk(paragraph)
        label = self.label_of(paragraph)
        kind = CELL if "bảng" in place else WORDS
        if goes_on_below(paragraph):
            self.held = reading.texts
        else:
            for text in reading.lines():
                if text.strip() or label:
                    yield Piece(kind, text, place, label)
                label = ""
        yield from reading.others
        for box in reading.boxes:
            yield from self.blocks(box, f"khung chữ cạnh {place}")

    def let_go(self, place: str) -> Iterator[Piece]:
        """What was held for a paragraph that never came."""
        words, self.held = "".join(text for text, _ in self.held), []
        if words.strip():
            yield Piece(WORDS, words, place)

    def label_of(self, paragraph: Element) -> str:
        """The number that Word draws before a paragraph."""
        said = self.numbering.place_of(paragraph)
        if said is None:
            return ""
        level = self.numbering.level(*said)
        label = self.numbering.next_label(*said) if level else ""
        blank = not any(text.text for text in paragraph.iter(q("w:t")))
        in_cell = nearest(paragraph, "w:tc") is not None
        return "" if level is None or level.kind == BULLET or (blank and not in_cell) else label


def goes_on_below(paragraph: Element) -> bool:
    """A paragraph whose end was deleted, or a large first letter."""
    below = paragraph.getnext()
    if below is None or below.tag != paragraph.tag:
        return False
    looks = child(paragraph, "w:pPr")
    frame = child(looks, "w:framePr")
    large = frame is not None and frame.get(q("w:dropCap")) in {"drop", "margin"}
    return large or child(looks, "w:rPr", "w:del") is not None


def nearest(element: Element, name: str) -> Element | None:
    """The nearest ancestor of a name."""
    return next(element.iterancestors(q(name)), None)

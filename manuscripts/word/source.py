"""What a Word file says, read straight from its markup for the audit; no step is shared with conversion."""

import re
from collections.abc import Iterator

from manuscripts.audit import CELL, LINK, PICTURE, STRUCK, WORDS, Piece
from manuscripts.old_letters import pieces_in_unicode
from manuscripts.word.markup import Element, child, q, switched, value
from manuscripts.word.numbering import BULLET, Numbering
from manuscripts.word.package import WordPackage
from manuscripts.word.styles import Styles, number_of
from manuscripts.word.symbols import code_of, in_font, sign_of

PASSED_OVER = set(
    map(
        q,
        (
            "w:altChunk",
            "w:del",
            "w:moveFrom",
            "mc:Fallback",
            "w:pPr",
            "w:rPr",
            "w:sdtPr",
            "w:instrText",
            "w:delText",
        ),
    )
)
BLANKS = {q("w:br"): "\n", q("w:cr"): "\n", q("w:tab"): " ", q("w:noBreakHyphen"): "-"}
HYPERLINK = re.compile(r'HYPERLINK\s+["“]([^"“”]+)["”]')
CONTENTS = "Table of Contents"
BY_NAMESPACE = {q("c:chart"): "chart", q("dgm:relIds"): "diagram"}


def pieces_in(package: WordPackage) -> Iterator[Piece]:
    """Everything that a reader of the file in Word would see, in the order of the file."""
    walk = Walk(package)
    yield from walk.part(package.main, "")
    for kind in ("footnote", "endnote"):
        root = package.fresh(package.part(f"{kind}s"))
        for note in root if root is not None else ():
            number = note.get(q("w:id"), "")
            if number.isdigit() and int(number) > 0 and note.get(q("w:type")) is None:
                walk.relations = package.relations(package.part(f"{kind}s"))
                yield from walk.blocks(note, f"chú thích {number}")


class Walk:
    """One walk over one file; counts paragraphs, tables and lists as it goes."""

    def __init__(self, package: WordPackage):
        self.package = package
        self.styles = Styles(package.fresh(package.part("styles")))
        self.numbering = Numbering(package.fresh(package.part("numbering")))
        self.paragraphs = self.tables = 0
        self.relations: dict = {}
        self.in_contents = 0

    def part(self, name: str, place: str) -> Iterator[Piece]:
        """The text of one part."""
        self.relations = self.package.relations(name)
        root = self.package.fresh(name)
        body = child(root, "w:body")
        yield from self.blocks(body if body is not None else root, place)

    def blocks(self, parent: Element, place: str) -> Iterator[Piece]:
        """Paragraphs, tables and whatever holds them."""
        for one in parent:
            if one.tag == q("w:p"):
                yield from self.paragraph(one, place)
            elif one.tag == q("w:tbl"):
                yield from self.table(one)
            elif one.tag == q("w:sdt"):
                yield from self.control(one, place)
            elif one.tag not in PASSED_OVER:
                yield from self.blocks(one, place)

    def control(self, control: Element, place: str) -> Iterator[Piece]:
        """A content control, unless it is a table of contents or an unanswered prompt."""
        properties, content = child(control, "w:sdtPr"), child(control, "w:sdtContent")
        gallery = value(properties, "w:docPartObj", "w:docPartGallery")
        if gallery == CONTENTS or content is None:
            return
        if child(properties, "w:showingPlcHdr") is not None:
            yield Piece("placeholder", "", place or f"đoạn {self.paragraphs + 1}")
            return
        yield from self.blocks(content, place)

    def table(self, table: Element) -> Iterator[Piece]:
        """The cells of a table, row by row."""
        self.tables += 1
        number = self.tables
        rows = [row for row in table.iter(q("w:tr")) if nearest(row, "w:tbl") is table]
        for y, row in enumerate(rows, 1):
            if child(row, "w:trPr", "w:del") is not None:
                continue
            cells = [cell for cell in row.iter(q("w:tc")) if nearest(cell, "w:tr") is row]
            for x, cell in enumerate(cells, 1):
                yield from self.blocks(cell, f"bảng {number}, hàng {y}, ô {x}")

    def paragraph(self, paragraph: Element, place: str) -> Iterator[Piece]:
        """One paragraph: its lines, and the links, pictures and struck words in it."""
        self.paragraphs += 0 if place else 1
        place = place or f"đoạn {self.paragraphs}"
        style = self.styles[value(paragraph, "w:pPr", "w:pStyle")]
        if style.in_contents:
            return
        reading = Reading(self, place)
        reading.walk(paragraph)
        label = self.label_of(paragraph)
        kind = CELL if place.startswith("bảng") else WORDS
        for text in reading.lines():
            if text.strip() or label:
                yield Piece(kind, text, place, label)
            label = ""
        yield from reading.others
        for box in reading.boxes:
            yield from self.blocks(box, f"khung chữ cạnh {place}")

    def label_of(self, paragraph: Element) -> str:
        """The number that Word draws before a paragraph."""
        properties = child(paragraph, "w:pPr")
        said = number_of(properties) or self.styles[value(properties, "w:pStyle")].number
        if said is None or said[0] == "0" or said[1] not in set("012345678"):
            return ""
        level = self.numbering.level(said[0], int(said[1]))
        label = self.numbering.next_label(said[0], int(said[1])) if level else ""
        blank = not any(text.text for text in paragraph.iter(q("w:t")))
        in_cell = nearest(paragraph, "w:tc") is not None
        return "" if level is None or level.kind == BULLET or (blank and not in_cell) else label


class Reading:
    """What one paragraph says."""

    def __init__(self, walk: Walk, place: str):
        self.of = walk
        self.place = place
        self.texts: list[tuple[str, str]] = []
        self.others: list[Piece] = []
        self.boxes: list[Element] = []

    def lines(self) -> list[str]:
        """The words, old letters read as Unicode, a line for each break."""
        return "".join(pieces_in_unicode(self.texts)).split("\n")

    def walk(self, element: Element) -> None:
        """Everything inside, but for what a reader does not see."""
        for one in element:
            if one.tag == q("w:r"):
                self.run(one)
            elif one.tag == q("w:txbxContent"):
                self.boxes.append(one)
            elif one.tag == q("w:sdt") and child(one, "w:sdtPr", "w:showingPlcHdr") is not None:
                self.others.append(Piece("placeholder", "", self.place))
            elif one.tag not in PASSED_OVER and isinstance(one.tag, str):
                self.thing(one)
                self.walk(one)

    def thing(self, one: Element) -> None:
        """A link, a picture, a chart or an equation met on the way."""
        if one.tag == q("w:hyperlink"):
            relation = self.of.relations.get(one.get(q("r:id"), ""))
            if relation and relation.external and "".join(one.itertext()).strip():
                self.others.append(Piece(LINK, relation.target, self.place))
        elif one.tag == q("w:fldSimple"):
            self.code(one.get(q("w:instr"), ""))
        elif one.tag == q("m:t"):
            self.texts.append((one.text or "", ""))
        else:
            self.drawn(one)

    def drawn(self, one: Element) -> None:
        """A picture, a chart or a diagram."""
        if one.tag in (q("a:blip"), q("v:imagedata")):
            relation = self.of.relations.get(one.get(q("r:embed")) or one.get(q("r:id")) or "")
            self.others.append(Piece(PICTURE, relation.target if relation else "", self.place))
        elif one.tag in BY_NAMESPACE:
            self.others.append(Piece(BY_NAMESPACE[one.tag], "", self.place))

    def code(self, code: str) -> None:
        """The address in the code of a field."""
        found = HYPERLINK.search(code)
        if found:
            self.others.append(Piece(LINK, found[1], self.place))

    def run(self, run: Element) -> None:
        """The words and signs of one run, unless they are hidden."""
        looks = child(run, "w:rPr")
        own = self.of.styles[value(looks, "w:rStyle")]
        hidden = switched(looks, "w:vanish")
        if own.hidden if hidden is None else hidden:
            return
        struck = switched(looks, "w:strike") or switched(looks, "w:dstrike")
        font = self.of.styles.font_of(run)
        start = len(self.texts)
        for one in run:
            self.in_run(one, font)
        words = "".join(text for text, _ in self.texts[start:])
        if struck and words.strip():
            self.others.append(
                Piece(STRUCK, "".join(pieces_in_unicode([(words, font)])), self.place)
            )

    def in_run(self, one: Element, font: str) -> None:
        """One child of a run: words, a sign, a blank, a code, or something drawn."""
        words = written(one, font)
        if words is not None:
            self.texts.append((words, font if one.tag == q("w:t") else ""))
        elif one.tag == q("w:instrText"):
            self.code(one.text or "")
        elif one.tag == q("w:object"):
            self.others.append(Piece("object", "", self.place))
        elif one.tag not in PASSED_OVER and isinstance(one.tag, str):
            self.walk_in_run(one)

    def walk_in_run(self, one: Element) -> None:
        """Drawings and alternatives inside a run."""
        self.thing(one)
        self.walk(one)


def written(one: Element, font: str) -> str | None:
    """The words that one child of a run writes; None when it writes none."""
    if one.tag == q("w:t"):
        return in_font(one.text or "", font)
    if one.tag == q("w:sym"):
        return sign_of(one.get(q("w:font"), ""), code_of(one.get(q("w:char"), "")))
    return BLANKS.get(one.tag)


def nearest(element: Element, name: str) -> Element | None:
    """The nearest ancestor of a name."""
    return next(element.iterancestors(q(name)), None)

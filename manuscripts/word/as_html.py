"""Writes the plain markup that flattening leaves as HTML: paragraphs, lists, tables, runs, pictures, notes.

By now every paragraph names its look by one of our own styles and nothing is inherited any more, so that each
element has one meaning; whatever else is met holds no words.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from manuscripts.word import refusals
from manuscripts.word.markup import Element, child, q, switched, value
from manuscripts.word.package import Relation, WordPackage
from manuscripts.word.refusals import WordRefusedError
from manuscripts.word.table_cells import cells_of

Steps = tuple[tuple[str, ...], ...]
"""From the outside in: at each step the tags that may go on, the first of which is made anew."""
CAN_BE_EMPTY = ("body", "table", "tr", "th", "td", "li")
GUESSED = re.compile(r"generated|tạo tự động", re.I)
NO_BREAK_HYPHEN = "\u2011"
STYLES: dict[str, tuple[Steps, str, str]] = {
    "PortalTitle": ((), "h1", ""),
    **{f"PortalHeading{n}": ((), f"h{n}", "") for n in (1, 2, 3)},
    "PortalQuote": ((("blockquote",),), "p", ""),
    "PortalCenter": ((), "p", "center"),
    "PortalRight": ((), "p", "right"),
    "PortalCaption": ((), "p", "caption"),
    "PortalCaptionCenter": ((), "p", "caption center"),
    "PortalCaptionRight": ((), "p", "caption"),
    **{
        f"Portal{kind}{depth}": ((("ul", "ol"), ("li",)) * (depth - 1) + ((tag,),), "li", "")
        for kind, tag in (("Bullet", "ul"), ("Number", "ol"))
        for depth in range(1, 6)
    },
}
"""`{style id: (what it stands in, its own tag, its class)}`; anything else is a paragraph."""
HOLDERS = {
    *map(
        q,
        (
            "w:body",
            "w:document",
            "w:customXml",
            "w:ins",
            "w:moveTo",
            "w:smartTag",
            "w:sdt",
            "w:sdtContent",
        ),
    ),
    *map(q, ("w:object", "w:drawing", "w:txbxContent")),
    *map(q, ("v:group", "v:rect", "v:roundrect", "v:shape", "v:textbox")),
}
"""What only holds other things."""
LOOKS = (("w:b", "strong"), ("w:i", "em"))
RAISED = {"superscript": "sup", "subscript": "sub"}
LINE = {"", "textWrapping"}
MOST_NESTED = 20
"""Tables in tables; no reader follows further, and neither does the machine."""


class Writer:
    """One file on its way to HTML; `show` turns a picture's part (None: not in the file) into its `src`."""

    def __init__(self, package: WordPackage, show: Callable[[str | None], str]):
        self.package = package
        self.show = show
        self.relations: dict[str, Relation] = {}
        self.marks: list[tuple[str, str]] = []
        """Kind and id of each note, in the order in which the text mentions them."""
        self.depth = 0
        self.held: list[Element] = []
        """What begins the next paragraph."""
        self.aside: list[Element] | None = None
        """Old drawings of the paragraph being read: they stand below it."""
        self.ways = {
            q("w:p"): self.paragraph,
            q("w:r"): self.run,
            q("w:t"): lambda one, into: add_text(into, "".join(one.itertext())),
            q("w:tab"): lambda one, into: add_text(into, "\t"),
            q("w:noBreakHyphen"): lambda one, into: add_text(into, NO_BREAK_HYPHEN),
            q("w:br"): self.line_break,
            q("w:cr"): self.line_break,
            q("w:tbl"): self.table,
            q("w:hyperlink"): self.hyperlink,
            q("w:pict"): self.old_drawing,
            q("wp:inline"): self.drawing,
            q("wp:anchor"): self.drawing,
            q("v:imagedata"): self.old_picture,
            q("w:footnoteReference"): lambda one, into: self.note_mark("footnote", one, into),
            q("w:endnoteReference"): lambda one, into: self.note_mark("endnote", one, into),
        } | dict.fromkeys(HOLDERS, self.inside)

    def document(self) -> str:
        """The text as HTML."""
        self.relations = self.package.relations(self.package.main)
        body = etree.Element("body")
        self.inside(self.package.xml(self.package.main), body)
        return written_out(body)

    def notes(self) -> str:
        """The notes that the text mentions, as a list; after `document`."""
        listing = etree.Element("ol")
        for kind, number in list(self.marks):
            part = self.package.part(f"{kind}s")
            self.relations = self.package.relations(part)
            notes = self.package.xml(part)
            for note in () if notes is None else notes.iterfind(q(f"w:{kind}")):
                if note.get(q("w:id")) == number:
                    self.inside(note, etree.SubElement(listing, "li"))
                    break
        return written_out(listing) if len(listing) else ""

    def inside(self, holder: Iterable[Element], into: Element) -> None:
        """Everything that an element holds."""
        for one in holder:
            way = self.ways.get(one.tag)
            if way is not None:
                way(one, into)

    def paragraph(self, paragraph: Element, into: Element) -> None:
        """A paragraph, a heading or an item; nothing for an empty one."""
        if child(paragraph, "w:pPr", "w:rPr", "w:del") is not None:  # its end is deleted
            self.held += list(paragraph)
            return
        held, self.held = self.held, []
        steps, tag, look = STYLES.get(value(paragraph, "w:pPr", "w:pStyle"), ((), "p", ""))
        written = etree.Element(tag, {"class": look} if look else {})
        above, self.aside = self.aside, []
        self.inside([*held, *paragraph], written)
        if says_something(written):
            place_for(into, steps).append(written)
        into.extend(self.aside)
        self.aside = above

    def run(self, run: Element, into: Element) -> None:
        """Words in one look."""
        looks = child(run, "w:rPr")
        if looks is None:
            self.inside(run, into)
            return
        tags = [tag for name, tag in LOOKS if switched(looks, name)]
        tags += filter(None, [RAISED.get(value(looks, "w:vertAlign"))])
        tags += ["s"] if switched(looks, "w:strike") else []
        with_looks(into, [(tag, {}) for tag in tags], lambda inner: self.inside(run, inner))

    def line_break(self, one: Element, into: Element) -> None:
        """The end of a line; the end of a page says nothing."""
        if one.get(q("w:type"), "") in LINE:
            etree.SubElement(into, "br")

    def hyperlink(self, link: Element, into: Element) -> None:
        """Words that lead somewhere."""
        relation = self.relations.get(link.get(q("r:id"), ""))
        place = link.get(q("w:anchor"), "")
        address = relation.target.partition("#")[0] if relation and place else ""
        address = f"{address}#{place}" if place else relation.target if relation else ""
        steps = [("a", {"href": clean(address)})] if address else []
        with_looks(into, steps, lambda inner: self.inside(link, inner))

    def old_drawing(self, drawing: Element, into: Element) -> None:
        """A drawing in Word's old markup stands below its paragraph."""
        if self.aside is None:
            self.inside(drawing, into)
            return
        held = etree.Element("div")
        self.inside(drawing, held)
        self.aside += list(held)

    def drawing(self, frame: Element, into: Element) -> None:
        """The picture of a drawing, and where it leads when somebody presses it."""
        about = child(frame, "wp:docPr")
        said = {} if about is None else about.attrib
        alt = said.get("descr", "") if said.get("descr", "").strip() else said.get("title", "")
        click = child(about, "a:hlinkClick")
        leads = self.relations.get("" if click is None else click.get(q("r:id"), ""))
        steps = [("a", {"href": clean(leads.target)})] if leads else []
        for blip in blips_of(frame):
            with_looks(into, steps, lambda inner, blip=blip: self.picture(blip, alt, inner))

    def picture(self, blip: Element, alt: str, into: Element) -> None:
        """An img where a picture stands."""
        key = blip.get(q("r:embed"))
        if key is None and blip.get(q("r:link")) is None:
            return
        self.image(key, alt, into)

    def old_picture(self, one: Element, into: Element) -> None:
        """The same in Word's old markup."""
        if one.get(q("r:id")) is not None:
            self.image(one.get(q("r:id")), "", into)  # its title is the name of a file

    def image(self, key: str | None, alt: str, into: Element) -> None:
        """An img whose address only the importer understands."""
        relation = self.relations.get(key or "")
        src = self.show(None if relation is None or relation.external else relation.target)
        etree.SubElement(into, "img", {"src": src, "alt": clean(described(alt))})

    def note_mark(self, kind: str, mark: Element, into: Element) -> None:
        """`[3]`, raised."""
        self.marks.append((kind, mark.get(q("w:id"), "")))
        etree.SubElement(into, "sup").text = f"[{len(self.marks)}]"

    def table(self, table: Element, into: Element) -> None:
        """A table with its joined cells; leading rows that repeat on each page are its head."""
        if self.depth == MOST_NESTED:
            raise WordRefusedError(refusals.TOO_DEEP)
        self.depth += 1
        written = etree.SubElement(into, "table")
        for row in cells_of(table):
            line = etree.SubElement(written, "tr")
            for cell in row.cells:
                sizes = {"colspan": cell.wide, "rowspan": cell.high}
                more = {name: str(size) for name, size in sizes.items() if size != 1}
                self.inside(cell.element, etree.SubElement(line, row.tag, more))
        self.depth -= 1


def written_out(root: Element) -> str:
    """As text; not by lxml's own HTML, which writes addresses anew."""
    for one in root.iter(*CAN_BE_EMPTY):
        one.text = one.text or ""  # or else `<td/>`, which HTML takes for a cell that begins
    return etree.tostring(root, encoding="unicode")


def with_looks(
    into: Element, steps: list[tuple[str, dict]], write: Callable[[Element], None]
) -> None:
    """Write within tags, going on in those that just ended; nothing is left when nothing was written."""
    made, inner = None, into
    for tag, attributes in steps:
        last = inner[-1] if len(inner) else None
        if last is not None and not last.tail and last.tag == tag and last.attrib == attributes:
            inner = last
        else:
            inner = etree.SubElement(inner, tag, attributes)
            made = inner if made is None else made
    write(inner)
    if made is not None and not says_something(made):
        made.getparent().remove(made)


def place_for(into: Element, steps: Steps) -> Element:
    """Where the next item of a list or the next line of a quotation belongs."""
    for tags in steps:
        last = into[-1] if len(into) else None
        goes_on = last is not None and not last.tail and last.tag in tags and not last.attrib
        into = last if goes_on else etree.SubElement(into, tags[0])
    return into


def says_something(element: Element) -> bool:
    """Whether there is any letter, blank, line break, picture or table in it."""
    return bool(element.text) or len(element) > 0


def add_text(into: Element, words: str) -> None:
    """Words at the end of an element."""
    if len(into):
        into[-1].tail = (into[-1].tail or "") + words
    else:
        into.text = (into.text or "") + words


def described(alt: str) -> str:
    """What a person wrote about a picture; what Word guessed about it helps nobody."""
    return "" if GUESSED.search(alt) else alt


def clean(attribute: str) -> str:
    """An attribute without what XML forbids; it may come from a form field's code."""
    return "".join(letter if letter.isprintable() else " " for letter in attribute)


def blips_of(frame: Element) -> Iterator[Element]:
    """The picture of an inline or anchored frame."""
    yield from frame.iterfind(
        "/".join(map(q, ("a:graphic", "a:graphicData", "pic:pic", "pic:blipFill", "a:blip")))
    )

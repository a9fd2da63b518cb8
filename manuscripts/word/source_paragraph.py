"""What one paragraph of a Word file says, read for the audit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manuscripts.old_letters import pieces_in_unicode
from manuscripts.pieces import LINK, PICTURE, STRUCK, WORDS, Piece
from manuscripts.word.markup import Element, child, q, switched, value
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
            "w:delText",
            "w:delInstrText",
        ),
    )
)
BLANKS = {
    q("w:br"): "\n",
    q("w:cr"): "\n",
    q("w:tab"): " ",
    q("w:ptab"): " ",
    q("w:noBreakHyphen"): "-",
}
DRAWN_IN_EQUATIONS = {q("m:den"): " ", q("m:rad"): "√"}
HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\[nm]\s+)*(?:["“”]([^"“”]*)["“”]|([^\s\\"“]\S*))', re.I)
PLACE = re.compile(r'\\l\s+["“”]?([^"“”\s]+)', re.I)
FRACTION = re.compile(r"\\f ?\(([^();,\\]+)[;,]([^();,\\]+)\)", re.I)
WITHOUT_RESULT = {"EQ", "MACROBUTTON", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"}
"""Fields that Word draws from their code alone (ECMA-376 Part 1, 17.16.5)."""
NEVER_SHOWN = {"TOC", "TOA", "INDEX"}
"""Lists of pages: an import leaves them out, and says so."""
BY_NAMESPACE = {q("c:chart"): "chart", q("dgm:relIds"): "diagram"}
OFF = {"0", "false", "off"}


@dataclass
class OpenField:
    """A field that the walk is inside of."""

    code: str = ""
    separated: bool = False
    shown: bool = False
    begin: Element | None = None

    @property
    def kind(self) -> str:
        """HYPERLINK, FORMCHECKBOX …"""
        return (self.code.split() or [""])[0].upper()

    @property
    def hides(self) -> bool:
        """Whether what stands here is not seen: a code, or a list of pages."""
        return not self.separated or self.kind in NEVER_SHOWN


class Reading:
    """What one paragraph says."""

    def __init__(self, walk, place: str, texts: list[tuple[str, str]] | None = None):
        self.of = walk
        self.place = place
        self.texts: list[tuple[str, str]] = list(texts or [])
        self.others: list[Piece] = []
        self.boxes: list[Element] = []
        self.style = ""

    def lines(self) -> list[str]:
        """The words, old letters read as Unicode, a line for each break."""
        return "".join(pieces_in_unicode(self.texts)).split("\n")

    def walk(self, element: Element) -> None:
        """Everything inside, but for what a reader does not see."""
        if element.tag == q("w:p"):
            self.style = value(element, "w:pPr", "w:pStyle")
        for one in element:
            self.meet(one)

    def meet(self, one: Element) -> None:
        """A run, a text box, an unanswered prompt, or something that holds more."""
        if one.tag == q("w:r"):
            self.run(one)
        elif one.tag == q("w:txbxContent"):
            self.boxes.append(one)
        elif is_seen(one):
            self.thing(one)
            self.walk(one)
        elif one.tag == q("w:sdt"):
            self.others.append(Piece("placeholder", "", self.place))

    def thing(self, one: Element) -> None:
        """A link, a picture, a chart or an equation met on the way."""
        if one.tag == q("w:hyperlink"):
            relation = self.of.relations.get(one.get(q("r:id"), ""))
            if relation and relation.external and shows(one):
                self.link(relation.target, one.get(q("w:anchor"), ""))
        elif one.tag == q("w:fldSimple"):
            self.finish(OpenField(one.get(q("w:instr"), ""), True, shows(one)))
        elif (words := in_equation(one)) is not None:
            self.say(words)
        else:
            self.drawn(one)

    def drawn(self, one: Element) -> None:
        """A picture, a chart, a diagram, or words drawn as a picture."""
        relation = self.of.relations.get(
            one.get(q("r:embed")) or one.get(q("r:id")) or one.get(q("r:dm")) or ""
        )
        framed = one.tag == q("v:fill") and one.get("type") == "frame" and one.get(q("r:id"))
        if one.tag in (q("a:blip"), q("v:imagedata")) or framed:
            self.others.append(Piece(PICTURE, relation.target if relation else "", self.place))
        elif one.tag == q("v:textpath"):
            self.others.append(Piece(WORDS, one.get("string", ""), self.place))
        elif one.tag in BY_NAMESPACE:
            self.others.append(Piece(BY_NAMESPACE[one.tag], "", self.place))
            root = self.of.package.fresh(relation.target) if relation else None
            words = () if root is None else WORDS_OF[one.tag](root)
            self.others += [Piece(WORDS, line, self.place) for line in words if line.strip()]

    def link(self, address: str, anchor: str = "") -> None:
        """A link that leads out of the file."""
        address = address.strip()
        address = f"{address}#{anchor}" if anchor and "#" not in address else address
        address = f"https://{address}" if address.lower().startswith("www.") else address
        self.others.append(Piece(LINK, address, self.place))

    def run(self, run: Element) -> None:
        """The words and signs of one run, unless they are hidden."""
        looks = child(run, "w:rPr")
        own = self.of.styles[value(looks, "w:rStyle")]
        said = switched(looks, "w:vanish")
        if (own.hidden or self.of.styles[self.style].hidden) if said is None else said:
            return
        struck = switched(looks, "w:strike") or switched(looks, "w:dstrike")
        font = self.of.styles.font_under(looks, self.style)
        start = len(self.texts)
        for one in run:
            self.in_run(one, font)
        words = "".join(text for text, _ in self.texts[start:])
        if struck and words.strip():
            self.others.append(
                Piece(STRUCK, "".join(pieces_in_unicode([(words, font)])), self.place)
            )

    def in_run(self, one: Element, font: str) -> None:
        """One child of a run: part of a field's code, or what a reader sees."""
        if one.tag == q("w:fldChar"):
            self.mark(one)
        elif one.tag == q("w:instrText"):
            if self.of.fields and not self.of.fields[-1].separated:
                self.of.fields[-1].code += one.text or ""
        elif not any(field.hides for field in self.of.fields):
            self.show(one, font)

    def show(self, one: Element, font: str) -> None:
        """Words, a sign, a blank, or something drawn."""
        words = written(one, font)
        if words is not None:
            self.say(words, font if one.tag == q("w:t") else "")
        elif one.tag == q("w:object"):
            self.others.append(Piece("object", "", self.place))
        elif is_seen(one):
            self.say("")
            self.thing(one)
            self.walk(one)

    def say(self, words: str, font: str = "") -> None:
        """Words that a reader sees, in a field or out of it."""
        self.texts.append((words, font))
        for field in self.of.fields:
            field.shown = True

    def mark(self, mark: Element) -> None:
        """The beginning, the middle or the end of a field."""
        kind, fields = mark.get(q("w:fldCharType")), self.of.fields
        if kind == "begin":
            fields.append(OpenField(begin=mark))
        elif kind == "separate" and fields:
            fields[-1].separated = True
        elif kind == "end" and fields:
            self.finish(fields.pop())

    def finish(self, field: OpenField) -> None:
        """What a whole field says besides its result."""
        found = HYPERLINK.search(field.code)
        place = PLACE.search(field.code)
        if found and field.kind == "HYPERLINK" and field.shown and (found[1] or found[2]):
            self.link(found[1] or found[2], place[1] if place else "")
        elif field.kind == "FORMCHECKBOX":
            self.say("☒" if is_ticked(field.begin) else "☐")
        elif field.kind in WITHOUT_RESULT and not field.shown:
            fraction = FRACTION.search(field.code)
            if fraction:
                self.say(f"{fraction[1]}/{fraction[2]}")
            else:
                self.others.append(Piece("field", field.code.strip(), self.place))


def words_of_diagram(root: Element) -> Iterator[str]:
    """The lines of SmartArt."""
    for line in root.iter(q("a:p")):
        yield "".join(text.text or "" for text in line.iter(q("a:t")))


def words_of_chart(root: Element) -> Iterator[str]:
    """What a chart draws: names of its series, what they stand for (once), and the figures."""
    for number, series in enumerate(root.iter(q("c:ser"))):
        names = ("c:tx", "c:cat", "c:xVal") if number == 0 else ("c:tx",)
        for part in (child(series, name) for name in (*names, "c:val", "c:yVal")):
            for point in () if part is None else part.iter(q("c:v")):
                yield as_drawn(point.text or "")


def as_drawn(figure: str) -> str:
    """A figure without the dust of its decimals."""
    try:
        return f"{float(figure):.10g}" if "." in figure else figure
    except ValueError:
        return figure


WORDS_OF = {q("c:chart"): words_of_chart, q("dgm:relIds"): words_of_diagram}


def written(one: Element, font: str) -> str | None:
    """The words that one child of a run writes; None when it writes none."""
    if one.tag == q("w:t"):
        return in_font(one.text or "", font)
    if one.tag == q("w:sym"):
        return sign_of(one.get(q("w:font"), ""), code_of(one.get(q("w:char"), "")))
    if one.tag == q("w:ruby"):
        parts = (child(one, name) for name in ("w:rubyBase", "w:rt"))
        return " ".join("".join(part.itertext(q("w:t"))) for part in parts if part is not None)
    return BLANKS.get(one.tag)


def is_seen(one: Element) -> bool:
    """Nothing that Word keeps and does not show, and no prompt that nobody answered."""
    if one.tag in PASSED_OVER or not isinstance(one.tag, str):
        return False
    if one.tag == q("w:sdt"):
        return not is_unanswered(child(one, "w:sdtPr"))
    about = next(one.iter(q("wp:docPr")), None) if one.tag == q("w:drawing") else None
    return about is None or about.get("hidden", "0") in OFF


def in_equation(one: Element) -> str | None:
    """What one element of an equation draws by itself; None for what is no such thing."""
    if one.tag == q("m:t"):
        return one.text or ""
    return one.get(q("m:val"), "") if one.tag == q("m:chr") else DRAWN_IN_EQUATIONS.get(one.tag)


def shows(element: Element) -> bool:
    """Whether a link has words or a picture that were not deleted."""
    things = element.iter(q("w:t"), q("w:drawing"), q("w:pict"), q("w:sym"))
    return any(one.tag != q("w:t") or (one.text or "").strip() for one in things)


def is_unanswered(properties: Element | None) -> bool:
    """A control that shows its prompt and remembers no answer."""
    if child(properties, "w:showingPlcHdr") is None:
        return False
    lists = (child(properties, name) for name in ("w:dropDownList", "w:comboBox"))
    return not any(one is not None and one.get(q("w:lastValue")) for one in lists)


def is_ticked(begin: Element | None) -> bool:
    """The state of a check box of the old kind."""
    box = child(begin, "w:ffData", "w:checkBox")
    checked = switched(box, "w:checked")
    return bool(switched(box, "w:default") if checked is None else checked)

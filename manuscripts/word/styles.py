"""How a Word document's styles look, with what each inherits from the style it is based on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manuscripts.word.markup import Element, child, every, inside, q, switched, value

DEEPEST = 20
HEADING_NAME = re.compile(r"heading(?: (?P<level>[1-9]))?")
CONTENTS_NAME = re.compile(r"toc (?:[1-9]|heading)")


@dataclass(frozen=True)
class Style:
    """What a paragraph or character style says; `number` is (numId, level) or None."""

    name: str = ""
    align: str = ""
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    struck: bool = False
    font: str = ""
    outline: int = 9
    number: tuple[str, str] | None = None

    @property
    def heading(self) -> int:
        """1 to 9 for a heading, else 0."""
        named = HEADING_NAME.fullmatch(self.name)
        if named:
            return int(named["level"] or 1)
        return self.outline + 1 if self.outline < 9 else 0

    @property
    def in_contents(self) -> bool:
        """A line of a table of contents."""
        return bool(CONTENTS_NAME.fullmatch(self.name))


class Styles:
    """The styles of one document by id; an unknown id looks like nothing in particular."""

    def __init__(self, root: Element | None):
        styles = [] if root is None else every(root, "w:style")
        self._sources = {style.get(q("w:styleId"), ""): style for style in styles}
        self._known: dict[str, Style] = {}
        defaults = None if root is None else child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        usual = [
            s
            for s in styles
            if s.get(q("w:default")) in {"1", "true"} and s.get(q("w:type")) == "paragraph"
        ]
        self._usual_font = (
            self[usual[0].get(q("w:styleId"), "")].font if usual else ""
        ) or font_in(defaults)

    def __getitem__(self, style_id: str) -> Style:
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def font_of(self, run: Element) -> str:
        """The typeface of a run: its own, its style's, its paragraph's or the document's."""
        properties = child(run, "w:rPr")
        paragraph = inside(run, "w:p")
        return self.font_under(properties, value(paragraph, "w:pPr", "w:pStyle"))

    def font_under(self, looks: Element | None, style_id: str) -> str:
        """The typeface of words with these looks in a paragraph of this style."""
        own = font_in(looks) or self[value(looks, "w:rStyle")].font if looks is not None else ""
        return own or self[style_id].font or self._usual_font

    def _resolved(self, style_id: str) -> Style:
        chain = list(self._chain(style_id))
        return Style(
            name=value(chain[0], "w:name").strip().lower() if chain else "",
            align=next(filter(None, (value(s, "w:pPr", "w:jc") for s in chain)), ""),
            bold=self._first(chain, "w:b"),
            italic=self._first(chain, "w:i"),
            hidden=self._first(chain, "w:vanish"),
            struck=self._first(chain, "w:strike") or self._first(chain, "w:dstrike"),
            font=next(filter(None, (font_in(child(s, "w:rPr")) for s in chain)), ""),
            outline=next(filter(lambda level: level < 9, map(outline_of, chain)), 9),
            number=next(filter(None, (number_of(child(s, "w:pPr")) for s in chain)), None),
        )

    def _chain(self, style_id: str) -> Iterator[Element]:
        for _ in range(DEEPEST):
            style = self._sources.get(style_id)
            if style is None:
                return
            yield style
            style_id = value(style, "w:basedOn")

    def _first(self, chain: list[Element], name: str) -> bool:
        """What the style nearest to the text says about an on/off property."""
        said = (switched(child(style, "w:rPr"), name) for style in chain)
        return next((answer for answer in said if answer is not None), False)


def outline_of(element: Element) -> int:
    """0 to 8 for a level of the outline, 9 for text; of a paragraph or a style."""
    level = value(element, "w:pPr", "w:outlineLvl")
    return int(level) if level.isascii() and level.isdecimal() else 9


def number_of(properties: Element | None) -> tuple[str, str] | None:
    """(numId, level) as written in paragraph properties; numId 0 means expressly none."""
    number = child(properties, "w:numPr")
    if number is None or not value(number, "w:numId"):
        return None
    return value(number, "w:numId"), value(number, "w:ilvl") or "0"


def font_in(properties: Element | None) -> str:
    """The typeface that run properties name for Western letters."""
    fonts = child(properties, "w:rFonts")
    return "" if fonts is None else fonts.get(q("w:ascii")) or fonts.get(q("w:hAnsi")) or ""

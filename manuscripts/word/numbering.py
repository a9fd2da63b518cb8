"""Counts a Word document's numbered paragraphs as Word shows them: 1., I., a), Điều 2., 1.1."""

import re
from dataclasses import dataclass

from manuscripts.word.markup import Element, child, every, q, switched, value
from manuscripts.word.styles import Styles, number_of

PLACE = re.compile(r"%([1-9])")
ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip
LARGEST = 4_000
BULLET = "bullet"


@dataclass(frozen=True)
class Level:
    """How one level of a list is written: `pattern` such as `%1.`"""

    kind: str
    pattern: str
    start: int
    legal: bool = False
    """Counts of higher levels are shown in Arabic figures (`isLgl`): 1.1 under chapter I."""
    style: str = ""
    """The paragraph style that stands for this level."""
    restart: int | None = None
    """Counted from 1 (`lvlRestart`): only this level and those above it begin the count anew; 0 for none."""


class Numbering:
    """The lists of one document and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles | None = None):
        self._styles = styles or Styles(None)
        abstracts = [] if root is None else every(root, "w:abstractNum")
        self._levels = {a.get(q("w:abstractNumId")): levels_of(a) for a in abstracts}
        nums = [] if root is None else every(root, "w:num")
        self._nums = {num.get(q("w:numId")): num for num in nums}
        self._styled = {value(a, "w:styleLink"): a.get(q("w:abstractNumId")) for a in abstracts}
        self._links = {a.get(q("w:abstractNumId")): value(a, "w:numStyleLink") for a in abstracts}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._own = {number: levels_of_overrides(num) for number, num in self._nums.items()}

    def level(self, number: str, depth: int) -> Level | None:
        """How a list writes its level; None for an unknown list."""
        own = self._own.get(number, {}).get(depth)
        return own or self._levels.get(self.key(number), {}).get(depth)

    def key(self, number: str) -> str:
        """What is shared by all paragraphs that one counting runs through."""
        abstract = value(self._nums.get(number), "w:abstractNumId")
        link = self._links.get(abstract)
        if not link:
            return abstract
        named = self._styles[link].number  # the list style itself says which list it is
        other = value(self._nums.get(named[0]), "w:abstractNumId") if named else ""
        return self._styled.get(link) or other or abstract

    def place_of(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and level (0 to 8) that number a paragraph; None for a plain or an unseen one."""
        properties = child(paragraph, "w:pPr")
        style = value(properties, "w:pStyle")
        said = number_of(properties) or self._styles[style].number
        if said is None or said[0] == "0" or is_struck_out(paragraph):
            return None
        written = value(properties, "w:numPr", "w:ilvl")
        level = written or said[1]
        depth = int(level) if level in set("012345678") else 0
        by_style = None if written else self._depth_of_style(said[0], style)
        return said[0], depth if by_style is None else by_style

    def _depth_of_style(self, number: str, style: str) -> int | None:
        levels = self._levels.get(self.key(number), {}) | self._own.get(number, {})
        return next((n for n, level in levels.items() if style and level.style == style), None)

    def next_label(self, number: str, depth: int) -> str:
        """Count one more paragraph and say its label; empty for bullets and unknown lists."""
        level = self.level(number, depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self.key(number), {})
        counts[depth] = self._next(number, depth, level, counts)
        for deeper in [d for d in counts if d > depth]:
            if self._begins_anew(number, deeper, depth):
                del counts[deeper]
        return "" if level.kind == BULLET else self._written(number, depth, level, counts)

    def _begins_anew(self, number: str, deeper: int, depth: int) -> bool:
        level = self.level(number, deeper)
        return level is None or level.restart is None or depth < level.restart

    def _next(self, number: str, depth: int, level: Level, counts: dict[int, int]) -> int:
        restart = self._restart(number, depth)
        if restart is not None and (number, depth) not in self._restarted:
            self._restarted.add((number, depth))
            return restart
        return counts[depth] + 1 if depth in counts else level.start

    def _restart(self, number: str, depth: int) -> int | None:
        for override in self._nums[number].iterfind(q("w:lvlOverride")):
            if (
                override.get(q("w:ilvl")) == str(depth)
                and child(override, "w:startOverride") is not None
            ):
                return integer(value(override, "w:startOverride"), 1)
        return None

    def _written(self, number: str, depth: int, level: Level, counts: dict[int, int]) -> str:
        def count_of(place: re.Match) -> str:
            above = int(place[1]) - 1
            there = self.level(number, above) or level
            kind = "decimal" if level.legal and there.kind != "none" else there.kind
            return counted(kind, counts.get(above, there.start))

        return PLACE.sub(count_of, level.pattern).strip()


def levels_of(abstract: Element) -> dict[int, Level]:
    """The levels that a list definition describes."""
    return {
        integer(level.get(q("w:ilvl"), ""), 0): level_of(level)
        for level in abstract.iterfind(q("w:lvl"))
    }


def levels_of_overrides(num: Element) -> dict[int, Level]:
    """The levels that one list writes in its own way."""
    found = {}
    for override in num.iterfind(q("w:lvlOverride")):
        level = child(override, "w:lvl")
        if level is not None:
            found[integer(override.get(q("w:ilvl"), ""), 0)] = level_of(level)
    return found


def level_of(level: Element) -> Level:
    """How one level is written."""
    kind = value(level, "w:numFmt") or "decimal"
    custom = child(
        level, "mc:AlternateContent", "mc:Choice"
    )  # 01, 02 …: numFmt custom, since Word 2010
    if custom is not None and child(custom, "w:numFmt") is not None:
        format_of = child(custom, "w:numFmt").get(q("w:format"), "")
        kind = "decimalZero" if format_of.startswith("0") else kind
    return Level(
        kind,
        value(level, "w:lvlText"),
        integer(value(level, "w:start"), 1),
        bool(switched(level, "w:isLgl")),
        value(level, "w:pStyle"),
        int(said) if (said := value(level, "w:lvlRestart")).isdecimal() else None,
    )


def is_struck_out(paragraph: Element) -> bool:
    """A paragraph that Word does not count: its end is deleted or moved away, or all of it is hidden."""
    mark = child(paragraph, "w:pPr", "w:rPr")
    if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
        return True
    runs = list(paragraph.iter(q("w:r")))
    return bool(switched(mark, "w:vanish")) and all(
        switched(child(run, "w:rPr"), "w:vanish") for run in runs
    )


def integer(text: str, otherwise: int) -> int:
    """A whole number out of the markup, or another when it is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else otherwise


def counted(kind: str, count: int) -> str:
    """A count in letters, Roman or Arabic figures."""
    if kind in {"none", BULLET}:
        return ""
    if "Letter" in kind and 0 < count < LARGEST:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if kind.startswith("upper") else letters
    if "Roman" in kind and 0 < count < LARGEST:
        return roman(count).upper() if kind.startswith("upper") else roman(count)
    return f"{count:02}" if kind == "decimalZero" else str(count)


def roman(count: int) -> str:
    """`4` -> `iv`."""
    written = ""
    for worth, sign in ROMAN:
        times, count = divmod(count, worth)
        written += sign * times
    return written

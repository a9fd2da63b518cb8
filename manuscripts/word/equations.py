"""Equations of Word (OMML, ECMA-376 Part 1, 22.1) in one line: powers raised, indices lowered, `a/b`, `√(x)`."""

from collections.abc import Iterator

from manuscripts.word.markup import Element, child, make, q, text_run

RAISED, LOWERED = "superscript", "subscript"
SHIFTED = {q("m:sup"): RAISED, q("m:sub"): LOWERED}
LARGE = {q("m:sSup"), q("m:sSub"), q("m:sSubSup"), q("m:nary")}
"""What has a `sup` and a `sub` of its own."""


def runs_of(equation: Element) -> list[Element]:
    """The runs that say what an equation says."""
    return [text_run(words, looks(place)) for words, place in joined(spelt(equation, "")) if words]


def spelt(part: Element, place: str) -> Iterator[tuple[str, str]]:
    """Letters, and whether they are raised or lowered."""
    if part.tag == q("m:t"):
        yield part.text or "", place
    elif part.tag == q("m:f"):
        yield from grouped(child(part, "m:num"), place)
        yield "/", place
        yield from grouped(child(part, "m:den"), place)
    elif part.tag == q("m:rad"):
        yield from spelt_all(child(part, "m:deg"), RAISED)
        yield "√", place
        yield from grouped(child(part, "m:e"), place)
    else:
        sign = child(part, "m:naryPr", "m:chr")
        yield ("" if sign is None else sign.get(q("m:val"), "")), place
        for one in part:
            yield from spelt(one, SHIFTED.get(one.tag, place) if part.tag in LARGE else place)


def spelt_all(part: Element | None, place: str) -> Iterator[tuple[str, str]]:
    """A part that may be missing."""
    for one in () if part is None else part:
        yield from spelt(one, place)


def grouped(part: Element | None, place: str) -> Iterator[tuple[str, str]]:
    """A part in brackets where its end would not be seen otherwise."""
    found = list(spelt_all(part, place))
    whole = "".join(words for words, _ in found).strip()
    plain = whole.replace(",", "").replace(".", "").isalnum()
    yield from found if plain else [("(", place), *found, (")", place)]


def joined(pieces: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours at one height as one."""
    found: list[tuple[str, str]] = []
    for words, place in pieces:
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0] + words, place)
        else:
            found.append((words, place))
    return found


def looks(place: str) -> Element | None:
    """The run properties of raised or lowered letters."""
    return make("w:rPr", make("w:vertAlign", val=place)) if place else None

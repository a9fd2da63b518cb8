"""Throws away markup that says nothing to a web page, so that long documents read fast.

Word cuts a sentence into runs at every spelling check and repeats the typeface in each; most
of the time would go there. What is left here is what conversion looks at.
"""

from manuscripts.word import refusals
from manuscripts.word.markup import Element, child, drop, every, q, switched, value
from manuscripts.word.refusals import WordRefusedError

MOST_ELEMENTS = 60_000
"""Some 200 pages; a longer text is a document to download, not an article to read."""
MOST_LETTERS = 1_000_000
"""Twice a novel."""
NOISE = (
    "w:proofErr",
    "w:lastRenderedPageBreak",
    "w:bookmarkStart",
    "w:bookmarkEnd",
    "w:permStart",
    "w:permEnd",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:commentReference",
    "w:sectPr",
)
RUN_LOOKS = {"w:b", "w:i", "w:strike", "w:vertAlign"}
PARAGRAPH_LOOKS = {"w:pStyle", "w:rPr"}


def lighten(root: Element) -> None:
    """Drop noise, join runs that look alike; WordRefusedError when too much is left."""
    for noise in every(root, *NOISE):
        drop(noise)
    for properties in every(root, "w:pPr"):
        keep_only(properties, PARAGRAPH_LOOKS)
    for run in every(root, "w:r"):
        lighten_run(run)
    for run in every(root, "w:r"):
        join_to_neighbour(run)
    letters = sum(len(text.text or "") for text in root.iter(q("w:t")))
    if letters > MOST_LETTERS or sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise WordRefusedError(refusals.TOO_LONG)


def lighten_run(run: Element) -> None:
    """Only bold, italics, struck, raised or lowered letters matter."""
    properties = child(run, "w:rPr")
    if properties is None:
        return
    keep_only(properties, RUN_LOOKS)
    for name in ("w:b", "w:i", "w:strike"):
        if switched(properties, name) is False:
            drop(child(properties, name))
    if not len(properties):
        drop(properties)


def keep_only(element: Element, names: set[str]) -> None:
    """Drop all other children."""
    wanted = set(map(q, names))
    for part in list(element):
        if part.tag not in wanted:
            element.remove(part)


def join_to_neighbour(run: Element) -> None:
    """Add the content of a run to the run before it when both look alike."""
    above = run.getprevious()
    if above is None or above.tag != run.tag or look_of(above) != look_of(run):
        return
    above.extend([part for part in run if part.tag != q("w:rPr")])
    drop(run)


def look_of(run: Element) -> tuple[bool, bool, bool, str]:
    """Bold, italic, struck, raised or lowered."""
    looks = child(run, "w:rPr")
    bold, italic, struck = (bool(switched(looks, name)) for name in ("w:b", "w:i", "w:strike"))
    return bold, italic, struck, value(looks, "w:vertAlign")

"""Decides which numbered paragraphs are lists and which only carry a number.

HTML counts 1, 2, 3 and begins anew after every interruption. "Điều 2", "a)", "II." and lists that
go on after a paragraph would lose the numbers that official texts refer to, so there the label
that Word shows is written out and the paragraph stays a paragraph.
"""

from collections import Counter
from dataclasses import dataclass

from manuscripts.word.markup import (
    Element,
    child,
    inside,
    is_blank,
    make,
    q,
    switched,
    text_run,
    value,
    words_of,
)
from manuscripts.word.numbering import BULLET, Numbering
from manuscripts.word.styles import Styles

DEEPEST = 5


@dataclass
class Numbered:
    """A paragraph that Word numbers or bullets."""

    paragraph: Element
    key: str
    depth: int
    bullet: bool
    label: str
    bold: bool


def settle_lists(
    paragraphs: list[Element], styles: Styles, numbering: Numbering
) -> dict[Element, str]:
    """Write out the labels HTML cannot show; the style ids of the paragraphs that are lists."""
    found = [entry for p in paragraphs if (entry := numbered(p, styles, numbering))]
    parted = {True: [], False: []}
    for entry in found:
        parted[bool(styles[value(entry.paragraph, "w:pPr", "w:pStyle")].heading)].append(entry)
    for entry in parted[True]:
        write_out(entry)
    groups = grouped([entry for entry in parted[False] if not is_blank(entry.paragraph)])
    met = Counter(key for group in groups for key in {e.key for e in group if not e.bullet})
    settled = {}
    for entry in [entry for entry in found if is_blank(entry.paragraph)]:
        if inside(entry.paragraph, "w:tc") is not None:  # the numbers of a column "STT" stand alone
            write_out(entry)
    for group in groups:
        settled.update(as_list(group) if is_faithful(group, met) else as_paragraphs(group))
    return settled


def numbered(paragraph: Element, styles: Styles, numbering: Numbering) -> Numbered | None:
    """How Word numbers a paragraph, counted once; None for a plain one."""
    place = numbering.place_of(paragraph)
    if place is None:
        return None
    number, depth = place
    level = numbering.level(number, depth)
    if level is None:
        return None
    label = numbering.next_label(number, depth)
    key = numbering.key(number)
    return Numbered(paragraph, key, depth, level.kind == BULLET, label, is_bold(paragraph, styles))


def is_bold(paragraph: Element, styles: Styles) -> bool:
    """Wholly in bold: rather a subheading with a number than an item."""
    inherited = styles[value(paragraph, "w:pPr", "w:pStyle")].bold
    runs = [run for run in paragraph.iter(q("w:r")) if words_of(run).strip()]
    said = [switched(child(run, "w:rPr"), "w:b") for run in runs]
    return bool(runs) and all(inherited if bold is None else bold for bold in said)


def grouped(entries: list[Numbered]) -> list[list[Numbered]]:
    """Entries of one list with nothing but empty paragraphs between them stand together."""
    groups: list[list[Numbered]] = []
    for entry in entries:
        if groups and goes_on(groups[-1], entry):
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def goes_on(group: list[Numbered], entry: Numbered) -> bool:
    """True when the entry continues the list above it, on the same level or a deeper one."""
    if not follows(group[-1].paragraph, entry.paragraph):
        return False
    if entry.depth > group[0].depth:
        return True
    beside = next((one for one in reversed(group) if one.depth == entry.depth), group[0])
    same = entry.bullet or entry.key == beside.key
    return entry.bullet == beside.bullet and same


def follows(above: Element, below: Element) -> bool:
    """True when nothing readable stands between two paragraphs of the same part."""
    if inside(above, "w:tc") is not inside(below, "w:tc"):
        return False
    for sibling in above.itersiblings():
        if sibling is below:
            return True
        if (sibling.tag == q("w:p") and not is_blank(sibling)) or sibling.tag == q("w:tbl"):
            return False
    return False


def is_faithful(group: list[Numbered], met: Counter) -> bool:
    """True when HTML's own counting shows the very numbers that Word shows."""
    if len(group) == 1 and group[0].bold and not group[0].bullet:
        return False
    counts: dict[int, int] = {}
    for entry in group:
        counts = {depth: count for depth, count in counts.items() if depth <= entry.depth}
        counts[entry.depth] = counts.get(entry.depth, 0) + 1
        shown = f"{counts[entry.depth]}"
        if not entry.bullet and (met[entry.key] > 1 or entry.label.rstrip(".)") != shown):
            return False
    return True


def as_list(group: list[Numbered]) -> dict[Element, str]:
    """Style ids that conversion maps to nested lists; no level is skipped."""
    open_depths: list[int] = []
    settled = {}
    for entry in group:
        open_depths = [depth for depth in open_depths if depth < entry.depth] + [entry.depth]
        kind = "Bullet" if entry.bullet else "Number"
        settled[entry.paragraph] = f"Portal{kind}{min(len(open_depths), DEEPEST)}"
    return settled


def as_paragraphs(group: list[Numbered]) -> dict[Element, str]:
    """Labels written out; bullets among them stay bullets."""
    settled = {}
    for entry in group:
        if entry.bullet:
            settled[entry.paragraph] = "PortalBullet1"
        else:
            write_out(entry)
    return settled


def write_out(entry: Numbered) -> None:
    """The label as the first words of its paragraph, looking like the words after it."""
    if not entry.label:
        return
    first = next((r for r in entry.paragraph.iter(q("w:r")) if words_of(r).strip()), None)
    run = text_run(f"{entry.label} ", child(first, "w:rPr"))
    properties = child(entry.paragraph, "w:pPr")
    if properties is None:
        properties = make("w:pPr")
        entry.paragraph.insert(0, properties)
    properties.addnext(run)

"""Takes out of a document's markup what would be lost, misread or published by mistake."""

from manuscripts.libreoffice import converter
from manuscripts.word.controls import settle_controls
from manuscripts.word.drawings import show_fills
from manuscripts.word.equations import runs_of
from manuscripts.word.fields import settle_fields, web_address
from manuscripts.word.losses import Losses
from manuscripts.word.markup import (
    Element,
    child,
    drop,
    every,
    inside,
    make,
    q,
    replace_with,
    words_of,
)
from manuscripts.word.old_fonts import settle_old_letters
from manuscripts.word.package import Relation, WordPackage
from manuscripts.word.spacing import settle_spacing
from manuscripts.word.styles import Styles
from manuscripts.word.symbols import settle_symbols
from manuscripts.word.unseen import drop_unseen

VECTOR = (".emf", ".wmf", ".emz", ".wmz")
WIDEST = 120
"""Columns; Word itself allows 63 (ECMA-376 leaves it open)."""


def flatten(root: Element, styles: Styles, package: WordPackage, part: str, losses: Losses) -> None:
    """Leave paragraphs, tables, runs and plain pictures; count what goes."""
    relations = package.relations(part)
    mend_references(root, relations, losses)
    mend_links(root, relations, package, part)
    drop_unseen(root, styles, losses)
    mend_cells(root)
    settle_spacing(root)
    settle_symbols(root, styles)
    settle_old_letters(root, styles)
    settle_fields(root, package, part, losses)
    settle_controls(root, losses)
    unwrap_directions(root)
    settle_alternatives(root)
    show_fills(root)
    spell_equations(root, losses)
    drop_objects(root, relations, losses)
    losses["comments"] += len(every(root, "w:commentReference"))


def mend_cells(root: Element) -> None:
    """Cells joined in the old way, widths that no table has, columns that a row leaves free at its start."""
    for merged in every(root, "w:hMerge"):
        join_across(merged)
    for span in every(root, "w:gridSpan"):
        width = span.get(q("w:val"), "")
        if not width.isdecimal() or not 0 < int(width) <= WIDEST:
            drop(span)
    for skipped in every(root, "w:gridBefore"):
        row, width = inside(skipped, "w:tr"), skipped.get(q("w:val"), "")
        first = child(row, "w:tc")
        if first is not None and width.isdecimal() and 0 < int(width) <= WIDEST:
            first.addprevious(
                make("w:tc", make("w:tcPr", make("w:gridSpan", val=width)), make("w:p"))
            )


def join_across(merged: Element) -> None:
    """Word 97's way to join cells side by side (`hMerge`), as the way of today."""
    cell = inside(merged, "w:tc")
    if merged.get(q("w:val")) == "restart" or cell is None:
        return
    first = cell.getprevious()
    properties = child(first, "w:tcPr") if first is not None and first.tag == cell.tag else None
    if properties is None or words_of(cell).strip():
        return
    span = child(properties, "w:gridSpan")
    if span is None:
        span = make("w:gridSpan", val="1")
        properties.append(span)
    wide = child(cell, "w:tcPr", "w:gridSpan")
    more = wide.get(q("w:val"), "") if wide is not None else "1"
    sizes = (span.get(q("w:val"), ""), more)
    span.set(q("w:val"), str(sum(int(size) if size.isdecimal() else 1 for size in sizes)))
    drop(cell)


def mend_references(root: Element, relations: dict[str, Relation], losses: Losses) -> None:
    """References to nothing: Word shows a red cross or plain words."""
    for blip in every(root, "a:blip", "v:imagedata"):
        for name in map(q, ("r:embed", "r:link", "r:id")):
            if blip.get(name) is not None and blip.get(name) not in relations:
                del blip.attrib[name]
                losses["broken_pictures"] += 1


def mend_links(
    root: Element, relations: dict[str, Relation], package: WordPackage, part: str
) -> None:
    """Links that lead to no relation, and those without `https://`."""
    for click in every(root, "a:hlinkClick"):
        if click.get(q("r:id"), "") not in relations:
            drop(click)
    for link in every(root, "w:hyperlink"):
        if link.get(q("r:id"), "") not in relations:
            link.attrib.pop(q("r:id"), None)
            continue
        target = relations[link.get(q("r:id"))].target
        if web_address(target) != target:
            key = package.add_relation(part, "hyperlink", web_address(target), external=True)
            link.set(q("r:id"), key)


def drop_orphan_notes(root: Element, kind: str, notes: Element | None) -> None:
    """Note marks whose note is missing; `kind` is footnote or endnote."""
    known = set() if notes is None else {n.get(q("w:id")) for n in every(notes, f"w:{kind}")}
    for mark in every(root, f"w:{kind}Reference"):
        if mark.get(q("w:id")) not in known:
            drop(mark)


def unwrap_directions(root: Element) -> None:
    """Changes of direction only hold runs."""
    for wrapper in every(root, "w:bdo", "w:dir"):
        replace_with(wrapper, list(wrapper))


def settle_alternatives(root: Element) -> None:
    """Of two ways to say the same: the drawing, else the fallback."""
    for block in every(root, "mc:AlternateContent"):
        choice, fallback = child(block, "mc:Choice"), child(block, "mc:Fallback")
        drawn = choice is not None and next(choice.iter(q("w:drawing")), None) is not None
        chosen = choice if drawn or fallback is None else fallback
        replace_with(block, [] if chosen is None else chosen)


def spell_equations(root: Element, losses: Losses) -> None:
    """An equation in one line, its powers raised and its fractions with a stroke."""
    for equation in every(root, "m:oMath"):
        losses["equations"] += 1
        replace_with(equation, runs_of(equation))
    for paragraph in every(root, "m:oMathPara"):
        runs = every(paragraph, "w:r")
        loose = paragraph.getparent().tag != q("w:p")
        replace_with(paragraph, [make("w:p", *runs)] if loose else runs)


def drop_objects(root: Element, relations: dict[str, Relation], losses: Losses) -> None:
    """Embedded objects go; their picture stays where it can be shown."""
    for thing in every(root, "w:object"):
        losses["objects"] += 1
        pictures = [image.get(q("r:id"), "") for image in thing.iter(q("v:imagedata"))]
        targets = [relations[key].target for key in pictures if key in relations]
        if not targets or (targets[0].lower().endswith(VECTOR) and not converter()):
            drop(thing)

"""Takes out of a document's markup what mammoth would lose, misread or publish by mistake."""

from manuscripts.word.controls import settle_controls
from manuscripts.word.fields import settle_fields
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
    switched,
    text_run,
    value,
    words_of,
)
from manuscripts.word.old_fonts import settle_old_letters
from manuscripts.word.package import Relation, WordPackage
from manuscripts.word.styles import Styles
from manuscripts.word.symbols import settle_symbols

VECTOR = (".emf", ".wmf", ".emz", ".wmz")
CONTENTS_GALLERY = "Table of Contents"
WIDEST = 120
"""Columns; Word itself allows 63 (ECMA-376 leaves it open)."""


def flatten(root: Element, styles: Styles, package: WordPackage, part: str, losses: Losses) -> None:
    """Leave paragraphs, tables, runs and plain pictures; count what goes."""
    relations = package.relations(part)
    mend_references(root, relations, losses)
    mend_cells(root)
    drop_tracked(root, losses)
    drop_hidden(root, styles, losses)
    drop_contents(root, styles, losses)
    settle_symbols(root, styles)
    settle_old_letters(root, styles)
    settle_fields(root, package, part)
    settle_controls(root, losses)
    unwrap_directions(root)
    settle_alternatives(root)
    spell_equations(root, losses)
    drop_objects(root, relations, losses)
    losses["comments"] += len(every(root, "w:commentReference"))


def mend_cells(root: Element) -> None:
    """Widths of cells that no table has, and the columns that a row leaves free at its start."""
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


def mend_references(root: Element, relations: dict[str, Relation], losses: Losses) -> None:
    """References to nothing: Word shows a red cross or plain words, mammoth gives up."""
    for blip in every(root, "a:blip", "v:imagedata"):
        for name in map(q, ("r:embed", "r:link", "r:id")):
            if blip.get(name) is not None and blip.get(name) not in relations:
                del blip.attrib[name]
                losses["broken_pictures"] += 1
    mend_links(root, relations)


def mend_links(root: Element, relations: dict[str, Relation]) -> None:
    """Links that lead to no relation."""
    for click in every(root, "a:hlinkClick"):
        if click.get(q("r:id"), "") not in relations:
            drop(click)
    for link in every(root, "w:hyperlink"):
        if link.get(q("r:id"), "") not in relations:
            link.attrib.pop(q("r:id"), None)


def drop_orphan_notes(root: Element, kind: str, notes: Element | None) -> None:
    """Note marks whose note is missing; `kind` is footnote or endnote."""
    known = set() if notes is None else {n.get(q("w:id")) for n in every(notes, f"w:{kind}")}
    for mark in every(root, f"w:{kind}Reference"):
        if mark.get(q("w:id")) not in known:
            drop(mark)


def drop_tracked(root: Element, losses: Losses) -> None:
    """Deleted and moved-away words go; deleted marks of paragraphs and rows are mammoth's."""
    for deletion in every(root, "w:del", "w:moveFrom"):
        losses["deletions"] += 1
        if deletion.getparent().tag not in {q("w:rPr"), q("w:trPr")}:
            drop(deletion)
    inserted = every(root, "w:ins", "w:moveTo")
    losses["insertions"] += sum(
        i.getparent().tag not in {q("w:rPr"), q("w:trPr")} for i in inserted
    )


def drop_hidden(root: Element, styles: Styles, losses: Losses) -> None:
    """Hidden words were hidden for a reason; mammoth would publish them."""
    paragraphs = set()
    for run in every(root, "w:r"):
        properties = child(run, "w:rPr")
        said = switched(properties, "w:vanish")
        hidden = styles[value(properties, "w:rStyle")].hidden if said is None else said
        if hidden and words_of(run).strip():
            paragraphs.add(inside(run, "w:p"))
            drop(run)
    losses["hidden"] += len(paragraphs)


def drop_contents(root: Element, styles: Styles, losses: Losses) -> None:
    """A table of contents with page numbers means nothing on a web page."""
    for block in every(root, "w:sdt"):
        if value(block, "w:sdtPr", "w:docPartObj", "w:docPartGallery") == CONTENTS_GALLERY:
            losses["contents"] = 1
            drop(block)
    for paragraph in every(root, "w:p"):
        if styles[value(paragraph, "w:pPr", "w:pStyle")].in_contents:
            losses["contents"] = 1
            drop(paragraph)


def unwrap_directions(root: Element) -> None:
    """Changes of direction hold runs that mammoth does not look for."""
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
    """The letters and figures of an equation, in the order in which they are written."""
    for equation in every(root, "m:oMath"):
        letters = "".join(text.text or "" for text in equation.iter(q("m:t")))
        losses["equations"] += 1
        replace_with(equation, [text_run(letters)] if letters else [])
    for paragraph in every(root, "m:oMathPara"):
        runs = every(paragraph, "w:r")
        loose = paragraph.getparent().tag != q("w:p")
        replace_with(paragraph, [make("w:p", *runs)] if loose else runs)


def drop_objects(root: Element, relations: dict[str, Relation], losses: Losses) -> None:
    """Embedded objects go; their picture stays where a browser can show it."""
    for thing in every(root, "w:object"):
        losses["objects"] += 1
        pictures = [image.get(q("r:id"), "") for image in thing.iter(q("v:imagedata"))]
        targets = [relations[key].target for key in pictures if key in relations]
        if not targets or targets[0].lower().endswith(VECTOR):
            drop(thing)


def flatten_drawings(root: Element, losses: Losses) -> None:
    """Text boxes become paragraphs, groups become pictures; inner ones first."""
    for drawing in reversed(every(root, "w:drawing", "w:pict")):
        losses["charts"] += len(every(drawing, "c:chart"))
        losses["diagrams"] += len(every(drawing, "dgm:relIds"))
        boxes = every(drawing, "w:txbxContent")
        move_out(drawing, boxes, losses)
        if drawing.tag == q("w:drawing") and not is_plain_picture(drawing):
            replace_with(
                drawing, [plain_picture(blip, drawing) for blip in every(drawing, "a:blip")]
            )


def move_out(drawing: Element, boxes: list[Element], losses: Losses) -> None:
    """The content of text boxes, right below the paragraph that the drawing hangs on."""
    anchor = inside(drawing, "w:p")
    for box in reversed(boxes):
        spoken = bool(words_of(box).strip())
        losses["text_boxes"] += spoken
        for part in reversed(list(box)):
            if anchor is not None:
                anchor.addnext(part)
        drop(box)


def is_plain_picture(drawing: Element) -> bool:
    """A picture as mammoth reads it."""
    path = ("a:graphic", "a:graphicData", "pic:pic", "pic:blipFill", "a:blip")
    return any(child(frame, *path) is not None for frame in drawing)


def plain_picture(blip: Element, drawing: Element) -> Element:
    """A picture out of a group, as if it stood alone."""
    alone = make("a:blip")
    alone.attrib.update(blip.attrib)
    picture = make("pic:pic", make("pic:blipFill", alone))
    about = next(drawing.iter(q("wp:docPr")), None)
    described = make("wp:docPr")
    described.attrib.update({} if about is None else about.attrib)
    graphic = make("a:graphic", make("a:graphicData", picture))
    return make("w:drawing", make("wp:inline", described, graphic))

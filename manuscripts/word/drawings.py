"""Drawings of Word as paragraphs, tables and plain pictures: text boxes, groups, WordArt, SmartArt, charts."""

from manuscripts.word.charts import table_of
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
    text_run,
    words_of,
)
from manuscripts.word.package import WordPackage


def show_fills(root: Element) -> None:
    """A picture that fills an old drawing's shape is a picture; a small tile is only its pattern."""
    for fill in every(root, "v:fill"):
        shape = fill.getparent()
        key = fill.get(q("r:id"))
        if key and fill.get("type") == "frame" and child(shape, "v:imagedata") is None:
            picture = make("v:imagedata")
            picture.set(q("r:id"), key)
            shape.append(picture)


def flatten_drawings(root: Element, package: WordPackage, part: str, losses: Losses) -> None:
    """Text boxes become paragraphs, groups become pictures; inner ones first."""
    for drawing in reversed(every(root, "w:drawing", "w:pict")):
        losses["charts"] += len(every(drawing, "c:chart"))
        losses["diagrams"] += len(every(drawing, "dgm:relIds"))
        put_below(drawing, spelt_out(drawing, package, part))
        boxes = every(drawing, "w:txbxContent")
        move_out(drawing, boxes, losses)
        if drawing.tag == q("w:drawing") and not is_plain_picture(drawing):
            replace_with(
                drawing, [plain_picture(blip, drawing) for blip in every(drawing, "a:blip")]
            )


def spelt_out(drawing: Element, package: WordPackage, part: str) -> list[Element]:
    """What a drawing says without a text box: WordArt, the words of SmartArt, the figures of a chart."""
    lines = [art.get("string", "") for art in every(drawing, "v:textpath")]
    relations = package.relations(part)
    for diagram in every(drawing, "dgm:relIds"):
        relation = relations.get(diagram.get(q("r:dm"), ""))
        root = package.xml(relation.target) if relation else None
        lines += [] if root is None else words_in(root)
    found = [make("w:p", text_run(line)) for line in lines if line.strip()]
    for chart in every(drawing, "c:chart"):
        relation = relations.get(chart.get(q("r:id"), ""))
        root = package.xml(relation.target) if relation else None
        found += [] if root is None else table_of(root)
    return found


def words_in(root: Element) -> list[str]:
    """The lines of DrawingML text, one for each paragraph."""
    lines = ("".join(text.text or "" for text in one.iter(q("a:t"))) for one in root.iter(q("a:p")))
    return [line for line in lines if line.strip()]


def put_below(drawing: Element, parts: list[Element]) -> None:
    """Right below the paragraph that a drawing hangs on."""
    anchor = inside(drawing, "w:p")
    for part in reversed(parts):
        if anchor is not None:
            anchor.addnext(part)


def move_out(drawing: Element, boxes: list[Element], losses: Losses) -> None:
    """The content of text boxes, right below the paragraph that the drawing hangs on."""
    for box in reversed(boxes):
        losses["text_boxes"] += bool(words_of(box).strip())
        put_below(drawing, list(box))
        drop(box)


def is_plain_picture(drawing: Element) -> bool:
    """A picture that stands alone."""
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

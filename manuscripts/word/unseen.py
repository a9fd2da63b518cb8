"""What Word keeps in a file and does not show: deleted, moved away, hidden, a list of contents."""

from manuscripts.word.losses import Losses
from manuscripts.word.markup import (
    Element,
    child,
    drop,
    every,
    inside,
    q,
    switched,
    value,
    words_of,
)
from manuscripts.word.styles import Styles

CONTENTS_GALLERY = "Table of Contents"
MARKS = {q("w:rPr"), q("w:trPr")}
DRAWN = ("w:drawing", "w:pict", "w:object")
ON = {"1", "true"}


def drop_unseen(root: Element, styles: Styles, losses: Losses) -> None:
    """Leave what a reader sees in Word once all changes are accepted."""
    drop_tracked(root, losses)
    drop_hidden(root, styles, losses)
    drop_contents(root, styles, losses)


def drop_tracked(root: Element, losses: Losses) -> None:
    """Deleted and moved-away words and cells go; deleted marks of paragraphs and rows are left to `as_html`."""
    for deletion in every(root, "w:del", "w:moveFrom"):
        losses["deletions"] += deletion.tag == q("w:del")
        if deletion.getparent().tag not in MARKS:
            drop(deletion)
    for deleted in every(root, "w:cellDel"):
        cell = inside(deleted, "w:tc")
        if cell is not None and len(cell.getparent().findall(q("w:tc"))) > 1:
            drop(cell)
    inserted = every(root, "w:ins")
    losses["insertions"] += sum(one.getparent().tag not in MARKS for one in inserted)


def drop_hidden(root: Element, styles: Styles, losses: Losses) -> None:
    """Hidden words, rows and pictures were hidden for a reason; nobody publishes them by accident."""
    runs = [run for run in every(root, "w:r") if is_hidden(run, styles) and says_something(run)]
    places = [(inside(run, "w:p"), run) for run in runs]
    marks = [one for one in every(root, "w:hidden") if switched(one.getparent(), "w:hidden")]
    places += [(row, row) for one in marks if (row := inside(one, "w:tr")) is not None]
    abouts = [one for one in every(root, "wp:docPr") if one.get("hidden") in ON]
    places += [(inside(one, "w:p"), inside(one, "w:drawing")) for one in abouts]
    for _, hidden in places:
        if hidden is not None:
            drop(hidden)
    losses["hidden"] += len({place for place, _ in places})


def says_something(run: Element) -> bool:
    """Words, or something drawn."""
    drawn = next(run.iter(*map(q, DRAWN)), None) is not None
    return drawn or bool(words_of(run).strip())


def is_hidden(run: Element, styles: Styles) -> bool:
    """By its own looks, its style's, or its paragraph's style."""
    properties = child(run, "w:rPr")
    said = switched(properties, "w:vanish")
    if said is not None:
        return said
    paragraph = inside(run, "w:p")
    named = value(paragraph, "w:pPr", "w:pStyle") if paragraph is not None else ""
    return styles[value(properties, "w:rStyle")].hidden or styles[named].hidden


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

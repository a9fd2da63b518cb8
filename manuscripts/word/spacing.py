"""What stands between words: breaks, hyphens, tabs at a margin, readings over signs, a large first letter."""

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


def settle_spacing(root: Element) -> None:
    """Write each in one way, so that words stay apart, or together."""
    for one in every(root, "w:br"):
        one.attrib.pop(q("w:type"), None)  # a page or a column ends: on the web a line does
    for one in every(root, "w:ptab", "w:noBreakHyphen"):
        plain = make("w:tab") if one.tag == q("w:ptab") else child(text_run("-"), "w:t")
        replace_with(one, [plain])
    for ruby in every(root, "w:ruby"):
        spell_ruby(ruby)
    for frame in every(root, "w:framePr"):
        if frame.get(q("w:dropCap")) in {"drop", "margin"}:
            join_first_letter(inside(frame, "w:p"))


def spell_ruby(ruby: Element) -> None:
    """A sign with its reading written over it: the reading goes into brackets behind."""
    below, over = child(ruby, "w:rubyBase"), child(ruby, "w:rt")
    words = words_of(below) if below is not None else ""
    reading = words_of(over).strip() if over is not None else ""
    replace_with(ruby, [child(text_run(f"{words} ({reading})" if reading else words), "w:t")])


def join_first_letter(paragraph: Element | None) -> None:
    """A large first letter is a paragraph of its own in Word; here it begins the one below."""
    below = paragraph.getnext() if paragraph is not None else None
    if below is None or below.tag != q("w:p"):
        return
    properties = child(below, "w:pPr")
    runs = list(paragraph.iterchildren(q("w:r")))
    for run in reversed(runs):
        if properties is not None:
            properties.addnext(run)
        else:
            below.insert(0, run)
    drop(paragraph)

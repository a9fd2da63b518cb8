"""Says in plain markup how each paragraph looks, whatever style it inherits that from."""

from manuscripts.word.lists import settle_lists
from manuscripts.word.markup import Element, child, drop, every, make, switched, value, words_of
from manuscripts.word.numbering import Numbering
from manuscripts.word.styles import Style, Styles, outline_of

LONGEST_HEADING = 400
ALIGNED = {"center": "Center", "right": "Right", "end": "Right"}
QUOTES = {"quote", "intense quote", "block text", "quotations"}


def settle_looks(root: Element, styles: Styles, numbering: Numbering) -> None:
    """Give every paragraph one of the style ids that conversion maps to HTML."""
    paragraphs = every(root, "w:p")
    lists = settle_lists(paragraphs, styles, numbering)
    for paragraph in paragraphs:
        style = styles[value(paragraph, "w:pPr", "w:pStyle")]
        settle_runs(paragraph, style, styles)
        set_style(paragraph, lists.get(paragraph) or role_of(paragraph, style))


def role_of(paragraph: Element, style: Style) -> str:
    """The style id for what a paragraph is: title, heading, quote, caption or text."""
    short = len(words_of(paragraph)) <= LONGEST_HEADING
    outline = outline_of(paragraph)
    level = style.heading or (outline + 1 if outline < 9 else 0)
    if short and style.name == "title":
        return "PortalTitle"
    if short and level:
        return f"PortalHeading{min(level, 3)}"
    if style.name in QUOTES:
        return "PortalQuote"
    align = ALIGNED.get(value(paragraph, "w:pPr", "w:jc") or style.align, "")
    return ("PortalCaption" if style.name == "caption" else "Portal") + align


def settle_runs(paragraph: Element, style: Style, styles: Styles) -> None:
    """Write bold and italics that come from a style into each run."""
    for run in every(paragraph, "w:r"):
        properties = child(run, "w:rPr")
        own = styles[value(properties, "w:rStyle")]
        for name, inherited in (
            ("w:b", own.bold or style.bold),
            ("w:i", own.italic or style.italic),
            ("w:strike", own.struck or style.struck or bool(switched(properties, "w:dstrike"))),
        ):
            if inherited and switched(properties, name) is None:
                properties = properties_of(run, "w:rPr")
                properties.append(make(name))


def set_style(paragraph: Element, style_id: str) -> None:
    """The one style id; whatever numbering the paragraph had is settled by now."""
    properties = properties_of(paragraph, "w:pPr")
    for name in ("w:pStyle", "w:numPr"):
        said = child(properties, name)
        if said is not None:
            drop(said)
    properties.insert(0, make("w:pStyle", val=style_id))


def properties_of(element: Element, name: str) -> Element:
    """The properties of a paragraph or run, made when there are none."""
    found = child(element, name)
    if found is None:
        found = make(name)
        element.insert(0, found)
    return found

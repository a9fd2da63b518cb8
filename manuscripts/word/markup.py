"""Names in the markup of Word files (ECMA-376 Part 1, transitional), and small steps in it."""

from collections.abc import Iterable

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": NAMESPACES["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": NAMESPACES["r"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": NAMESPACES["wp"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": NAMESPACES["a"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/picture": NAMESPACES["pic"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": NAMESPACES["m"].encode(),
}
"""ISO 29500 Strict writes the same markup under other names."""

_KNOWN: dict[str, str] = {}
PROPERTIES = {"w:rPr", "w:pPr"}
"""They stand first in a paragraph or run or nowhere, and a run may have thousands of other children."""
HOLDERS = {f"{{{NAMESPACES['w']}}}{name}" for name in ("p", "r")}
Element = etree._Element


def q(name: str) -> str:
    """`w:p` -> `{http://…/main}p`."""
    return _KNOWN.get(name) or _KNOWN.setdefault(name, _written_out(name))


def _written_out(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def every(root: Element, *names: str) -> list[Element]:
    """All descendants of these names, in document order, safe against changes meanwhile."""
    return list(root.iter(*map(q, names)))


def child(element: Element | None, *path: str) -> Element | None:
    """The first child down a path of names, or None."""
    for name in path:
        if element is None:
            return None
        tag = _KNOWN.get(name) or q(name)
        if name in PROPERTIES:
            first = next(iter(element), None)  # `len` counts them all
            if first is not None and first.tag == tag:
                element = first
                continue
            if element.tag in HOLDERS:
                return None
        element = element.find(tag)
    return element


def value(element: Element | None, *path: str) -> str:
    """The `w:val` of the child down a path; empty when there is none."""
    found = child(element, *path)
    return found.get(q("w:val"), "") if found is not None else ""


def switched(element: Element | None, name: str) -> bool | None:
    """An on/off property: True, False, or None when nothing is said."""
    found = child(element, name)
    if found is None:
        return None
    return found.get(q("w:val"), "true") not in {"0", "false", "off", "none"}


def make(name: str, *children: Element, **attributes: str) -> Element:
    """A new element; attributes are in Word's main namespace."""
    element = etree.Element(q(name), {q(f"w:{key}"): text for key, text in attributes.items()})
    element.extend(children)
    return element


def text_run(words: str, look: Element | None = None) -> Element:
    """A run of text, optionally with a copy of another run's properties."""
    text = make("w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    copied = [etree.fromstring(etree.tostring(look))] if look is not None else []
    return make("w:r", *copied, text)


def inside(element: Element, *names: str) -> Element | None:
    """The nearest ancestor of one of these names."""
    return next(element.iterancestors(*map(q, names)), None)


def drop(element: Element) -> None:
    """Take an element out with everything in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def replace_with(element: Element, others: Iterable[Element]) -> None:
    """Put others where the element stood."""
    for other in list(others):
        element.addprevious(other)
    drop(element)


def words_of(element: Element) -> str:
    """The visible words of a paragraph, without deleted ones."""
    return "".join(text.text or "" for text in element.iter(q("w:t")))


def is_blank(paragraph: Element) -> bool:
    """A paragraph without words, pictures or objects."""
    seen = next(paragraph.iter(*map(q, ("w:drawing", "w:pict", "w:object"))), None)
    return seen is None and not words_of(paragraph).strip()

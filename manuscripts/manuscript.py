"""An article as it comes in from outside, told apart into its parts.

Old portals and Word files both become a Manuscript; `news.filing` makes a page of it.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from manuscripts.bylines import take_bylines
from manuscripts.captions import same, with_captions
from manuscripts.elements import Element, Heading, Paragraph, Picture, Table, pictures_of
from manuscripts.end_marks import end_mark_dropped
from manuscripts.lost_pictures import captions_of_lost_pictures
from manuscripts.signatures import Byline
from pages.clean_text import folded, one_line

LINK = re.compile(r'<a href="[^"]+"[^>]*>.*?</a>', re.S)
LONGEST_TITLE = 255
LONGEST_SUBHEADING = 120


@dataclass
class Manuscript:
    """The parts of one article; what its source did not say stays empty."""

    title: str = ""
    lead: str = ""
    body: list[Element] = field(default_factory=list)
    author: str = ""
    source: str = ""
    source_url: str = ""
    section: str = ""
    published_at: datetime | None = None
    views: int | None = None
    tags: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """Where the text stood before, whole addresses or paths; the best known first."""
    lead_links: list[str] = field(default_factory=list)
    """Links that stood in the lead, as HTML."""
    is_draft: bool = False
    """The source says that it was never published."""

    @property
    def paragraphs(self) -> list[str]:
        """The words of the body in reading order, captions and lead left out."""
        return [one_line(text) for element in self.body for text in element.texts if text.strip()]

    @property
    def figures(self) -> list[Picture]:
        """The pictures of the body in reading order."""
        found: list[Picture] = []
        for element in self.body:
            found += element.pictures if isinstance(element, Table) else pictures_of(element)
        return found


def manuscript_from_elements(
    elements: list[Element], title: str = "", lead: str = "", words_only: bool = False
) -> Manuscript:
    """Tell the parts of an article apart.

    `words_only` says that the source could not keep pictures, so that captions stand
    alone; without a title the first heading or short line becomes it.
    """
    if not title:
        title, elements = take_title(elements)
    elements = without_title(elements, title)
    pictured = any(map(pictures_of, elements))
    lost = words_only and not pictured
    elements = (captions_of_lost_pictures if lost else with_captions)(elements, title)
    byline, elements = take_bylines(elements)
    elements = [_finished(element) for element in elements]
    lead, left = take_lead(elements, lead)
    manuscript = _assembled(title, lead, [e for e in left if e], byline)
    manuscript.lead_links = links_lost(elements, left)
    return manuscript


def links_lost(elements: list[Element], left: list[Element]) -> list[str]:
    """The links of the paragraph that became the lead, which is plain text."""
    kept = {id(element) for element in left}
    lost = [e.html for e in elements if id(e) not in kept and isinstance(e, Paragraph)]
    return [link for html in lost for link in LINK.findall(html)]


def _assembled(title: str, lead: str, body: list[Element], byline: Byline) -> Manuscript:
    return Manuscript(
        title=one_line(title),
        lead=one_line(lead),
        body=list(map(as_subheading, body)),
        author=byline.author,
        source=byline.source,
        source_url=byline.source_url,
    )


def take_title(elements: list[Element]) -> tuple[str, list[Element]]:
    """The first heading, or a first line that stands out, and the rest."""
    for place, element in enumerate(elements):
        if isinstance(element, Heading) or (
            isinstance(element, Paragraph) and _stands_out(element)
        ):
            return one_line(element.text), elements[:place] + elements[place + 1 :]
        if isinstance(element, Paragraph):
            break
    return "", elements


def _stands_out(line: Paragraph) -> bool:
    short = len(line.text) <= LONGEST_TITLE and not line.text.endswith((".", ":", ";", ","))
    return short and (line.bold or line.align == "center" or line.text.isupper())


def without_title(elements: list[Element], title: str) -> list[Element]:
    """Old pages print the title again above the text."""
    while (
        elements and isinstance(elements[0], Paragraph | Heading) and same(elements[0].text, title)
    ):
        elements = elements[1:]
    return elements


def take_lead(elements: list[Element], given: str = "") -> tuple[str, list[Element]]:
    """The lead and the elements without it: the given one, else the first paragraph."""
    first = next(
        (n for n, e in enumerate(elements) if not isinstance(e, Picture) and not is_aside(e)), None
    )
    opening = elements[first] if first is not None else None
    if not isinstance(opening, Paragraph) or (not given and is_set_apart(opening)):
        return given, elements
    if given and not opens_with(opening.text, given):
        return given, elements
    return opening.text, elements[:first] + elements[first + 1 :]


def is_aside(element: Element) -> bool:
    """`(Tin từ thôn Nà Lạn)` in italics or centred below a title: it introduces nothing."""
    if not isinstance(element, Paragraph) or len(element.text) > LONGEST_SUBHEADING:
        return False
    in_brackets = element.text.startswith("(") and element.text.endswith(")")
    return in_brackets and (element.italic or element.align == "center")


def is_set_apart(line: Paragraph) -> bool:
    """`CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ` above a decision: a line of capitals tells nobody what the text is about."""
    apart = line.bold or line.align == "center"
    return apart and line.text.isupper() and len(line.text) <= LONGEST_SUBHEADING


def opens_with(paragraph: str, lead: str) -> bool:
    """True when the paragraph says the lead again, whole or cut short with dots."""
    start = folded(lead).rstrip(" .…")
    return (len(start) > 20 and folded(paragraph).startswith(start)) or same(paragraph, lead)


def _finished(element: Element) -> Element:
    return end_mark_dropped(element) if isinstance(element, Paragraph) else element


def as_subheading(element: Element) -> Element:
    """A short line wholly in bold was the only subheading that old editors offered."""
    if not isinstance(element, Paragraph) or not element.bold:
        return element
    text = element.text
    if len(text) > LONGEST_SUBHEADING or "\n" in text or text.endswith((".", ":", ";", ",", "…")):
        return element
    plain = element.html.removeprefix("<b>").removesuffix("</b>")
    return Heading(plain, text, 3) if "<b>" not in plain else element

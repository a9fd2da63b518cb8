"""An article whose fields are given apart from its text."""

import re

from legacy.bodies import elements_of
from legacy.fields import first_of, hints_of, inner_value, tags_of, value_of
from legacy.page import with_facts
from legacy.page_lines import PageLine
from legacy.refusals import LeftOutError
from legacy.row_status import Status, other_kind, status_of
from legacy.rows.shapes import laid_open
from manuscripts.elements import Element, FileLink, Picture, pictures_of
from manuscripts.html.pictures import is_document
from manuscripts.manuscript import Manuscript, manuscript_from_elements, opens_with

MARKED_UP = re.compile(r"<[a-z]+\b[^>]*>", re.I)
LONGEST_LEAD = 600
SENTENCES = re.compile(r"</p>|<br\b", re.I)


def manuscript_from_row(fields: dict) -> Manuscript:
    """A row of JSON, CSV, SQL or an export; what was thrown away is left out."""
    fields = laid_open(fields)
    kind = other_kind(fields)
    if kind:
        raise LeftOutError(f"không phải bài viết mà là “{kind}” của trang cũ")
    if status_of(fields) is Status.THROWN_AWAY:
        raise LeftOutError("ở trang cũ bài nằm trong thùng rác")
    manuscript = manuscript_from_fields(*with_body(fields))
    manuscript.is_draft = status_of(fields) is Status.DRAFT
    return manuscript


def with_body(fields: dict) -> tuple[dict, list[Element]]:
    """The fields and the elements of the text, which some portals keep half in the lead."""
    body, lead = value_of(fields, "body"), first_of(value_of(fields, "lead"))
    marked_up = isinstance(lead, str) and MARKED_UP.search(lead)
    if not body and isinstance(lead, str) and (marked_up or len(lead) > LONGEST_LEAD):
        return without_lead(fields), elements_of(lead)
    elements = elements_of(body)
    if marked_up and (len(lead) > LONGEST_LEAD or len(SENTENCES.findall(lead)) > 2):
        return without_lead(fields), elements_of(lead) + elements
    pictures = [p for e in (elements_of(lead) if marked_up else []) for p in pictures_of(e)]
    known = {picture.src for element in elements for picture in pictures_of(element)}
    return fields, [*(p for p in pictures if p.src not in known), *elements]


def without_lead(fields: dict) -> dict:
    """The fields of an article whose lead is the beginning of its text."""
    lead = value_of(fields, "lead")
    return {name: value for name, value in fields.items() if inner_value(value) != lead}


def manuscript_from_fields(fields: dict, elements: list[Element]) -> Manuscript:
    """The whole text is the article: nothing around it to leave behind."""
    hints = hints_of(fields)
    elements = [*elements, *attached(fields)]
    if hints.lead and cut_short(hints.lead) and not starts_so(elements, hints.lead):
        hints.lead = hints.lead.rstrip(" .…[]") + "…"
    manuscript = manuscript_from_elements(elements, hints.title, hints.lead)
    if hints.cover and not any(map(pictures_of, elements)):
        manuscript.body.insert(0, Picture(src=hints.cover))
    manuscript.tags = tags_of(fields)
    manuscript.addresses = addresses_of(fields)
    return with_facts(manuscript, PageLine(), hints)


def cut_short(lead: str) -> bool:
    """An excerpt that the portal made by itself ends in dots in brackets."""
    return lead.endswith(("[…]", "[...]", "[&hellip;]"))


def starts_so(elements: list[Element], lead: str) -> bool:
    """Whether the text opens with the words of the lead."""
    first = next((text for element in elements for text in element.texts), "")
    return opens_with(first, lead.rstrip(" .…[]"))


def addresses_of(fields: dict) -> list[str]:
    """Whole addresses and paths that the fields name; a bare slug is no address."""
    given = [first_of(value_of({name: value}, "address")) for name, value in fields.items()
             if value_of({name: value}, "address")]  # fmt: skip
    known = fields.get("addresses")
    words = [str(one).strip() for one in [*given, *(known if isinstance(known, list) else [])]]
    return [one for one in dict.fromkeys(words) if one.startswith(("http://", "https://", "/"))]


def attached(fields: dict) -> list[FileLink]:
    """Documents that the fields name beside the text."""
    value = value_of(fields, "file")
    given = value if isinstance(value, list) else [value]
    links = [entry.get("url", "") if isinstance(entry, dict) else entry for entry in given]
    return [FileLink(link, "") for link in links if isinstance(link, str) and is_document(link)]

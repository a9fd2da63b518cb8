"""An article whose fields are given apart from its text."""

from legacy.fields import hints_of, value_of
from legacy.page import with_facts
from legacy.page_lines import PageLine
from manuscripts.elements import Element, FileLink, Picture, pictures_of
from manuscripts.html.pictures import is_document
from manuscripts.manuscript import Manuscript, manuscript_from_elements


def manuscript_from_fields(fields: dict, elements: list[Element]) -> Manuscript:
    """The whole text is the article: nothing around it to leave behind."""
    hints = hints_of(fields)
    elements = [*elements, *attached(fields)]
    manuscript = manuscript_from_elements(elements, hints.title, hints.lead)
    if hints.cover and not any(map(pictures_of, elements)):
        manuscript.body.insert(0, Picture(src=hints.cover))
    return with_facts(manuscript, PageLine(), hints)


def attached(fields: dict) -> list[FileLink]:
    """Documents that the fields name beside the text."""
    value = value_of(fields, "file")
    given = value if isinstance(value, list) else [value]
    links = [entry.get("url", "") if isinstance(entry, dict) else entry for entry in given]
    return [FileLink(link, "") for link in links if isinstance(link, str) and is_document(link)]

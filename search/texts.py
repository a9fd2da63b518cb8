"""What the search reads of a page, whatever its kind.

A page kind takes part by being a page: its card gives title, summary, date and kind. Six optional
things make it found better, and a kind needs not know this app for them:

* Wagtail's own `search_fields`: every `SearchField` but the title is the page's text;
* `people_words`: what residents call the thing, a text with one name per line (or a list);
* `search_names()`: more names of the same kind, a list, for kinds that know some by themselves;
* `search_priority`: 2 for kinds that answer a task (a procedure), 1 for those that say who does, 0 for
  the rest;
* `search_subject`: the subject area ("lĩnh vực") by which hits may be filtered;
* `prepare_for_search(pages)`: a static method that fetches what the texts of many pages are made of at once.
"""

import re
from html import unescape

from wagtail.search import index

_TAG = re.compile(r"<[^<>]*+>")
_SPACE = re.compile(r"[^\S\n]+")


def body_text(page, summary=""):
    """The page's text, blocks on lines of their own; starts with the summary of its card."""
    found = [summary] if summary else []
    for field in page.get_search_fields():
        if isinstance(field, index.SearchField) and field.field_name not in (
            "title",
            "people_words",
        ):
            found.extend(strings_in(field.get_value(page)))
    lines = dict.fromkeys(_plain(text) for text in found)
    return "\n".join(line for line in lines if line)


def people_words(page):
    """What residents call it, and its tags: a list of names."""
    names = getattr(page, "people_words", "")
    names = names.splitlines() if isinstance(names, str) else list(names)
    tags = getattr(page, "tags", None)
    names = [*filter(None, names), *(tag.name for tag in tags.all())] if tags else names
    known = page.search_names() if hasattr(page, "search_names") else ()
    return list(dict.fromkeys([*names, *known]))


def subject(page):
    """The name of its subject area, or nothing."""
    return str(getattr(page, "search_subject", "") or "")


def strings_in(value):
    """Every string in a search field's value: text, list, or something with a text."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in strings_in(item)]
    return [str(value)]


def _plain(text):
    text = unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
    return _SPACE.sub(" ", text).strip()

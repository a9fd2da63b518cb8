"""The statements that every search asks of its entries, written out.

Composing them with the ORM, and making a model of every row, takes ten times as long as the database needs
(benchmarks/search).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from wagtail.models import Page

from pages.models import PortalDocument
from pages.restrictions import closed_paths
from search.models import EntryText, SearchEntry
from search.ranking import Candidate

_TEXTS = (
    f"FROM {SearchEntry._meta.db_table} e JOIN {EntryText._meta.db_table} t ON t.entry_id = e.id"
)
_JOINED = (
    f"{_TEXTS} JOIN {Page._meta.db_table} p ON p.id = e.page_id "
    f"LEFT JOIN {PortalDocument._meta.db_table} d ON d.id = e.document_id"
)
_ENTRY = "e.id, e.page_id, e.document_id, e.kind, e.section_id, e.subject, e.date, e.priority, e.title, e.title_folded, e.tag, e.path"  # fmt: skip
_TEXT = "t.summary, t.note, t.body, t.people_folded"
_PAGE = ("id", "slug", "url_path", "path", "depth", "numchild", "live", "locale_id")
_FILE = ("id", "title", "file")
_SHOWN = ", ".join([_ENTRY, _TEXT, *(f"p.{name}" for name in _PAGE), *(f"d.{name}" for name in _FILE)])  # fmt: skip


class Text(NamedTuple):
    """What a hit shows below its title (`search.models.EntryText`)."""

    summary: str
    note: str
    body: str
    people_folded: str


@dataclass
class Shown:
    """A `search.models.SearchEntry` as hits show it; its page and file become models when asked for."""

    pk: int
    page_id: int
    document_id: int | None
    kind: str
    section_id: int | None
    subject: str
    date: datetime | None
    priority: int
    title: str
    title_folded: str
    tag: str
    path: str
    text: Text
    of_page: tuple
    of_file: tuple

    @cached_property
    def page(self):
        """The page, with what its address needs."""
        return Page.from_db(connection.alias, *_in_order(Page, _PAGE, self.of_page))

    @cached_property
    def document(self):
        """The file, if it is one."""
        if not self.document_id:
            return None
        return PortalDocument.from_db(
            connection.alias, *_in_order(PortalDocument, _FILE, self.of_file)
        )


def candidates(numbers):
    """What `search.ranking` compares of entries."""
    columns = (
        "e.id, e.title_folded, e.title_marked, t.people_folded, t.people_marked, e.priority, e.date"
    )
    return [Candidate(*row[:-1], _time(row[-1])) for row in _rows(columns, numbers, of=_TEXTS)]


def shown(ids):
    """Entries in the order of `ids` with their text and page; only what is published right now."""
    found, closed = {}, closed_paths()
    for row in _rows(_SHOWN, ids, "AND p.live"):
        entry = Shown(*row[:6], _time(row[6]), *row[7:12], Text(*row[12:16]), row[16:24], row[24:])
        if not entry.path.startswith(closed):
            found[entry.pk] = entry
    return [found[pk] for pk in ids if pk in found]


def names(numbers):
    """(number, title, folded names, priority, whether it is a section) of published entries."""
    columns = "e.id, e.title, e.title_folded, t.people_folded, e.priority, p.numchild, e.document_id, e.path"
    closed = closed_paths()
    return [
        (number, title, [folded, *people.split("\n")], priority, bool(below) and document is None)
        for number, title, folded, people, priority, below, document, path in _rows(
            columns, numbers, "AND p.live"
        )
        if not path.startswith(closed)
    ]


def _rows(columns, numbers, condition="", of=_JOINED):
    if not numbers:
        return []
    places = ", ".join(["%s"] * len(numbers))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} {of} WHERE e.id IN ({places}) {condition}", [*numbers])
        return cursor.fetchall()


def _in_order(model, names, values):
    """Names and values as `from_db` wants them: in the order of the model's columns."""
    given = dict(zip(names, values, strict=True))
    ordered = [field.attname for field in model._meta.concrete_fields if field.attname in given]
    return ordered, [given[name] for name in ordered]


def _time(value):
    """SQLite knows no time zones: what it keeps is UTC."""
    value = datetime.fromisoformat(value) if isinstance(value, str) else value
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value

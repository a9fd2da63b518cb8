"""What is being made for readers is made from these things: noted while it is made, by itself.

Whoever keeps something (`portal.page_cache` a page, `pages.remembering` what all pages show) records what
the database is asked meanwhile. A statement stands for the tables that it names: a table of a kind of page
for the pages of that kind, the table of all pages for any page. Nobody has to say what a new block or list
depends on. Only who asks for rows by their key or address says so (`named`): then it is these pages and
no others. `pages.watching` marks the same names when a row changes (docs/decisions/238).

    table@5     rows of this table that belong to site 5
    table@-     rows of this table that belong to no site
    table       rows of this table, whosever they are
    page=17     this page, with the rows that are a part of it
    site=5      anything of site 5 (site=* of any site): what moves, goes, or has pages below it
"""

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import local
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models.signals import post_init
from modelcluster.fields import ParentalKey
from wagtail.models import Page

ANY_PAGE = "wagtailcore_page"
_TABLE = re.compile(r'\b(?:FROM|JOIN)\s+"?([A-Za-z_]\w*)', re.IGNORECASE)
_OWN_JOIN = re.compile(
    r'INNER JOIN "wagtailcore_page"(?: \w+)? ON \("?\w+"?\."page_ptr_id" = "?\w+"?\."id"\)'
)
"""A kind of page joined to what all pages have: rows of that kind, and of no other."""
_NEVER_ALONE = {
    "wagtailcore_site", "wagtailcore_pageviewrestriction", "wagtailcore_locale", "django_content_type",
}  # fmt: skip
"""Tables whose change is one of everything, or never happens while the site runs."""
_WRITING = ("INSERT", "UPDATE", "DELETE", "SAVEPO", "RELEAS", "ROLLBA")


@dataclass(slots=True)
class Noted:
    """What one thing is made from; of which site, if it is one site's own, and where its pages begin."""

    site: int | None = None
    root_path: str = ""
    tables: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    is_naming: int = 0
    """How deep inside `named`."""

    def ended(self) -> frozenset[str]:
        """The names of all that it is made from."""
        if self.site is None:
            return frozenset(self.names | self.tables | ({"site=*"} if self.tables else set()))
        own = {f"{table}@{owner}" for table in self.tables for owner in (self.site, "-")}
        return frozenset({f"site={self.site}", *own, *self.names})


class _Open(local):
    """What is being made by this thread, the innermost last."""

    def __init__(self) -> None:
        self.noted: list[Noted] = []


_open = _Open()


@contextmanager
def recorded(site: int | None = None, root_path: str = "") -> Iterator[Noted]:
    """Note what the inside asks the database; what is recorded around it does not hear of that."""
    noted = Noted(site, root_path)
    _open.noted.append(noted)
    try:
        if len(_open.noted) > 1:
            yield noted
        else:
            with connection.execute_wrapper(_listen):
                yield noted
    finally:
        _open.noted.pop()


def is_recorded() -> bool:
    """Whether anybody wants to know."""
    return bool(_open.noted)


def of_site(pk: int, root_path: str) -> None:
    """From here on it is known whose page is being made."""
    if _open.noted:
        _open.noted[-1].site, _open.noted[-1].root_path = pk, root_path


def present_site() -> tuple[int | None, str]:
    """Whose page is being made: the site's key and the path of its front page."""
    noted = _open.noted[-1] if _open.noted else Noted()
    return noted.site, noted.root_path


def note(names: frozenset[str]) -> None:
    """Something ready was taken, which was made from these."""
    if _open.noted:
        _open.noted[-1].names |= names


def note_any_page() -> None:
    """It depends on which pages there are."""
    if _open.noted:
        _open.noted[-1].tables.add(ANY_PAGE)


@contextmanager
def named() -> Iterator[None]:
    """Pages are asked for by key or address, whatever their state: they alone matter, and their parts.

    Not where a page that is not published is left out of the answer: then it must be seen to appear.
    """
    noted = _open.noted[-1] if _open.noted else Noted()
    noted.is_naming += 1
    try:
        yield
    finally:
        noted.is_naming -= 1


def page_name(pk: object) -> str:
    """The name of one page with its parts."""
    return f"page={pk}"


def tables_in(sql: str) -> frozenset[str]:
    """The tables that a statement reads, and perhaps some names more; none where it only writes."""
    return frozenset() if sql.lstrip()[:6].upper() in _WRITING else _tables_in(sql)


@functools.lru_cache(maxsize=4_096)
def _tables_in(sql: str) -> frozenset[str]:
    return frozenset(map(str.lower, _TABLE.findall(_OWN_JOIN.sub("", sql)))) - _NEVER_ALONE


@functools.cache
def parts_of_pages() -> frozenset[str]:
    """Tables of pages, and of the rows that belong to one page and are edited with it."""
    models = apps.get_models(include_auto_created=True)
    return frozenset(one._meta.db_table for one in models if issubclass(_whole(one), Page))


def _whole(model: Any) -> Any:
    """What rows of the model are a part of, or the model itself."""
    parent = parent_field(model)
    return parent.related_model if parent else model


@functools.cache
def parent_field(model: Any) -> Any:
    """The field that says which row another one is a part of; None where it stands for itself."""
    fields = model._meta.concrete_fields
    return next((one for one in fields if isinstance(one, ParentalKey)), None)


def connect() -> None:
    """Listen to pages that are read; called once, when the apps are ready."""
    post_init.connect(_read, dispatch_uid="shown")


def _listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if _open.noted:
        noted, tables = _open.noted[-1], tables_in(sql)
        noted.tables |= tables - parts_of_pages() if noted.is_naming else tables
    return execute(sql, params, many, context)


def _read(sender: type, instance: Any, **_: object) -> None:
    """A page asked for by name; a row of another site, which is then watched whosever it is."""
    if not _open.noted:
        return
    noted, is_page = _open.noted[-1], isinstance(instance, Page)
    if is_page and noted.is_naming and instance.pk:
        noted.names.add(page_name(instance.pk))
    if noted.site is not None and _is_foreign(noted, instance, is_page=is_page):
        noted.names |= {"site=*", *(model._meta.db_table for model in _chain(sender))}


def _is_foreign(noted: Noted, instance: Any, *, is_page: bool) -> bool:
    values = instance.__dict__
    if is_page:
        path = values.get("path")
        return path is None or not (
            path.startswith(noted.root_path) or noted.root_path.startswith(path)
        )
    return values.get("site_id", noted.site) not in (noted.site, None)


def _chain(model: Any) -> list[Any]:
    return [model, *model._meta.get_parent_list()]

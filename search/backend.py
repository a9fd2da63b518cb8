"""Wagtail's own search (the admin's boxes for pages, pictures, files) in folded Vietnamese.

Wagtail's database backend finds one page in seven when marks are left out, and a `"` in the box is
an error 500 on SQLite. Here every indexed text is folded before it is stored and every question is
reduced to folded words before it is asked (docs/decisions/040); codes and days are found as well. The public search does not use it.
"""

from copy import copy
from datetime import datetime

from django.utils.timezone import localtime
from modelsearch.backends import database
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from search import codes
from search.folding import folded_text, unmarked
from search.held import hold
from search.queries import MAX_LENGTH
from search.texts import strings_in


def SearchBackend(params):  # noqa: N802 - the name that Wagtail looks for
    """The backend of the present database, folding."""
    plain = type(database.SearchBackend(params))
    parts = {
        "index_class": (_FoldingIndex, plain.index_class),
        "query_compiler_class": (_AnyFilter, plain.query_compiler_class),
        "autocomplete_query_compiler_class": (
            _AnyFilter,
            plain.autocomplete_query_compiler_class,
        ),
    }
    mended = {name: type(bases[0].__name__, bases, {}) for name, bases in parts.items()}
    return type("FoldingBackend", (_FoldingBackend, plain), mended)(params)


class _FoldingBackend:
    """Asks in folded words."""

    def search(self, query, *args, **kwargs):
        """As the backend's own, with a question that cannot hurt."""
        return super().search(_folded_query(query), *args, **kwargs)

    def autocomplete(self, query, *args, **kwargs):
        """As the backend's own, with a question that cannot hurt."""
        return super().autocomplete(_folded_query(query), *args, **kwargs)


class _AnyFilter:
    """Lets the admin's lists be searched while any of their filters is on.

    The database applies the filters itself; Wagtail asks for `FilterField`s that only other search
    engines need, and its own lists of pictures filter by what it has none for: tags, how often used.
    """

    def _get_filters_from_queryset(self, check_only=False):
        """Nothing to refuse."""


class _FoldingIndex:
    """Stores folded words."""

    def add_items(self, model, objs):
        """As the index's own."""
        ready = [obj for obj in objs if not hold(obj)]
        super().add_items(model, [_FoldedObject(obj) for obj in ready])


class _FoldedObject:
    """Stands for an object while it is indexed; its fields give folded text."""

    def __init__(self, obj):
        self.real = obj
        self.pk = obj.pk
        self._meta = obj._meta
        self._folded = {}

    def folded(self, field):
        """Folded text of one field; the index asks for it seven times, and a guide reads its rows for it."""
        key = type(field), field.field_name
        if key not in self._folded:
            self._folded[key] = _folded_value(field, self.real)
        return self._folded[key]

    def get_search_fields(self):
        """The object's fields, each giving folded text."""
        fields = list(self.real.get_search_fields())
        if any(isinstance(field, AutocompleteField) for field in fields):
            fields.append(_Numbers("numbers"))
        return [_folded_field(field) for field in fields]


class _Numbers(AutocompleteField):
    """By what officials know a thing: its codes and symbols, however they are written, and its day."""

    def get_value(self, obj):
        """As text."""
        fields = [field for field in obj.get_search_fields() if isinstance(field, SearchField)]
        text = "\n".join(one for field in fields for one in strings_in(field.get_value(obj)))
        found = [text[start:end] for start, end, _ in codes.spans_in(unmarked(text))]
        found += [token.strip("#") for token in codes.tokens_in(unmarked(text))]
        return " ".join(dict.fromkeys([*found, _day_of(obj)]))


def _day_of(obj):
    """The day of publication or upload, as people write it: `05/12/2023` and `5/12/2023`."""
    dates = (
        getattr(obj, name, None) for name in ("published_at", "first_published_at", "created_at")
    )
    moment = next(filter(None, dates), None)
    return f"{localtime(moment):%d/%m/%Y %-d/%-m}" if isinstance(moment, datetime) else ""


def _folded_field(field):
    folded = copy(field)
    if isinstance(field, RelatedFields):
        folded.fields = [_folded_field(below) for below in field.fields]
        folded.get_value = lambda obj: field.get_value(getattr(obj, "real", obj))
    else:
        folded.get_value = lambda obj: (
            obj.folded(field) if isinstance(obj, _FoldedObject) else _folded_value(field, obj)
        )
    return folded


def _folded_value(field, obj):
    value = field.get_value(obj)
    if isinstance(value, dict):
        value = list(value.values())
    return folded_text(" ".join(strings_in(value)))


def _folded_query(query):
    """A string or a query of `modelsearch.query`, reduced to folded words; "" where none is left."""
    if isinstance(query, str):
        return folded_text(query[:MAX_LENGTH])
    if isinstance(query, (PlainText, Phrase, Fuzzy)):
        return _with(query, query_string=folded_text(query.query_string[:MAX_LENGTH]))
    if isinstance(query, (And, Or)):
        parts = [part for part in map(_folded_query, query.subqueries) if part != ""]
        return type(query)(parts) if len(parts) > 1 else (parts or [""])[0]
    if isinstance(query, (Not, Boost)):
        inner = _folded_query(query.subquery)
        return "" if inner == "" else _with(query, subquery=inner)
    return query


def _with(query, **changes):
    if changes.get("query_string") == "":
        return ""
    changed = copy(query)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed

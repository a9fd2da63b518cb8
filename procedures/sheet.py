"""A version with every row of its sheet, read in one statement.

`VersionQuerySet.whole()` reads any number of versions with one statement for each kind of row. A guide shows one
version, and most readers of a small commune meet a page that nobody has kept: there the ten statements were half
of its cost.
"""

import functools
import json
from typing import Any

from django.db import connection
from django.db.models import Value
from django.db.models.functions import JSONObject

from procedures import models

_PARTS = (
    (models.Step, "version", "steps"),
    (models.SubmissionMethod, "version", "methods"),
    (models.Fee, "method__version", "fees"),
    (models.DossierCase, "version", "cases"),
    (models.Paper, "case__version", "papers"),
    (models.Subject, "version", "subjects"),
    (models.Agency, "version", "agencies"),
    (models.Result, "version", "results"),
    (models.LegalBasis, "version", "legal_bases"),
    (models.SubjectArea, "versions", "subject_areas"),
)
"""Kinds of rows, how each comes to its version, and how the version calls them."""


_KEY = -(10**9)
"""No row's key."""


def with_sheet(version):
    """The same version; asking for its rows, their fees and papers costs no statement any more."""
    parts = _read(version)
    fees, papers = parts.pop("fees"), parts.pop("papers")
    for method in parts["methods"]:
        _keep(method, "fees", [fee for fee in fees if fee.method_id == method.pk])
    for case in parts["cases"]:
        _keep(case, "papers", [paper for paper in papers if paper.case_id == case.pk])
    for name, rows in parts.items():
        _keep(version, name, rows)
    return version


def _read(version):
    """Rows by the name of their part, each part in its own order."""
    sql, values = _statement()
    kinds = {name: model for model, _, name in _PARTS}
    parts: dict[str, list[Any]] = {name: [] for name in kinds}
    with connection.cursor() as cursor:
        cursor.execute(sql, [version.pk if value == _KEY else value for value in values])
        for name, record in cursor.fetchall():
            parts[name].append(_row(kinds[name], json.loads(record)))
    return {name: sorted(rows, key=_order) for name, rows in parts.items()}


@functools.cache
def _statement():
    """Its text and values, with `_KEY` for the version's key: building it costs ten times what asking does."""
    first, *others = (_records(model, path, name) for model, path, name in _PARTS)
    return first.union(*others, all=True).query.sql_with_params()


def _records(model, path, name):
    columns = {field.attname: field.attname for field in model._meta.concrete_fields}
    rows = model.objects.filter(**{path: _KEY}).order_by()
    return rows.values_list(Value(name), JSONObject(**columns))


def _row(model, record):
    fields = model._meta.concrete_fields
    values = [field.to_python(record[field.attname]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)


def _order(row):
    """As `Meta.ordering` of each kind: rows as editors put them, areas by name."""
    return (row.name, row.pk) if isinstance(row, models.SubjectArea) else (row.sort_order, row.pk)


def _keep(owner, name, rows):
    """Where Django itself looks for rows that `prefetch_related` has read."""
    queryset = getattr(owner, name).all()
    queryset._result_cache = rows
    queryset._prefetch_done = True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset

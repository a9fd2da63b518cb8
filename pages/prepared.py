"""Querysets whose SQL is written once: what every page asks, each time with other values.

Writing a statement takes the ORM ten times as long as the database takes to answer it. A prepared queryset is
written by the ORM, with stand-ins for its values, and from then on asked with the values themselves; rows,
related rows and models are made of the answer by the queryset as ever.
"""

import copy
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from django.db import connection, connections
from django.db.models import QuerySet

Value: TypeAlias = "int | str | Sequence[int | str]"
_NUMBER = -(10**9)
"""Stand-ins for numbers lie below any key."""
_MOST_SHAPES = 40
"""Statements of one prepared queryset; who asks with lists of ever other lengths goes the usual way."""


class Prepared:
    """`Prepared(build)(*values)` is `list(build(*values))`.

    `values` are whole numbers, texts, or lists of either for `__in`; `build` compares with them (exact, in,
    startswith) and looks at nothing else of them. Raises TypeError for other kinds of values.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any]"]) -> None:
        self.build = build
        self._written: dict[tuple[object, ...], _Written] = {}

    def __call__(self, *values: Value) -> list[Any]:
        """The rows."""
        if any(isinstance(value, (list, tuple)) and not value for value in values):
            return []
        shape = (connection.vendor, *(_shape(value) for value in values))
        written = self._written.get(shape)
        if written is None:
            if len(self._written) >= _MOST_SHAPES:
                return list(self.build(*values))
            written = self._written[shape] = _Written(self.build, values)
        return written.rows(values)


def _shape(value: Value) -> tuple[type, int]:
    """Statements differ by how many values a list has."""
    if isinstance(value, (list, tuple)):
        return type(value[0]), len(value)
    if isinstance(value, (int, str)):
        return type(value), 0
    raise TypeError(f"{type(value).__name__} has no stand-in")


class _Written:
    """One statement, and where in it the values go."""

    def __init__(self, build: Callable[..., "QuerySet[Any]"], values: Iterable[Value]) -> None:
        self.count = 0
        self.queryset: Any = build(*[self._stand_in(value) for value in values])
        self.compiler = self.queryset.query.get_compiler(self.queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()
        self.places = [
            (at, *place) for at, one in enumerate(self.parameters) if (place := _place(one))
        ]

    def _stand_in(self, value: Value) -> Any:
        if isinstance(value, (list, tuple)):
            return [self._stand_in(one) for one in value]
        self.count += 1
        return _NUMBER - self.count if isinstance(value, int) else f"\x1f{self.count}\x1f"

    def rows(self, values: Iterable[Value]) -> list[Any]:
        flat: list[Any] = []
        for value in values:
            flat.extend(value if isinstance(value, (list, tuple)) else [value])
        parameters = list(self.parameters)
        for at, number, pattern in self.places:
            given = flat[number - 1]
            parameters[at] = pattern.format(_for_like(given)) if pattern else given
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *_, **__: (self.sql, tuple(parameters))
        asked = self.queryset._chain()
        asked.query.get_compiler = lambda *_, **__: compiler
        return list(asked)


def _place(parameter: object) -> tuple[int, str] | None:
    """Which value stands in for this parameter, and the pattern around it if it is part of one."""
    if isinstance(parameter, int) and parameter < _NUMBER:
        return _NUMBER - parameter, ""
    if not isinstance(parameter, str) or "\x1f" not in parameter:
        return None
    before, number, after = parameter.split("\x1f")
    is_whole = not before and not after
    return int(number), "" if is_whole else f"{before}{{}}{after}"


def _for_like(text: str) -> str:
    return str(connection.ops.prep_for_like_query(text))

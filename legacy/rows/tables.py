"""The tables of an old database by what they hold, each found by the names its system gives."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

TABLE = re.compile(
    r"(?P<prefix>(?:.*_)?)(?P<kind>rows|detail|bodyhtml(?:_\d+)?|bodytext|cat|sources|tags_id|tags|"
    r"content|categories|contentitem_tag_map|users|posts|postmeta|options|terms|term_taxonomy|"
    r"term_relationships)$",
    re.I,
)
KEYS = ("id", "newsid", "post_id", "ma", "matin")
Rows = list[dict]
Tables = dict[str, Rows]


@dataclass
class Sorted:
    """Tables by kind: `rows`, `detail`, `cat`, `content`, `posts` …; "" holds what no name tells."""

    kinds: dict[str, list[tuple[str, str, Rows]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, tables: Tables) -> "Sorted":
        """Each table under its kind, with the prefix of its module."""
        found = cls()
        for name, rows in tables.items():
            kind, prefix = kind_of(name), prefix_of(name)
            found.kinds[kind].append((name, prefix, rows))
        return found

    def of_kind(self, kind: str) -> list[tuple[str, str, Rows]]:
        """Name, prefix and rows of every table of a kind."""
        return self.kinds.get(kind, [])

    def beside(self, prefix: str, kind: str) -> Rows:
        """The rows of a kind in the same module; of all modules where that one has no such table."""
        same = [rows for _, other, rows in self.of_kind(kind) if other.lower() == prefix.lower()]
        parts = same or [rows for _, _, rows in self.of_kind(kind)]
        return [row for rows in parts for row in rows]


def kind_of(table: str) -> str:
    """What a table holds, by its name: `rows`, `detail`, `cat`, `content`, `posts` …; "" if unknown."""
    found = TABLE.fullmatch(table)
    kind = found["kind"].lower() if found else ""
    return "detail" if kind.startswith("body") else kind


def prefix_of(table: str) -> str:
    """The name before the kind: two modules of one portal number their articles alike."""
    found = TABLE.fullmatch(table)
    return found["prefix"] if found else table


def by_key(rows: Iterable[dict], *names: str) -> dict[str, dict]:
    """Rows by their number; parts of one row in several tables are laid together."""
    found: dict[str, dict] = {}
    for row in rows:
        lowered = {str(name).lower(): value for name, value in row.items()}
        key = next((lowered[name] for name in names or KEYS if lowered.get(name) is not None), None)
        if key is not None:
            known = found.setdefault(str(key), {})
            known |= {k: v for k, v in row.items() if known.get(k) in (None, "")}
    return found


def text_of(row: dict, name: str) -> str:
    """A cell as text, whatever case its column's name has; "" where there is none."""
    value = row.get(name, row.get(name.upper()))
    return "" if value is None else str(value)

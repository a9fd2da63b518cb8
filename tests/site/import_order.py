"""Reads who uses whom: imports, "app.Model" strings, `{% load %}`, `{% include %}`, `{% extends %}`.

The order is the one of docs/architecture.md. A lower floor never names a higher one, and folders on
the same floor do not name each other.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

FLOORS = [
    ["portal"],
    ["operations"],
    ["demo", "legacy"],
    ["home", "desk"],
    ["news", "procedures", "events"],
    ["manuscripts"],
    ["links", "visits", "search", "addresses", "offline"],
    ["pages"],
    ["design", "accounts"],
]
"""From the roof to the ground."""
FLOOR_OF = {app: level for level, apps in enumerate(FLOORS) for app in apps}

_APPS = "|".join(FLOOR_OF)
_NAMED = re.compile(rf"^({_APPS})(\.[A-Za-z_]\w*)+$")
_LOAD = re.compile(r"{%\s*load\s+([^%]+)%}")
_TEMPLATE = re.compile(rf"""{{%\s*(?:include|extends)\s+["']({_APPS})/""")


@dataclass(frozen=True, slots=True)
class Use:
    """`user` names `used` at a place that a person can open."""

    user: str
    used: str
    place: str

    @property
    def breaks_the_order(self):
        """Whether it points up or sideways."""
        return self.user != self.used and FLOOR_OF[self.used] <= FLOOR_OF[self.user]

    def __str__(self):
        return f"{self.place}: {self.user} không được dùng {self.used}"


def wrong_uses(root):
    """Every use under `root` that breaks the order, as lines with file and number."""
    uses = [*_python_uses(Path(root)), *_template_uses(Path(root))]
    return sorted(str(use) for use in uses if use.breaks_the_order)


def _python_uses(root):
    for app in FLOOR_OF:
        for path in (root / app).rglob("*.py"):
            if "migrations" not in path.parts:  # written by Django from the models
                yield from _uses_in_module(app, path, root)


def _uses_in_module(app, path, root):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for name in _names(node, path.relative_to(root)):
            used = name.partition(".")[0]
            if used in FLOOR_OF:
                yield Use(app, used, f"{path.relative_to(root)}:{node.lineno}")


def _names(node, module):
    """The dotted names that one piece of code mentions."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [_absolute(node, module)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAMED.match(node.value):
        return [node.value]
    return []


def _absolute(node, module):
    """`from ..news import models` inside `home/a/b.py` -> `home.news`."""
    if not node.level:
        return node.module
    package = module.parts[: -node.level]
    return ".".join([*package, node.module or ""])


def _template_uses(root):
    """Folders of `templates/` that are no app (base, components, blocks) belong to all."""
    for app in FLOOR_OF:
        for path in (root / "templates" / app).rglob("*.html"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                place = f"{path.relative_to(root)}:{number}"
                yield from (Use(app, used, place) for used in _apps_in_line(line))


def _apps_in_line(line):
    libraries = " ".join(_LOAD.findall(line)).split()
    owners = [name.removesuffix("_tags") for name in libraries if name.endswith("_tags")]
    return [name for name in [*owners, *_TEMPLATE.findall(line)] if name in FLOOR_OF]

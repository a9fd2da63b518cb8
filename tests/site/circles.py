"""Modules that import each other in a loop, imports inside functions included: one of them stands too low."""

import ast
from graphlib import CycleError, TopologicalSorter

from tests.site.import_order import FLOOR_OF


def first_circle(root, but_not=()):
    """Dotted names of modules that import each other, or none; `but_not` are arrows left out."""
    modules = {name: path for app in FLOOR_OF for name, path in _modules(root, app)}
    arrows = {
        name: {used for used in _imported(path, name, modules) if (name, used) not in but_not}
        for name, path in modules.items()
    }
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as found:
        return found.args[1]
    return []


def _modules(root, app):
    for path in (root / app).rglob("*.py"):
        parts = path.relative_to(root).with_suffix("").parts
        yield ".".join(parts).removesuffix(".__init__"), path


def _imported(path, name, modules):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            wanted = [_meant(node.module, alias.name, modules) for alias in node.names]
        else:
            continue
        yield from (each for each in wanted if each in modules and each != name)


def _meant(package, name, modules):
    """`from visits import counting` means the module; `from visits.models import Unit` the package."""
    inner = f"{package}.{name}"
    return inner if inner in modules else package

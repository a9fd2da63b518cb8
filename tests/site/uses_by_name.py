"""Who uses whom without an import: addresses by their names, fields by theirs.

`reverse("search")` in a room leans on the search as an import would; so does `getattr(page, "author")`.
"""

import ast
import re
from collections import defaultdict

from django.apps import apps
from django.urls import URLPattern, get_resolver

from pages.models import BasePage
from tests.site.import_order import FLOOR_OF, Use

_URL_TAG = re.compile(r"""{%\s*url\s+["']([\w:]+)["']""")
_NAMES_A_ROUTE = {"reverse", "reverse_lazy", "redirect"}
_READS_A_FIELD = {"getattr", "hasattr"}


def wrong_routes(root):
    """Addresses that a room names though a room above it, or beside it, answers there."""
    owners = _owners_of_routes()
    uses = [*_python_uses(root, _NAMES_A_ROUTE, 0, owners), *_template_uses(root, owners)]
    return sorted({str(use) for use in uses if use.breaks_the_order})


def wrong_fields(root):
    """Fields that a room reads by name though only rooms above it have them."""
    owners = _owners_of_fields()
    uses = _python_uses(root, _READS_A_FIELD, 1, owners)
    return sorted({str(use) for use in uses if use.breaks_the_order})


def _python_uses(root, functions, place, owners):
    for app in FLOOR_OF:
        for path in (root / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = _named(node, functions, place)
                if rooms := owners.get(name):
                    used = _nearest(app, rooms)
                    yield Use(app, used, f"{path.relative_to(root)}:{node.lineno} ({name})")


def _nearest(app, rooms):
    """The room itself where it is among them, else the lowest."""
    return app if app in rooms else max(rooms, key=FLOOR_OF.get)


def _named(node, functions, place):
    """The text at `place` among the arguments, when `node` calls one of `functions`."""
    if not isinstance(node, ast.Call) or len(node.args) <= place:
        return None
    called = getattr(node.func, "id", getattr(node.func, "attr", None))
    argument = node.args[place]
    return argument.value if called in functions and isinstance(argument, ast.Constant) else None


def _template_uses(root, owners):
    for app in FLOOR_OF:
        for path in (root / "templates" / app).rglob("*.html"):
            for name in _URL_TAG.findall(path.read_text(encoding="utf-8")):
                if rooms := owners.get(name):
                    yield Use(app, _nearest(app, rooms), f"{path.relative_to(root)} ({name})")


def _owners_of_routes():
    """Name with its namespaces -> the room whose view answers, as a set."""
    return {name: {room} for name, room in _walk(get_resolver().url_patterns, [])}


def _walk(patterns, namespaces):
    for one in patterns:
        if isinstance(one, URLPattern):
            view = getattr(one.callback, "view_class", one.callback)
            room = view.__module__.partition(".")[0]
            if one.name and room in FLOOR_OF:
                yield ":".join([*namespaces, one.name]), room
        else:
            yield from _walk(one.url_patterns, [*namespaces, *filter(None, [one.namespace])])


def _owners_of_fields():
    """Name -> the rooms that have it on a page or model; none where a library has it, too."""
    found = defaultdict(set)
    for model in [*apps.get_models(), BasePage]:
        room = model.__module__.partition(".")[0]
        for name in [*vars(model), *(field.name for field in model._meta.get_fields())]:
            found[name].add(room)
    return {name: rooms for name, rooms in found.items() if rooms <= FLOOR_OF.keys()}

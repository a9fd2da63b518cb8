"""The register of places that lean on others' insides (patches.toml), and how it is checked."""

import ast
import hashlib
import importlib
import inspect
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

ROOT = Path(__file__).resolve().parents[2]
REGISTER = Path(__file__).with_name("patches.toml")
REPLACED_FOLDERS = ("wagtailadmin", "wagtailcore", "wagtailusers", "wagtaildocs", "wagtailimages")
"""Folders of `templates/` whose files stand in front of Wagtail's."""
PUBLIC_BY_CUSTOM = {"_meta", "_default_manager", "_base_manager", "_state"}
"""Django documents these, whatever their names look like."""


@dataclass(frozen=True)
class Patch:
    """One place: which file of ours, what of theirs, and how theirs looked."""

    ours: str
    theirs: str
    why: str
    digest: str
    undo: str = ""

    def digest_now(self):
        """How the other's source looks today; "gone" where it is no longer there."""
        try:
            return _digest(_source(self.theirs))
        except (ImportError, AttributeError, OSError):
            return "gone"


def register():
    """Every entry of patches.toml."""
    return [Patch(**entry) for entry in tomllib.loads(REGISTER.read_text("utf-8"))["patch"]]


def rewrite():
    """Put today's digests into the register."""
    text = REGISTER.read_text("utf-8")
    for patch in register():
        entry = rf'(theirs = "{re.escape(patch.theirs)}"\n(?:\w+ = ".*"\n)*?digest = )"\w*"'
        text = re.sub(entry, rf'\1"{patch.digest_now()}"', text)
    for name in replaced_templates():
        if f'theirs = "{name}"' not in text:
            text += _template_entry(name)
    REGISTER.write_text(text, "utf-8")


def _template_entry(name):
    return (
        f'[[patch]]\nours = "templates/{name}"\ntheirs = "{name}"\n'
        f'why = "stands in front of the template of the same name"\n'
        f'digest = "{_digest(_source(name))}"\n\n'
    )


def replaced_templates():
    """Names of others' templates that a file of ours stands in front of."""
    folders = (ROOT / "templates" / folder for folder in REPLACED_FOLDERS)
    ours = (path for folder in folders for path in folder.rglob("*.html"))
    names = (str(path.relative_to(ROOT / "templates")) for path in ours)
    return sorted(name for name in names if _original(name))


def _original(name):
    return next(
        (
            folder / name
            for folder in get_app_template_dirs("templates")
            if (folder / name).exists()
        ),
        None,
    )


def _source(theirs):
    if theirs.endswith(".html"):
        get_template(theirs)  # ours must be readable at all
        original = _original(theirs)
        if original is None:
            raise OSError(theirs)
        return original.read_text("utf-8")
    return inspect.getsource(_found(theirs))


def _found(dotted):
    """The object at `package.module.Class.method`."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:count]))
        except ImportError:
            continue
        for part in parts[count:]:
            found = getattr(found, part)
        return found
    raise ImportError(dotted)


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def underscored_names(root, apps):
    """`(file, name)` of every use of a name with an underscore that the file does not define itself."""
    for app in apps:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                tree = ast.parse(path.read_text("utf-8"))
                for name in sorted(_foreign(tree)):
                    yield str(path.relative_to(root)), name


def _foreign(tree):
    used, own = set(), set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                own.add(name)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                own.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                own.add(name)
            case ast.Attribute(attr=name) if re.match(r"_[a-z]", name):
                used.add(name)
    return used - own - PUBLIC_BY_CUSTOM

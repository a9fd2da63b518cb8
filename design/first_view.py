"""What a page carries in itself, so that the first packet is enough to draw it (docs/decisions/087).

A weak link pays a second and more for each further file. The styles of what stands at the top of a
page, and the script that applies the reader's colours before the first paint, are written into the
page; their hashes stand in the content security policy, so nothing else written there would run.
The whole stylesheet follows at the end of the page and is kept for all later ones.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static" / "design"
TOP = [
    "03",
    "04",
    "05",
    "06",
    "10",
    "11",
    "12",
    "13",
    "14",
    "15",
    "20",
    "21",
    "24",
    "30",
    "31",
    "35",
    "90",
]
STYLES = {"page": TOP, "list": ["32", "41"], "guide": ["40", "41"]}
"""Stylesheets by number: every page's top, and what lists with filters and guides add to it."""
SCRIPT = "js/10-display.js"

_BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_LINE_COMMENT = re.compile(r"^\s*//.*$", re.M)
_BLANK = re.compile(r"\n\s*")


def without_comments(text: str) -> str:
    """Comments and indentation out; strings in our own files hold neither `/*` nor a leading `//`."""
    text = _BLOCK_COMMENT.sub("", text)
    text = _LINE_COMMENT.sub("", text)
    return _BLANK.sub("\n", text).strip()


@cache
def style(name: str) -> str:
    """The styles of that name, as they stand in the page."""
    files = [path for number in STYLES[name] for path in sorted(STATIC.glob(f"css/{number}-*.css"))]
    return "\n".join(without_comments(path.read_text()) for path in files).replace("\n", "")


@cache
def script() -> str:
    """The script that runs before the first paint."""
    return without_comments((STATIC / SCRIPT).read_text())


def policy_sources() -> tuple[str, str]:
    """`(styles, scripts)`: the hashes by which a policy knows what stands in the page (CSP 3 §2.3.1)."""
    return " ".join(_hash(style(name)) for name in STYLES), _hash(script())


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

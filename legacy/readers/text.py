"""Pages saved as text from a browser."""

import re
from collections.abc import Callable, Iterator

from legacy.furniture import is_furniture
from legacy.hints import Hints
from legacy.page import read_page
from manuscripts.manuscript import Manuscript
from manuscripts.text_elements import elements_from_text

CRUMBS_WITHOUT_SIGNS = re.compile(r"(?m)^(\s*Trang chủ)((?:[ \t\u00a0]{3,}\S[^\n]*?)+)[ \t]*$")
NULL_BEFORE_TITLE = re.compile(r"(?m)^null (?=\w)")
ADDRESS = re.compile(r"https?://\S+")
WIDE_GAP = re.compile(r"[ \t\u00a0]{3,}|\t+")
FIRST_LINES = 600


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """One file, one article."""
    yield 1, lambda: read(content)


def read(content: str) -> Manuscript:
    """The article of a page saved as text."""
    content = "\n".join(line for line in content.splitlines() if not is_button_row(line))
    content = CRUMBS_WITHOUT_SIGNS.sub(_signs_between, NULL_BEFORE_TITLE.sub("", content))
    address = ADDRESS.search(content[:FIRST_LINES])
    hints = Hints(address=address[0] if address else "")
    return read_page(elements_from_text(content), hints, words_only=True)


def is_button_row(line: str) -> bool:
    """Buttons side by side, parted only by wide gaps."""
    parts = WIDE_GAP.split(line.strip())
    return len(parts) > 1 and all(map(is_furniture, parts))


def _signs_between(found: re.Match) -> str:
    return found[1] + re.sub(r"[ \t\u00a0]{3,}", " > ", found[2])

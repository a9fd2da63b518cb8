"""Pages saved as HTML from any portal."""

from collections.abc import Callable, Iterator
from datetime import datetime, time

from legacy.hints import Hints
from legacy.html_facts import facts_of
from legacy.html_pruning import article_root, prune
from legacy.html_title import title_of
from legacy.page import read_page
from manuscripts.html.elements import elements_from_html, parsed
from manuscripts.manuscript import Manuscript


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """One page, one article."""
    yield 1, lambda: read(content)


def read(content: str) -> Manuscript:
    """The article of a page; meta tags fill in only what the page does not print."""
    tree = parsed(content)
    facts = facts_of(tree)
    title = title_of(tree)
    root = article_root(prune(tree, title), title)
    hints = Hints(title=title, address=facts.address)
    manuscript = read_page(elements_from_html(root, base=facts.address), hints)
    return _filled(manuscript, facts)


def _filled(manuscript: Manuscript, facts: Hints) -> Manuscript:
    manuscript.published_at = _more_exact(manuscript.published_at, facts.published_at)
    manuscript.section = manuscript.section or facts.section
    manuscript.author = manuscript.author or facts.author
    return manuscript


def _more_exact(printed: datetime | None, stated: datetime | None) -> datetime | None:
    """What readers saw; its hour from the meta tags when the page printed only the day."""
    same_day = printed and stated and printed.date() == stated.date()
    day_only = printed and printed.time() == time.min
    return stated if printed is None or (same_day and day_only) else printed

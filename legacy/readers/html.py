"""Pages saved as HTML from any portal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time

from bs4 import BeautifulSoup, Tag

from legacy.hints import Hints
from legacy.html_body import body_of, common_ancestor, drop_repeats
from legacy.html_facts import facts_of, tags_of
from legacy.html_pruning import article_root, prune
from legacy.html_regions import regions_of, told_above, told_below
from legacy.html_teasers import drop_teasers, is_teaser, teaser_lists, teasers_in
from legacy.html_title import title_node, title_of
from legacy.old_links import UNKNOWN_HOST, settle_base
from legacy.page import read_page, told_inside, with_facts
from legacy.page import told_above as told_over
from legacy.page_lines import PageLine
from legacy.refusals import LeftOutError
from legacy.survey import sorting
from legacy.survey.kinds import Kind
from manuscripts.captions import same
from manuscripts.elements import Paragraph, Picture
from manuscripts.html.elements import elements_from_html, parsed
from manuscripts.manuscript import Manuscript, manuscript_from_elements
from pages.clean_text import one_line


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """One page, one article."""
    yield 1, lambda: read(content)


def read(content: str) -> Manuscript:
    """The article of a page; meta tags fill in only what the page does not print."""
    tree = parsed(content)
    refuse_what_is_no_article(tree)
    return read_tree(tree)


def refuse_what_is_no_article(tree: BeautifulSoup) -> None:
    """A page that says itself that it is a list or the system's is left out, whoever asks for it."""
    sure = sorting.by_head(tree, title_of(tree))
    if sure and sure.kind in {Kind.LIST, Kind.SYSTEM}:
        raise LeftOutError(f"{sure.kind.label}: {sure.why}")
    if sorting.asks_to_sign_in(tree):
        raise LeftOutError("trang đăng nhập, không phải bài viết")


def nothing_shared(page: Tag, kept: Tag | None, panels_only: bool) -> None:
    """A page that came alone has nothing to be compared with."""


@dataclass
class Page:
    """A page as it was read: its article, and what tells whether it is one."""

    manuscript: Manuscript
    is_named: bool
    """The theme's own name told where the text is."""
    teasers: int = 0
    """Titles of other pages that were left behind."""
    in_list: bool = False
    """The text is itself one of several teasers."""


def read_tree(tree: BeautifulSoup) -> Manuscript:
    """The article of a page that is taken apart already."""
    page = read_page_of(tree, title_of(tree), facts_of(tree))
    empty = not page.manuscript.lead and not page.manuscript.body
    if page.in_list or (empty and page.teasers > 2):
        raise LeftOutError("trang danh sách tin, không phải bài viết")
    return page.manuscript


def read_page_of(
    tree: BeautifulSoup, title: str, facts: Hints, drop_shared: Callable = nothing_shared
) -> Page:
    """The article of a page whose title and facts are known.

    `drop_shared(page, kept, panels_only)` takes out what other pages of the site show too.
    """
    tags = tags_of(tree)
    settle_base(tree)
    page = prune(tree, title)
    whole = page.body or page
    node = title_node(page, title)
    body = body_of(whole, node) if title else None
    root = common_ancestor(node, body) if node is not None and body is not None else None
    drop_shared(whole, root, True)
    lists = teaser_lists(whole)
    in_list = body is not None and any(
        is_teaser(entry) and entry in [body, *body.parents]
        for one in lists
        for entry in teasers_in(one)
    )
    teasers = sum(len(teasers_in(one)) for one in lists)
    if body is None:
        drop_teasers(whole)
    drop_shared(whole, root, False)
    manuscript = read_regions(whole, node, body, title, facts) if body is not None else None
    named = manuscript is not None
    manuscript = manuscript or read_unmarked(page, title, facts)
    manuscript.tags = tags
    manuscript.addresses = [facts.address] if facts.address else []
    return Page(_filled(manuscript, facts), named, teasers, in_list)


def read_regions(
    whole: Tag, node: Tag | None, body: Tag, title: str, facts: Hints
) -> Manuscript | None:
    """By the elements of title and text, where the theme names them; None where it does not."""
    root = common_ancestor(node, body) if node is not None else body.parent
    if node is not None:
        drop_repeats(whole, node, title)
    drop_teasers(root, body)
    regions = regions_of(whole, root, body, base_of(facts))
    if not regions.text:
        return None
    start = title_place(regions.above, title)
    over = said_over([one_line(" ".join(e.texts)) for e in regions.above], start, title)
    above, lead = told_above(regions.above[start:] if start else [], title)
    below, signed, files = told_below(regions.below)
    inside, text = told_inside(regions.text, [one_line(" ".join(e.texts)) for e in regions.text])
    elements = [*without_covers(lead, text), *text, *signed, *without_known(files, text)]
    told = above.completed_by(over).completed_by(inside).completed_by(below)
    manuscript = manuscript_from_elements(elements, title)
    return with_facts(manuscript, told, Hints(address=facts.address))


def said_over(lines: list[str], start: int, title: str) -> PageLine:
    """Section, date and views right above the title, where it is printed."""
    return told_over(lines, start - 1, title) if start > 1 else PageLine()


def base_of(facts: Hints) -> str:
    """What relative links are relative to: the page's address, on a host without a name if need be."""
    return facts.address or f"http://{UNKNOWN_HOST}{facts.place or '/'}"


def title_place(elements: list, title: str) -> int:
    """The first element below the title; 0 where it is not printed above the text."""
    places = [n for n, e in enumerate(elements) if any(same(one_line(t), title) for t in e.texts)]
    return places[-1] + 1 if places else 0


def without_covers(lead: list, text: list) -> list:
    """The lead; a picture above the text only where the text has none of its own."""
    pictured = any(isinstance(element, Picture) for element in text)
    known = {one_line(e.text) for e in text if isinstance(e, Paragraph)}
    return [
        e for e in lead
        if not (isinstance(e, Picture) and pictured)
        and not (isinstance(e, Paragraph) and one_line(e.text) in known)
    ]  # fmt: skip


def without_known(files: list, text: list) -> list:
    """Files offered under the text that the text does not offer itself."""
    known = {getattr(element, "href", None) for element in text}
    return [file for file in files if file.href not in known]


def read_unmarked(page: BeautifulSoup, title: str, facts: Hints) -> Manuscript:
    """By the shapes of its lines, where no name tells where the text is."""
    node = title_node(page, title)
    if node is not None and node.name in {"h1", "h2", "h3"}:
        drop_repeats(page.body or page, node, title)
    root: Tag = article_root(page, title)
    hints = Hints(title=title, address=facts.address)
    return read_page(elements_from_html(root, base=base_of(facts)), hints)


def _filled(manuscript: Manuscript, facts: Hints) -> Manuscript:
    manuscript.published_at = _more_exact(manuscript.published_at, facts.published_at)
    manuscript.section = manuscript.section or facts.section
    manuscript.author = manuscript.author or facts.author
    manuscript.views = facts.views if manuscript.views is None else manuscript.views
    return manuscript


def _more_exact(printed: datetime | None, stated: datetime | None) -> datetime | None:
    """What readers saw; its hour from the meta tags when the page printed only the day."""
    same_day = printed and stated and printed.date() == stated.date()
    day_only = printed and printed.time() == time.min
    return stated if printed is None or (same_day and day_only) else printed

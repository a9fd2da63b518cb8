"""A long article on several pages, `bai.html`, `bai.html?page=2`, is one article."""

import re
from collections import defaultdict

from legacy.survey.addresses import key_of
from legacy.survey.found import Found
from legacy.survey.kinds import Kind
from manuscripts.elements import Paragraph, plain_paragraph
from pages.clean_text import folded, one_line

LATER = re.compile(
    r"(?:[?&/](?:page|paged|trang|p|start|limitstart)[-/=]?|/page-)(?P<number>\d{1,3})/?$", re.I
)
ALIKE = 0.6
FEWEST_WORDS = 8


def is_later_page(address: str) -> bool:
    """Whether an address ends in the number of a page."""
    return bool(LATER.search(address))


def join_pages(found: list[Found], survey) -> None:
    """Append the later pages of each article to it, in order; lists stay lists."""
    later: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in found:
        if one.kind is Kind.LIST and one.place is not None:
            later[key_of(LATER.sub("", one.address)), folded(one.title)].append(one)
    for article in found if later else []:
        keys = {key_of(address) for address in [article.address, *article.addresses]}
        pages = [p for key in keys for p in later.pop((key, folded(article.title)), [])]
        if article.kind is Kind.ARTICLE and pages:
            append(article, sorted(pages, key=number_of), survey)


def number_of(page: Found) -> int:
    """Which page of its article it is."""
    return int(LATER.search(page.address)["number"])


def append(article: Found, pages: list[Found], survey) -> None:
    """The words of later pages below those of the first; pages that only repeat them are copies."""
    manuscript = survey.manuscript(article)
    known = survey.words_of(article)
    for page in pages:
        words = survey.words_of(page)
        page.kind, page.why = Kind.PRINT, f"trang tiếp theo của {article.shown}"
        article.addresses = list(dict.fromkeys([*article.addresses, page.address]))
        if len(words) < FEWEST_WORDS or len(words & known) / len(words) >= ALIKE:
            continue
        known |= words
        more = survey.manuscript(page)
        said = {one_line(e.text) for e in manuscript.body if isinstance(e, Paragraph)}
        lead = [plain_paragraph(more.lead)] if more.lead not in {"", manuscript.lead, *said} else []
        manuscript.body += [*lead, *more.body]
    survey.rewrite(article, manuscript)

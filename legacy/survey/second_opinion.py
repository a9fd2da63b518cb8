"""A second reader, trafilatura, looks at every page; where it reads something else, an editor decides."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import trafilatura

from manuscripts.elements import plain_paragraph
from manuscripts.manuscript import Manuscript
from pages.clean_text import folded

WORD = re.compile(r"\w+")
FEWEST_WORDS = 40
MUCH, BARELY = 0.5, 0.1
FEWEST_NAMED, MUCH_NAMED = 80, 0.3
"""The second reader takes a side column for the text of short notices; a theme's own name is surer."""
TWICE = 2.5
FEWEST_READ = 10
"""Words; who has read fewer has read nothing, and that is no other opinion about a short notice."""


@dataclass
class Opinion:
    """What the second reader makes of a page: doubts, and another text where ours is none."""

    doubts: list[str] = field(default_factory=list)
    taken: Manuscript | None = None
    text: str = ""


def second_opinion(
    content: str, manuscript: Manuscript, is_named: bool, own: Callable[[str], str] = str
) -> Opinion:
    """Compare both readings by their words; `own` leaves of a text what other pages do not say too."""
    text = own(other_reading(content))
    theirs = Counter(WORD.findall(folded(text)))
    ours = Counter(WORD.findall(folded(words_of(manuscript))))
    theirs -= known_beside(manuscript) - ours
    common, size, other_size = sum((ours & theirs).values()), ours.total(), theirs.total()
    if other_size < FEWEST_WORDS and size >= FEWEST_WORDS:
        return (
            Opinion(text=text) if is_named else Opinion(text=text, doubts=guessed(size, other_size))
        )
    if is_named and size < FEWEST_NAMED:
        return Opinion(text=text)
    much = MUCH_NAMED if is_named else MUCH
    if size and common / size < much and other_size >= FEWEST_WORDS:
        barely = common / size < BARELY and other_size > 3 * size and not is_named
        taken = replace(manuscript, lead="", body=paragraphs_of(text)) if barely else None
        return Opinion(["hai cách đọc khác nhau nhiều"], taken, text)
    if not is_named and other_size > TWICE * size and other_size - common >= FEWEST_WORDS:
        return Opinion(["cách đọc thứ hai thấy nhiều chữ hơn"], None, text)
    if not is_named and size > TWICE * other_size and other_size >= FEWEST_READ:
        return Opinion(["cách đọc thứ hai thấy ít chữ hơn"], None, text)
    return Opinion(text=text)


def guessed(size: int, other_size: int) -> list[str]:
    """A doubt where a long text was found by its lines alone and the other reader saw nothing."""
    return ["cách đọc thứ hai không thấy bài"] if size > 4 * max(other_size, 1) else []


def other_reading(content: str) -> str:
    """The text as trafilatura reads it; nothing where it finds none."""
    try:
        return trafilatura.extract(content, include_comments=False, include_tables=True) or ""
    except Exception:
        return ""


def words_of(manuscript: Manuscript) -> str:
    """Everything that our reading says."""
    captions = [picture.caption for picture in manuscript.figures]
    return " ".join([manuscript.lead, *manuscript.paragraphs, *captions])


def known_beside(manuscript: Manuscript) -> Counter[str]:
    """The words of title, section and author, which stand around a text and are not of it."""
    beside = [manuscript.title, manuscript.section, manuscript.author]
    return Counter(WORD.findall(folded(" ".join(beside))))


def paragraphs_of(text: str) -> list:
    """The other reading as a body."""
    return [plain_paragraph(line.strip()) for line in text.split("\n") if line.strip()]

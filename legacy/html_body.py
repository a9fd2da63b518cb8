"""Finds the text of the article on a page by what its element is called.

Every theme has one element around the text and gives it a telling name: `entry-content`,
`news-bodyhtml`, `article__body`, `divContent`, `noidung`, or `itemprop="articleBody"`. Where it is
found, the text is known from its first word to its last, however short it is.
"""

import re

from bs4 import Tag

from manuscripts.captions import same
from manuscripts.html.inline import attribute
from manuscripts.html.pictures import is_document
from pages.clean_text import one_line

OF = r"(?:articles?|news|posts?|entry|detail|details|story|item|asset|cms|journal|tin|tintuc|bai|baiviet|the|full|view|single|td-post|page|print|blog|main|div|lbl|lit|ltr|rich|html|field|publishing-page|fck|body)"
TEXT = r"(?:body|contents?|text|html|noi-?dung|fulltext|chi-?tiet|rich-html-field|detail|field)"
NAMES = re.compile(
    rf"(?:^|[-_ ])(?:{OF}[-_]*{TEXT}|(?:content|body|text|noi-?dung)[-_]*(?:news|details?|articles?|posts?|tin|bai|"
    rf"bai-?viet|chi-?tiet|html|text|main|view|print)|noi-?dung|bodytext|bodyhtml|full-?text|journal-content-article|"
    rf"ms-rte(?:state-)?field|ext-?ernal-?class\w*|cms-?body|chi-?tiet(?:-?(?:tin|bai))?)(?:$|[-_ ])",
    re.I,
)  # fmt: skip
NOT_BODY = re.compile(
    r"(?:title|tieu-?de|date|time|meta|info|author|tac-?gia|header|wrap-?head|breadcrumb|comment|summary|sapo|"
    r"sum(?:-|$)|desc|intro|home-?text|lead|related|other|khac|caption|share|social|tool|list|image|thumb|"
    r"view-?count|print-?action|tags?(?:-|$))", re.I
)  # fmt: skip
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LEAD_NAMES = re.compile(
    r"(?:news-?|article-?|detail-?)?(?:sapo|summary|description|desc|lead|tom-?tat|trich-?yeu|intro(?:text)?|"
    r"home-?text)(?:-?(?:news|detail|wrapper))?", re.I
)  # fmt: skip
"""Some themes give lead and text one class more in common."""
BODY_PROPS = {"articlebody", "text", "content:encoded"}
SHORTEST = 2


def names_of(tag: Tag) -> list[str]:
    """The classes and the id of a tag, each parted by hyphens: `divContent` is `div-Content`."""
    words = f"{attribute(tag, 'class')} {attribute(tag, 'id')}".split()
    return [CAMEL.sub("-", word).replace("__", "-") for word in words]


def is_named_body(tag: Tag) -> bool:
    """Whether a tag's name says that the text of an article is in it."""
    if attribute(tag, "itemprop").lower() in BODY_PROPS:
        return True
    names = names_of(tag)
    return any(NAMES.search(n) and not NOT_BODY.search(n) for n in names)


def body_of(root: Tag, title: Tag | None) -> Tag | None:
    """The element that holds the text and nothing else; None where no name tells."""
    named = [tag for tag in root.find_all(is_candidate) if holds_something(tag)]
    if title is not None:
        above = {id(parent) for parent in title.parents}
        after = {id(tag) for tag in title.find_all_next()}
        named = [tag for tag in named if id(tag) not in above and id(tag) in after]
    named = [t for t in named if not is_lead(t)] or named
    outermost = [t for t in named if not any(p is o for p in t.parents for o in named)]
    return fullest_of(outermost)


def is_lead(tag: Tag) -> bool:
    """Whether one of a tag's names says that the lead is in it."""
    return any(LEAD_NAMES.fullmatch(name) for name in names_of(tag))


def is_candidate(tag: Tag) -> bool:
    """A block with a telling name."""
    return tag.name in {"div", "section", "article", "td", "span", "main"} and is_named_body(tag)


def holds_something(tag: Tag) -> bool:
    """Words, a picture or a document."""
    return unlinked(tag) > SHORTEST or bool(tag.find("img")) or bool(documents_in(tag))


def documents_in(tag: Tag) -> list[Tag]:
    """Links and frames that offer a document."""
    return [
        link
        for link in tag.find_all(["a", "iframe", "embed", "object"])
        if is_document(attribute(link, "href") or attribute(link, "src") or attribute(link, "data"))
    ]


def fullest_of(candidates: list[Tag]) -> Tag | None:
    """The first one under the title, or a later one with far more to say."""
    best = None
    for tag in candidates:
        if best is None or unlinked(tag) > 3 * unlinked(best) + 200:
            best = tag
    return best


def unlinked(tag: Tag) -> int:
    """How many letters stand outside links."""
    return len(one_line(tag.get_text(" "))) - sum(
        len(one_line(link.get_text(" "))) for link in tag.find_all("a")
    )


def common_ancestor(one: Tag, other: Tag) -> Tag:
    """The smallest element around both."""
    around = {id(node) for node in [one, *one.parents]}
    return next(node for node in [other, *other.parents] if id(node) in around)


def drop_repeats(root: Tag, title: Tag, words: str) -> None:
    """The title said again, above in the breadcrumbs or below in the form for comments."""
    for tag in root.find_all(
        ["h1", "h2", "h3", "h4", "h5", "p", "li", "span", "div", "a", "strong"]
    ):
        if tag.decomposed or tag is title or tag.find("img"):
            continue
        inside = any(parent is title for parent in tag.parents)
        around = any(parent is tag for parent in title.parents)
        if not inside and not around and same(one_line(tag.get_text(" ")), words):
            tag.decompose()

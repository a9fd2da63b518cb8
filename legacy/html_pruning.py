"""Takes menus, side columns and other furniture off an HTML page before it is read."""

import re

from bs4 import BeautifulSoup, Comment, Tag

from legacy.html_body import is_named_body
from manuscripts.captions import same
from manuscripts.html.inline import attribute
from pages.clean_text import one_line

NEVER_CONTENT = [
    "script",
    "style",
    "noscript",
    "template",
    "form",
    "select",
    "button",
    "nav",
    "aside",
    "footer",
    "svg",
]
SIDE_NAMES = re.compile(
    r"(?:^|[-_ ])(?:menu\w*|nav\w*|breadcrumbs?|sidebar\w*|side|footer\w*|copyright|share\w*|social\w*|"
    r"addthis\w*|related\w*|relate|other\w*|tin-?khac|tin-?lien-?quan|tin-?moi|comments?|binh-?luan|phan-?hoi|"
    r"rating\w*|vote|banner\w*|ads?|advert\w*|quang-?cao|counter\w*|statistics?|thong-?ke|weblinks?|"
    r"lien-?ket|print\w*|toolbar\w*|tools?|pagination|paging|popup|modal|hidden|sr-only|skip\w*|search\w*|"
    r"login\w*|marquee|slider|carousel|tags?|keywords?|hometags)(?:$|[-_ ])",
    re.IGNORECASE,
)
KEPT = {"html", "body", "main", "article", "[document]"}
PRINTED = re.compile(
    r"(?:^|[-_ ])(?:div)?(?:print|tools?|toolbar|share|search|slider|modal)", re.IGNORECASE
)
"""Names of buttons that some themes give the element around the text."""
LONG_TEXT = 80
HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)


def prune(tree: BeautifulSoup, title: str = "") -> BeautifulSoup:
    """The page without what its tags or names mark as furniture."""
    for comment in tree.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    most = own_words(tree.body or tree) // 2
    marked = filter(_is_side, tree.find_all(True))
    sides = [tag for tag in marked if own_words(tag) <= most and not holds_article(tag, title)]
    for tag in sides:
        tag.extract()
    return tree


def _is_side(tag: Tag) -> bool:
    if tag.name in KEPT:
        return False
    names = f"{attribute(tag, 'class')} {attribute(tag, 'id')} {attribute(tag, 'role')}"
    hidden = HIDDEN.search(attribute(tag, "style")) or tag.has_attr("hidden")
    if tag.name in NEVER_CONTENT or hidden:
        return True
    named = SIDE_NAMES.search(names)
    if not named or is_named_body(tag):
        return False
    return not (PRINTED.match(named[0]) and own_words(tag) > LONG_TEXT)


def holds_article(tag: Tag, title: str) -> bool:
    """ASP.NET wraps whole pages in a form, and themes name anything anything."""
    if tag.name in {"script", "style", "noscript", "template", "select", "button", "svg"}:
        return False
    long = [p for p in tag.find_all(["p", "div", "td"]) if is_long_paragraph(p)]
    heads = tag.find_all(["h1", "h2"]) if title else []
    return len(long) >= 2 or any(same(one_line(head.get_text(" ")), title) for head in heads)


def is_long_paragraph(tag: Tag) -> bool:
    """Running text of its own, not the words of a link."""
    return not tag.find(["p", "div", "table", "li"]) and own_words(tag) >= LONG_TEXT


def own_words(tag: Tag) -> int:
    """How much a part says, the words of its links left out."""
    linked = sum(len(link.get_text()) for link in tag.find_all("a"))
    return len(tag.get_text()) - linked


def article_root(tree: BeautifulSoup, title: str) -> Tag:
    """The smallest part that holds both the title and most of the running text."""
    body = tree.body or tree
    heads = [
        h for h in body.find_all(["h1", "h2", "h3", "h4"]) if same(one_line(h.get_text(" ")), title)
    ]
    text = fullest(body)
    if not heads or text is None:
        return body
    above = [text, *text.parents]
    return next((node for node in heads[0].parents if any(node is other for other in above)), body)


def fullest(body: Tag) -> Tag | None:
    """The parent with the most running text directly in it."""
    scores: dict[int, int] = {}
    nodes: dict[int, Tag] = {}
    for paragraph in filter(is_long_paragraph, body.find_all(["p", "div", "td"])):
        for share, node in ((1, paragraph.parent), (2, paragraph.parent.parent)):
            if node is not None:
                nodes[id(node)] = node
                scores[id(node)] = scores.get(id(node), 0) + len(paragraph.get_text()) // share
    return nodes[max(scores, key=scores.get)] if scores else None

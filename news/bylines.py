"""Tells the signature of an article from its last paragraph.

A signature is short and of a known form; whatever is in doubt stays in the text, because
a lost last paragraph is worse than an author left for the editor to fill in.
"""

import re
from dataclasses import dataclass, replace

import nh3

from news.people import (
    DOMAIN,
    LONGEST_NAME,
    names_newspaper,
    names_somebody,
)
from pages.clean_text import one_line
from pages.elements import (
    Element,
    FileLink,
    Heading,
    Paragraph,
    Picture,
    PictureRow,
    plain_paragraph,
)
from pages.inline import safe_href

LONGEST_LINE = 120
MOST_LINES = 5
WORK = r"(?:tin bài|bài viết|tin|bài|ảnh|hình ảnh|clip|video|phóng sự)"
WORKS = rf"{WORK}(?:\s*(?:[,;&/+-]|và)?\s*{WORK})*"
ROLES = (
    r"tác giả(?: bài viết)?|tên tác giả|người viết(?: bài)?|(?:người |nhóm )?thực hiện|bút danh|"
    r"biên tập(?: viên)?|ban biên tập|biên soạn|sưu tầm|tổng hợp|(?:nhóm )?phóng viên|(?:nhóm )?pv|"
    r"cộng tác viên|ctv|viết bài|đưa tin|người đưa tin"
)
AUTHOR = re.compile(rf"\(?(?P<label>{WORKS}|{ROLES})\s*[:–]\s*(?P<who>.+?)\)?", re.I)
AUTHOR_NO_COLON = re.compile(
    rf"\(?(?P<label>{WORK}(?:\s*(?:[,;&/+-]|và)\s*|\s+){WORK})\s+(?P<who>.+?)\)?", re.I
)
PHOTOGRAPHER = re.compile(r"\(?(?:hình )?ảnh(?: chụp)?\s*[:–]\s*(?P<who>.+?)\)?", re.I)
SOURCE = re.compile(
    r"\(?(?:nguồn(?: tin| bài| bài viết)?|trích(?: nguồn)?|dẫn nguồn|theo nguồn|link (?:nguồn|gốc))"
    r"\s*[:–]\s*(?P<whence>.+?)\)?",
    re.I,
)
ACCORDING_TO = re.compile(r"\(?theo:?\s+(?P<whence>.+?)\)?\.?", re.I)
NAME_AND_SOURCE = re.compile(
    r"(?P<one>.+?)\s*[-–;,|(]?\s*\(?(?P<two>(?:theo\b|nguồn(?: tin)?\s*:|trích\s*:) ?\S.*)", re.I
)
WORDS_AND_PHOTOS = re.compile(r"(?P<one>.+?:.+?)\s*[-–;,|]\s*(?P<two>ảnh\s*:.+)", re.I)
AFTER_THE_END = re.compile(r"(?s)(?P<words>.*(?:\.\s?/\s?\.|/\.))\s+(?P<tail>\S.{1,69})")
IN_CLOSING_BRACKETS = re.compile(r"(?s)(?P<words>.*[.!?…”])\s*(?P<tail>\([^()]{1,69}\))\.?")
WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
ROLE_ALONE = re.compile(r"biên tập(?: viên)?|tác giả|người viết|phóng viên|tin,? ảnh", re.I)
NOBODY = {"admin", "administrator", "quản trị", "quản trị viên", "quantri", "super user", "root"}


@dataclass(frozen=True)
class Byline:
    """Who wrote an article and where it was taken from."""

    author: str = ""
    source: str = ""
    source_url: str = ""

    def __bool__(self) -> bool:
        return bool(self.author or self.source or self.source_url)

    def joined(self, other: "Byline") -> "Byline":
        """Both together, each name once, in reading order."""
        parts = [self.author, other.author]
        authors = [name for n, name in enumerate(parts) if name and name not in parts[:n]]
        return Byline(
            "; ".join(authors), self.source or other.source, self.source_url or other.source_url
        )


def take_bylines(elements: list[Element]) -> tuple[Byline, list[Element]]:
    """The signature of an article and the elements left without it."""
    closing, left = take_closing_lines(signature_on_its_own_line(elements))
    inner, left = take_marked_lines(left)
    return inner.joined(closing), left


def take_closing_lines(elements: list[Element]) -> tuple[Byline, list[Element]]:
    """Signature lines at the very end, before any pictures that close the article."""
    found, left, taken = Byline(), list(elements), 0
    for place in range(len(left) - 1, 0, -1):
        element = left[place]
        if isinstance(element, Picture | PictureRow | FileLink):
            continue
        line = read_line(one_line(element.text)) if is_line(element) else None
        if line is None or taken == MOST_LINES:
            break
        found, taken = line.joined(found), taken + 1
        del left[place]
    return found, left


def take_marked_lines(elements: list[Element]) -> tuple[Byline, list[Element]]:
    """Signatures inside the text, where a label or the right margin leaves no doubt."""
    found, left = Byline(), []
    for place, element in enumerate(elements):
        above = elements[place - 1] if place else None
        line = marked_line(element, above) if place else None
        if line is None:
            left.append(element)
        else:
            found = found.joined(line)
    return found, left


def marked_line(element: Element, above: Element | None) -> Byline | None:
    if not is_line(element):
        return None
    text = one_line(element.text)
    after_role = is_line(above) and is_role(above.text)
    at_the_right = isinstance(element, Paragraph) and element.align == "right"
    sure = at_the_right or after_role or is_role(text) or is_labelled(text)
    return read_line(text) if sure else None


def is_role(text: str) -> bool:
    """`Biên tập` alone on its line: the name stands below."""
    return bool(ROLE_ALONE.fullmatch(one_line(text).strip(" :")))


def is_labelled(text: str) -> bool:
    """`Tin, ảnh: …`: the label of a signature wherever it stands."""
    label = AUTHOR.fullmatch(one_line(text))
    return bool(label and re.match(rf"{WORK}\s*(?:[,&]|và)", label["label"], re.I))


def is_line(element: Element | None) -> bool:
    is_words = isinstance(element, Paragraph | Heading)
    return is_words and len(element.text) <= LONGEST_LINE


def read_line(text: str) -> Byline | None:
    """What a whole line signs, or nothing when it is not a signature."""
    text = text.strip()
    both = NAME_AND_SOURCE.fullmatch(text) or WORDS_AND_PHOTOS.fullmatch(text)
    if both:
        parts = [read_part(both["one"].strip(" (-–;,")), read_part(both["two"].rstrip(")"))]
        if all(part is not None for part in parts):
            return parts[0].joined(parts[1])
    return read_part(text)


def read_part(text: str) -> Byline | None:
    if is_role(text):
        return Byline()
    return read_source(text) or read_author(text)


def read_source(text: str) -> Byline | None:
    """`Theo Báo X`, `Nguồn: X`, a newspaper's name or a bare address."""
    if WEB_ADDRESS.fullmatch(text):
        return Byline(source_url=web_address(text))
    label = SOURCE.fullmatch(text)
    if label:
        return source_named(label["whence"])
    according = ACCORDING_TO.fullmatch(text)
    if according and looks_like_a_source(according["whence"]):
        return source_named(according["whence"])
    return source_named(text) if names_newspaper(text) else None


def looks_like_a_source(whence: str) -> bool:
    """A name after "Theo", not the first words of a sentence."""
    sentence = "," in whence or len(whence.split()) > 12 or whence.endswith((":", "…"))
    named = whence[:1].isupper() or DOMAIN.match(whence) or names_newspaper(whence)
    return bool(named) and not sentence


def source_named(whence: str) -> Byline:
    """The name without the address that may stand beside it, and the address."""
    link = WEB_ADDRESS.search(whence)
    name = WEB_ADDRESS.sub("", whence).strip(" ()-–:;,.")
    name = name if name or not link else ""
    return Byline(source=name, source_url=web_address(link[0]) if link else "")


def web_address(text: str) -> str:
    address = text.rstrip(".,;)")
    return safe_href(address if "://" in address else f"http://{address}")


def read_author(text: str) -> Byline | None:
    photographer = PHOTOGRAPHER.fullmatch(text)
    if photographer and names_somebody(bare(photographer["who"])):
        return Byline(author=f"Ảnh: {bare(photographer['who'])}")
    label = AUTHOR.fullmatch(text) or AUTHOR_NO_COLON.fullmatch(text)
    if label and (could_be_anybody(label) or names_somebody(bare(label["who"]))):
        return signed(label["who"])
    return signed(text) if names_somebody(bare(text)) else None


def could_be_anybody(label: re.Match) -> bool:
    """After a plain "Tác giả:" any short name counts; after others one capitalised word."""
    who = bare(label["who"])
    says_author = re.match(r"tác giả|tên tác giả|người viết|bút danh|tin|bài", label["label"], re.I)
    single = " " not in who and who[:1].isupper()
    return single or bool(says_author and len(who) <= LONGEST_NAME and not DOMAIN.search(who))


def signed(who: str) -> Byline:
    name = bare(who)
    return Byline() if name.casefold() in NOBODY else Byline(author=name)


def bare(name: str) -> str:
    """A name without brackets around it or a full stop after it."""
    name = name.strip(" -–")
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    return name if re.search(r"\b\w\.\w\.$", name) else name.rstrip(" .,;")


def signature_on_its_own_line(elements: list[Element]) -> list[Element]:
    """Part a signature from the last sentence when both share one paragraph."""
    for place in range(len(elements) - 1, -1, -1):
        element = elements[place]
        if isinstance(element, Paragraph):
            if len(element.text) > LONGEST_LINE or "\n" in element.text:
                return [*elements[:place], *parted(element), *elements[place + 1 :]]
            if read_line(one_line(element.text)) is None:
                break
    return elements


def parted(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph, and under it the signature that ended it."""
    lines = paragraph.text.split("\n")
    if len(lines) > 1 and read_line(one_line(lines[-1])) is not None:
        words, _, tail = paragraph.html.rpartition("<br/>")
        above = replace(paragraph, html=balanced(words), text="\n".join(lines[:-1]).strip())
        return [*parted(above), replace(paragraph, html=balanced(tail), text=lines[-1].strip())]
    ending = AFTER_THE_END.fullmatch(paragraph.text) or IN_CLOSING_BRACKETS.fullmatch(paragraph.text)
    if not ending or read_line(ending["tail"]) is None:
        return [paragraph]
    words = replace(paragraph, text=ending["words"], html=cut_after(paragraph.html, ending["tail"]))
    return [words, plain_paragraph(ending["tail"])]


def cut_after(html: str, tail: str) -> str:
    """The HTML before a closing signature."""
    place = html.rfind(tail.split()[0])
    return balanced(html[:place]).rstrip() if place > 0 else html


def balanced(html: str) -> str:
    """A piece cut out of inline HTML, its tags closed again."""
    whole = nh3.clean(html, tags={"b", "i", "sup", "sub", "a", "br"}, link_rel=None)
    return whole.replace("<br>", "<br/>").strip()

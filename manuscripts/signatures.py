"""Reads one line that may sign an article: who wrote it, where it was taken from."""

import re
from dataclasses import dataclass

from manuscripts.people import DOMAIN, LONGEST_NAME, names_newspaper, names_somebody
from pages.clean_text import one_line
from pages.safe_links import safe_href

LONGEST_LINE = 120
WORK = r"(?:tin bài|bài viết|tin|bài|ảnh|hình ảnh|clip|video|phóng sự)"
WORKS = rf"{WORK}(?:\s*(?:[,;&/+-]|và)?\s*{WORK})*"
ROLES = (
    r"tác giả(?: bài viết)?|tên tác giả|người viết(?: bài)?|(?:người |nhóm )?thực hiện|bút danh|"
    r"biên tập(?: viên)?|ban biên tập|biên soạn|sưu tầm|tổng hợp|(?:nhóm )?phóng viên|(?:nhóm )?pv|"
    r"cộng tác viên|ctv|viết bài|đưa tin|người đưa tin|t/h|th"
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
    r"\A(?P<one>.{1,200}?)\s*+[-–;,|(]?+\s*+\(?(?P<two>(?:theo\b|nguồn(?: tin)?\s*+:|trích\s*+:) ?\S.*)",
    re.I,
)
NAME_AND_MEDIUM = re.compile(r"\A(?P<one>[^()/]{1,200}?)\s*+[(/]\s*+(?P<two>[^()/]+)\)?\.?")
WORDS_AND_PHOTOS = re.compile(
    r"\A(?P<one>.{1,200}?:.{1,200}?)\s*+[-–;,|]\s*+(?P<two>ảnh\s*+:.+)", re.I
)
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


def is_role(text: str) -> bool:
    """`Biên tập` alone on its line: the name stands below."""
    return bool(ROLE_ALONE.fullmatch(one_line(text).strip(" :")))


def is_labelled(text: str) -> bool:
    """`Tin, ảnh: …`: the label of a signature wherever it stands."""
    label = AUTHOR.fullmatch(one_line(text))
    return bool(label and re.match(rf"{WORK}\s*(?:[,&]|và)", label["label"], re.I))


def read_line(text: str) -> Byline | None:
    """What a whole line signs, or nothing when it is not a signature."""
    text = text.strip()
    if len(text) > LONGEST_LINE:
        return None
    both = NAME_AND_SOURCE.fullmatch(text) or WORDS_AND_PHOTOS.fullmatch(text)
    if both:
        parts = [_read_part(both["one"].strip(" (-–;,")), _read_part(both["two"].rstrip(")"))]
        if all(part is not None for part in parts):
            return parts[0].joined(parts[1])
    return _read_part(text)


def _read_part(text: str) -> Byline | None:
    if is_role(text):
        return Byline()
    return read_source(text) or _read_author(text)


def read_source(text: str) -> Byline | None:
    """`Theo Báo X`, `Nguồn: X`, a newspaper's name or a bare address."""
    if WEB_ADDRESS.fullmatch(text):
        return Byline(source_url=_web_address(text))
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
    return Byline(source=name, source_url=_web_address(link[0]) if link else "")


def _web_address(text: str) -> str:
    address = text.rstrip(".,;)")
    return safe_href(address if "://" in address else f"http://{address}")


def _read_author(text: str) -> Byline | None:
    photographer = PHOTOGRAPHER.fullmatch(text)
    if photographer and names_somebody(bare(photographer["who"])):
        return Byline(author=f"Ảnh: {bare(photographer['who'])}")
    label = AUTHOR.fullmatch(text) or AUTHOR_NO_COLON.fullmatch(text)
    if label and (could_be_anybody(label) or names_somebody(bare(label["who"]))):
        return _signed(label["who"])
    return _signed(text) if names_somebody(bare(text)) else None


def could_be_anybody(label: re.Match) -> bool:
    """After a plain "Tác giả:" any short name counts; after others one capitalised word."""
    who = bare(label["who"])
    says_author = re.match(r"tác giả|tên tác giả|người viết|bút danh|tin|bài", label["label"], re.I)
    single = " " not in who and who[:1].isupper()
    return single or bool(says_author and len(who) <= LONGEST_NAME and not DOMAIN.search(who))


def _signed(who: str) -> Byline:
    medium = NAME_AND_MEDIUM.fullmatch(who)
    if medium and names_newspaper(medium["two"]):
        return Byline(author=bare(medium["one"])).joined(source_named(medium["two"]))
    name = bare(who)
    return Byline() if name.casefold() in NOBODY else Byline(author=name)


def bare(name: str) -> str:
    """A name without brackets around it or a full stop after it."""
    name = re.sub(r"(?<!\s)\s*+\.\s*+/\s*+\.?$", "", name.strip(" -–"))
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    name += ")" * (name.count("(") - name.count(")"))
    return name if re.search(r"\b\w\.\w\.$", name) else name.rstrip(" .,;")

"""Lines of a page that say something about the article: when, how often seen, where filed."""

import re
from dataclasses import dataclass
from datetime import datetime

from legacy.date_words import in_digits
from legacy.dates import WORDS_AROUND, ImpossibleDateError, find_date, is_date_line
from legacy.furniture import is_furniture
from legacy.section_names import is_common as section_named
from legacy.view_counts import find_views, without_views
from manuscripts.people import LONGEST_NAME, names_people
from manuscripts.signatures import AUTHOR, NOBODY, bare
from pages.clean_text import folded

SECTION = re.compile(
    r"(?:chuyên mục\s*:?\s+|(?:danh mục|thể loại|chuyên trang|mục)\s*:\s*)(?P<name>\S.{1,79})", re.I
)
SECTION_LABEL = re.compile(r"(?:chuyen muc|danh muc|the loai)\s*:?")
MOST_WORDS_BESIDE = 6
CRUMB = re.compile(r"\s*(?:>+|»|›|→|►|\\|/|::)\s*")
WRITTEN_BY = re.compile(
    r"(?:(?:được |bài )?(?:viết|đăng|gửi|soạn|biên soạn|tạo|cập nhật|written|posted|created|published)\s*)?"
    r"(?:bởi|by)\b\s*:?\s*(?P<who>[^:.]{2,60})|author\s*:\s*(?P<name>.{2,60})",
    re.I,
)
HOME = {"trang chu", "home", "trang nhat"}
PARTS = re.compile(
    r"\s*[|•·]\s*|\s+/\s+|\s+-\s+(?=(?:lượt|số lượt|đã xem|xem|tác giả|người đăng|chuyên mục)\b)",
    re.I,
)
PAGE_WORDS = re.compile(
    r"\b(?:nguoi dang|tac gia|bai viet|tin bai|nguon|lan|luot|xem|so|chuyen muc)\b"
)


@dataclass
class PageLine:
    """What one line of a page told; all of it may be missing."""

    published_at: datetime | None = None
    views: int | None = None
    author: str = ""
    section: str = ""

    def __bool__(self) -> bool:
        return bool(self.published_at or self.views is not None or self.author or self.section)

    def completed_by(self, other: "PageLine") -> "PageLine":
        """What this line says, and from the other what this one did not say."""
        return PageLine(
            self.published_at or other.published_at,
            other.views if self.views is None else self.views,
            self.author or other.author,
            self.section or other.section,
        )


def is_page_line(text: str) -> bool:
    """Whether a line tells about the article; an impossible date is one too."""
    try:
        return bool(read_page_line(text))
    except ImpossibleDateError:
        return True


def read_page_line(text: str) -> PageLine | None:
    """The facts of a line that holds nothing else; None for a line of the article."""
    if not text or len(text) > 200:
        return None
    whole = _read_whole(text)
    if whole is not None:
        return whole
    told = PageLine()
    parts = [part for part in PARTS.split(text) if part]
    for part in parts if len(parts) > 1 else []:
        fact = _read_whole(part)
        if fact is None and not is_furniture(part):
            return None
        told = told.completed_by(fact or PageLine())
    return told or None


def _read_whole(text: str) -> PageLine | None:
    section = section_of(text)
    if section:
        return PageLine(section=section)
    label = AUTHOR.fullmatch(text)
    who = label["who"] if label else ""
    alone = bool(who) and len(who) <= LONGEST_NAME and not any(map(str.isdigit, who))
    if alone and folded(label["label"]).startswith(("tac gia", "nguoi viet", "but danh")):
        return PageLine(author=bare(label["who"]))
    if says_when(text):
        return read_date_line(text)
    return written_by(text) or _views_only(text)


class Nobody(PageLine):
    """A line about the page that tells nothing: an account's name, an empty date."""

    def __bool__(self) -> bool:
        return True


def written_by(text: str) -> PageLine | None:
    """`Viết bởi: Lò Thị Mẫu`, `Bởi admin`; what a system calls itself is nobody."""
    found = WRITTEN_BY.fullmatch(text.strip())
    if not found:
        return None
    who = bare(found["who"] or found["name"] or "")
    account = who.casefold() in NOBODY or (" " not in who and who.isascii() and who.islower())
    if names_people(who) and not account:
        return PageLine(author=who)
    return Nobody() if account else None


def says_when(text: str) -> bool:
    """A date line, perhaps with a view count or the author's name in it."""
    return is_date_line(text) or is_date_line(without_views(text)) or bool(signed_date(text))


def opens_with_date(text: str, most_words: int = MOST_WORDS_BESIDE) -> bool:
    """`05/03/2024 Kinh tế bởi admin`: theme after theme prints it under the title."""
    text = in_digits(text)
    found = re.match(
        r"\W*(?:(?:đăng |ngày |posted |on )*)?\d{1,2}(?:[/.-]|\s+tháng\s+)\d{1,2}(?:[/.-]|,?\s+(?:năm\s+)?)\d{4}\b",
        text,
        re.IGNORECASE,
    )
    left = text[found.end() :] if found else ""
    return bool(found) and len(left.split()) <= most_words and not text.endswith((".", ","))


def read_date_line(text: str) -> PageLine:
    """The date and what else its line tells; an impossible date is refused here."""
    found = find_date(text)
    if found is None:
        return PageLine()
    return PageLine(found.moment, find_views(found.rest), signed_date(text))


def signed_date(text: str) -> str:
    """The author in `VĂN HÀO - TRẦN HỮU 30/04/2016 11:39`."""
    text = in_digits(text)
    if not is_date_line(text, longest_rest=50):
        return ""
    rest = re.sub(r"[\d/:.\-–|,()\[\]]{4,}.*$|^[\d/:., \-]+", "", text).strip(" -–|,")
    rest = re.sub(r"^(?:bởi|by|tác giả)\s*:?\s+", "", rest, flags=re.I)
    return rest if names_people(rest) and not WORDS_AROUND.search(folded(rest)) else ""


def _views_only(text: str) -> PageLine | None:
    views = find_views(text)
    left = PAGE_WORDS.sub(" ", without_views(text))
    return (
        PageLine(views=views) if views is not None and len(re.sub(r"\W+", "", left)) <= 4 else None
    )


def section_of(text: str) -> str:
    """`Chuyên mục Chuyển đổi số` names a section; a sentence that begins so does not."""
    found = SECTION.fullmatch(text.strip())
    name = found["name"].strip(" :.-–") if found else ""
    return name if name and not text.endswith((".", ",", ";")) and len(name.split()) <= 10 else ""


def known_section(text: str) -> str:
    """A line that is nothing but a section's common name."""
    return text if section_named(text) else ""


def crumbs_of(text: str) -> list[str]:
    """The steps of `Trang chủ > Tin tức > Chuyển đổi số`, without home; [] for other lines."""
    crumbs = [
        crumb.strip(" .:") for crumb in CRUMB.split(text.strip(" >»›/")) if crumb.strip(" .:")
    ]
    from_home = bool(crumbs) and folded(crumbs[0]) in HOME
    if len(crumbs) < 2 or not (from_home or re.search(r"[>»›→►]", text)):
        return []
    return crumbs[1:] if from_home else crumbs


def is_home(text: str) -> bool:
    """True for the link to the front page."""
    return folded(text).strip(" >»›/:") in HOME

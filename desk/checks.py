"""What to look at again before an article is published: hints, and one question about people.

A hint never blocks. Only numbers that may belong to private people ask for a confirmation when the
article is approved (Law 91/2025/QH15 on personal data; domain of `desk.forms.ApprovalForm`).
"""

import re
from dataclasses import dataclass

from desk.checks_links import broken_links
from desk.checks_people import people_numbers
from news.measures import figures_of, texts_of
from news.models import ArticlePage, Genre

LEAD_WORDS = 90
TITLE_LETTERS = 120
MOSTLY_CAPITALS = 0.7
_THEO = re.compile(r"^\s*+(?:\(\s*+)?(theo|nguồn)\b[ :]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: where, what, and what to do about it."""

    where: str
    text: str
    serious: bool = False
    """Whether approving asks for a confirmation."""


def findings_of(page):
    """What the checks see in a page, serious things first; other kinds of pages have none."""
    page = page.specific
    if not isinstance(page, ArticlePage):
        return []
    found = [finding for check in _CHECKS for finding in check(page)]
    return sorted(found, key=lambda finding: not finding.serious)


def must_be_confirmed(page):
    """Whether the page holds numbers that may belong to private people."""
    return any(finding.serious for finding in findings_of(page))


def _people(article):
    for kind, number in people_numbers(texts_of(article)):
        yield Finding(
            "Số của người dân",
            f"{kind}: {number}. Chỉ đăng khi người đó đã đồng ý; nếu không, hãy bỏ hoặc che bớt.",
            serious=True,
        )


def _title(article):
    letters = [letter for letter in article.title if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) > 12 and capitals / len(letters) > MOSTLY_CAPITALS:
        yield Finding("Tiêu đề", "Viết toàn chữ hoa rất khó đọc. Hãy viết như một câu bình thường.")
    if len(article.title) > TITLE_LETTERS:
        yield Finding("Tiêu đề", f"Dài quá {TITLE_LETTERS} chữ cái, điện thoại phải cuộn mới hết.")


def _lead(article):
    words = len(article.lead.split())
    if not words and article.genre != Genre.NOTICE:
        yield Finding(
            "Sa-pô", "Chưa có. Hai đến bốn câu nói hết ý chính giúp bà con biết có nên đọc."
        )
    if words > LEAD_WORDS:
        yield Finding(
            "Sa-pô", f"Dài {words} chữ. Nên dưới {LEAD_WORDS} chữ; phần còn lại đưa vào bài."
        )


def _body(article):
    if not article.body:
        yield Finding("Nội dung", "Bài chưa có nội dung.")


def _alternative_texts(article):
    missing = sum(
        1
        for figure in figures_of(article.body)
        if (image := figure.get("image"))
        and not getattr(image, "decorative", False)
        and not getattr(image, "contextual_alt_text", "")
    )
    if missing:
        yield Finding(
            "Ảnh",
            f"{missing} ảnh chưa có lời mô tả. Hãy tả trong một câu những gì thấy trong ảnh, "
            "để người không nhìn thấy cũng hiểu.",
        )


def _headings(article):
    levels = [
        int(level)
        for block in article.body
        if block.block_type == "text"
        for level in re.findall(r"<h([2-6])\b", block.value.source)
    ]
    previous = 1
    for level in levels:
        if level > previous + 1:
            yield Finding("Tiêu đề nhỏ", "Có tiêu đề cấp dưới đứng trước tiêu đề cấp trên.")
            return
        previous = level


def _source(article):
    if article.genre == Genre.REPOSTED and not article.source:
        yield Finding(
            "Nguồn", "Bài đăng lại phải ghi nguồn: tên báo hoặc cơ quan, và địa chỉ bài gốc."
        )
    elif not article.source and any(_THEO.match(text) for text in texts_of(article)[-1:]):
        yield Finding("Nguồn", "Cuối bài có chữ “Theo …”. Hãy ghi tên đó vào ô “Nguồn”.")
    elif not article.source and not article.author:
        yield Finding("Tác giả", "Chưa ghi tác giả, cũng chưa ghi nguồn.")
    if article.source and not article.source_url and article.genre == Genre.REPOSTED:
        yield Finding("Nguồn", "Chưa có địa chỉ bài gốc.")


def _links(article):
    for text in broken_links(article.body):
        yield Finding("Liên kết", text)


_CHECKS = (_people, _title, _lead, _body, _alternative_texts, _headings, _source, _links)

"""The report "Thủ tục cần kiểm tra": every guide with a reason to look at it again.

Limits: checked within 6 months and synchronised within 90 days are the project's own rule, after
the practice of a commune kiosk that warned at 90 and 365 days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from pages.remembering import remembered
from procedures.checks import guide_warnings, knowledge, version_warnings
from procedures.models import (
    FormFile,
    LinkCheck,
    ProcedurePage,
    ProcedureVersion,
    VoteCount,
    VoteReason,
)

UNCHECKED_AFTER = timedelta(days=183)
OUT_OF_STEP_AFTER = timedelta(days=90)
VOTES_SINCE = timedelta(days=90)
FEWEST_UNHELPFUL = 3
SHARE_UNHELPFUL = 0.3
REASONS_SHOWN = 3
STANDING_REMEMBERED = 3_600
"""Seconds; an import, an edit and a nightly look at the links make what is remembered old before."""
READ_AT_ONCE = 50


@dataclass(frozen=True)
class Finding:
    """A guide and why it should be looked at."""

    page: ProcedurePage
    reasons: list[str]

    @property
    def code(self):
        """The procedure's code, for the export."""
        return self.page.procedure.code

    @property
    def title(self):
        """The guide's title, for the export."""
        return self.page.title

    @property
    def reason_text(self):
        """All reasons in one cell."""
        return "\n".join(self.reasons)


class Findings(Sequence):
    """Findings, those with most reasons first; pages are read for those that are looked at."""

    def __init__(self, reasons):
        self.reasons = reasons
        """[(page's key, sentences)]"""

    def __len__(self):
        return len(self.reasons)

    def __getitem__(self, place):
        return self._read(self.reasons[place]) if isinstance(place, slice) else self[place:][:1][0]

    def __iter__(self):
        return iter(self._read(self.reasons))

    def _read(self, reasons):
        pages = ProcedurePage.objects.select_related("procedure").in_bulk(
            [key for key, _ in reasons]
        )
        return [Finding(pages[key], found) for key, found in reasons if key in pages]


def findings(guides=None):
    """Guides with reasons, those with most reasons first; queries do not grow with the guides."""
    today = timezone.localdate()
    guides = ProcedurePage.objects.live() if guides is None else guides
    standing = remembered(
        ("reasons to look at guides", today), lambda: _standing_reasons(today), STANDING_REMEMBERED
    )
    votes, words = _votes(today - VOTES_SINCE), _last_words(today - VOTES_SINCE)
    found = [
        (key, [*standing.get(key, ()), *_unhelpful(votes.get(key), words.get(key, []))])
        for key in guides.order_by("title").values_list("pk", flat=True)
    ]
    return Findings(sorted((one for one in found if one[1]), key=lambda one: -len(one[1])))


def _unhelpful(votes, words):
    helpful, unhelpful = votes or (0, 0)
    share = unhelpful / (helpful + unhelpful) if unhelpful else 0
    if unhelpful >= FEWEST_UNHELPFUL and share >= SHARE_UNHELPFUL:
        yield f"{unhelpful} trong {helpful + unhelpful} người trả lời “chưa hữu ích” trong 90 ngày."
    for text in words[:REASONS_SHOWN]:
        yield f"Bà con góp ý: “{text}”"


def _standing_reasons(today):
    """`{page's key: sentences}`, the gravest first: all that only an edit or an import changes.

    Read once after each change: the whole texts of 588 procedures take seconds.
    """
    of_texts = _reasons_of_texts(today)
    gone = ["Không có nội dung nào đang áp dụng."]
    return {
        guide.pk: [
            *guide_warnings(guide),
            *(_age(guide, today) if guide.procedure_id in of_texts else ()),
            *of_texts.get(guide.procedure_id, gone),
        ]
        for guide in ProcedurePage.objects.live().select_related("procedure")
    }


def _age(guide, today):
    if guide.checked_on is None:
        yield "Chưa có cán bộ nào kiểm tra trang này."
    elif guide.checked_on < today - UNCHECKED_AFTER:
        yield f"Kiểm tra lần cuối {guide.checked_on:%d/%m/%Y}, đã quá 6 tháng."


def _reasons_of_texts(today):
    """`{procedure: sentences}` for every text in force, read a few at a time: memory stays small."""
    known, coming = knowledge(), _coming(today)
    forms = set(FormFile.objects.values_list("procedure_id", "form_name"))
    broken = dict(LinkCheck.objects.exclude(problem="").values_list("url", "problem"))
    versions = ProcedureVersion.objects.current(today).filter(procedure__guides__live=True)
    return {
        version.procedure_id: [
            *_synchronised(version, today),
            *version_warnings(version, known),
            *_missing_forms(version, forms),
            *_broken_links(version, broken),
            *_unverified(version),
            *coming.get(version.procedure_id, []),
        ]
        for version in versions.distinct().whole().iterator(chunk_size=READ_AT_ONCE)
    }


def _synchronised(version, today):
    if version.synchronised_on is None:
        yield "Chưa đồng bộ với Cơ sở dữ liệu quốc gia."
    elif version.synchronised_on < today - OUT_OF_STEP_AFTER:
        yield f"Đồng bộ lần cuối {version.synchronised_on:%d/%m/%Y}, đã quá 90 ngày."


def _missing_forms(version, forms):
    papers = [paper for case in version.cases.all() for paper in case.papers.all()]
    names = dict.fromkeys(paper.form_name for paper in papers if paper.form_name)
    missing = [name for name in names if (version.procedure_id, name) not in forms]
    return [f"Thiếu tệp mẫu đơn: {', '.join(missing)}."] if missing else []


def _broken_links(version, broken):
    urls = [version.source_url, version.procedure.portal_url]
    urls += [basis.url for basis in version.legal_bases.all()]
    return [f"Liên kết hỏng: {url} ({broken[url]})." for url in urls if url in broken]


def _unverified(version):
    if version.unverified:
        yield f"Cần đối chiếu: {', '.join(version.unverified_labels)}."


def _coming(today):
    """A prepared version is worth knowing, though nothing is wrong with it."""
    versions = ProcedureVersion.objects.filter(valid_from__gt=today)
    coming: dict[int, list[str]] = {}
    for procedure_id, day in versions.values_list("procedure_id", "valid_from"):
        coming.setdefault(procedure_id, []).append(f"Có bản mới sẽ tự áp dụng từ {day:%d/%m/%Y}.")
    return coming


def _votes(since):
    sums = VoteCount.objects.filter(day__gte=since).values("page_id")
    rows = sums.annotate(yes=Sum("helpful"), no=Sum("unhelpful"))
    return {row["page_id"]: (row["yes"], row["no"]) for row in rows}


def _last_words(since):
    words: dict[int, list[str]] = {}
    reasons = VoteReason.objects.filter(day__gte=since)
    for page_id, text in reasons.values_list("page_id", "text"):
        words.setdefault(page_id, []).append(text)
    return words

"""The report "Thủ tục cần kiểm tra": every guide with a reason to look at it again.

Limits: checked within 6 months and synchronised within 90 days are the project's own rule, after
the practice of a commune kiosk that warned at 90 and 365 days.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

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


def findings(guides=None):
    """Guides with reasons, those with most reasons first; queries do not grow with the guides."""
    today = timezone.localdate()
    guides = ProcedurePage.objects.live() if guides is None else guides
    guides = list(guides.select_related("procedure").order_by("title"))
    shelf = _Shelf(today, [guide.procedure_id for guide in guides], [guide.pk for guide in guides])
    found = [Finding(guide, shelf.reasons(guide)) for guide in guides]
    return sorted((one for one in found if one.reasons), key=lambda one: -len(one.reasons))


class _Shelf:
    """Everything that the reasons are read from, fetched at once."""

    def __init__(self, today, procedure_ids, page_ids):
        self.today = today
        self.known = knowledge()
        versions = ProcedureVersion.objects.current(today).filter(procedure__in=procedure_ids)
        self.versions = {version.procedure_id: version for version in versions.whole()}
        self.coming = _coming(procedure_ids, today)
        forms = FormFile.objects.filter(procedure__in=procedure_ids)
        self.forms = set(forms.values_list("procedure_id", "form_name"))
        self.broken = dict(LinkCheck.objects.exclude(problem="").values_list("url", "problem"))
        self.votes = _votes(page_ids, today - VOTES_SINCE)
        self.words = _last_words(page_ids, today - VOTES_SINCE)

    def reasons(self, guide):
        """Sentences, the gravest first."""
        version = self.versions.get(guide.procedure_id)
        reasons = guide_warnings(guide)
        if version is None:
            return [*reasons, "Không có nội dung nào đang áp dụng."]
        return [
            *reasons,
            *self._ages(guide, version),
            *version_warnings(version, self.known),
            *self._missing_forms(version),
            *self._broken_links(version),
            *self._unhelpful(guide),
            *(
                [f"Cần đối chiếu: {', '.join(version.unverified_labels)}."]
                if version.unverified
                else []
            ),
            *self.coming.get(guide.procedure_id, []),
        ]

    def _ages(self, guide, version):
        if guide.checked_on is None:
            yield "Chưa có cán bộ nào kiểm tra trang này."
        elif guide.checked_on < self.today - UNCHECKED_AFTER:
            yield f"Kiểm tra lần cuối {guide.checked_on:%d/%m/%Y}, đã quá 6 tháng."
        if version.synchronised_on is None:
            yield "Chưa đồng bộ với Cơ sở dữ liệu quốc gia."
        elif version.synchronised_on < self.today - OUT_OF_STEP_AFTER:
            yield f"Đồng bộ lần cuối {version.synchronised_on:%d/%m/%Y}, đã quá 90 ngày."

    def _missing_forms(self, version):
        papers = [paper for case in version.cases.all() for paper in case.papers.all()]
        names = dict.fromkeys(paper.form_name for paper in papers if paper.form_name)
        missing = [name for name in names if (version.procedure_id, name) not in self.forms]
        return [f"Thiếu tệp mẫu đơn: {', '.join(missing)}."] if missing else []

    def _broken_links(self, version):
        urls = [version.source_url, version.procedure.portal_url]
        urls += [basis.url for basis in version.legal_bases.all()]
        return [f"Liên kết hỏng: {url} ({self.broken[url]})." for url in urls if url in self.broken]

    def _unhelpful(self, guide):
        helpful, unhelpful = self.votes.get(guide.pk, (0, 0))
        share = unhelpful / (helpful + unhelpful) if unhelpful else 0
        if unhelpful >= FEWEST_UNHELPFUL and share >= SHARE_UNHELPFUL:
            yield f"{unhelpful} trong {helpful + unhelpful} người trả lời “chưa hữu ích” trong 90 ngày."
        for text in self.words.get(guide.pk, [])[:REASONS_SHOWN]:
            yield f"Bà con góp ý: “{text}”"


def _coming(procedure_ids, today):
    """A prepared version is worth knowing, though nothing is wrong with it."""
    versions = ProcedureVersion.objects.filter(procedure__in=procedure_ids, valid_from__gt=today)
    coming: dict[int, list[str]] = {}
    for procedure_id, day in versions.values_list("procedure_id", "valid_from"):
        coming.setdefault(procedure_id, []).append(f"Có bản mới sẽ tự áp dụng từ {day:%d/%m/%Y}.")
    return coming


def _votes(page_ids, since):
    sums = VoteCount.objects.filter(page__in=page_ids, day__gte=since).values("page_id")
    rows = sums.annotate(yes=Sum("helpful"), no=Sum("unhelpful"))
    return {row["page_id"]: (row["yes"], row["no"]) for row in rows}


def _last_words(page_ids, since):
    words: dict[int, list[str]] = {}
    reasons = VoteReason.objects.filter(page__in=page_ids, day__gte=since)
    for page_id, text in reasons.values_list("page_id", "text"):
        words.setdefault(page_id, []).append(text)
    return words

"""Warnings for editors: what may be wrong with a procedure without being impossible."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from procedures.codes import is_national_code
from procedures.matching import words_of
from procedures.models import Origin, ProcedureVersion, RepealedDocument

CLOSED_PORTAL = re.compile(
    r"\b(?:dichvucong\.(?!gov\.vn)[a-z0-9-]+|(?:dvc|dvctt|motcua)[a-z0-9-]*(?:\.[a-z0-9-]+)*)\.gov\.vn",
    re.I,
)
"""Provincial service portals closed on 1/7/2025, ministries' by 2/2026 (letter 623/TTg-KSTT)."""
_NUMBER = re.compile(r"(?<!\d)\d++/\d{4}/[A-ZĐ0-9-]+")
_FORM = re.compile(r"^[-*\s]*(tờ khai|đơn|phiếu|giấy đề nghị)\b", re.I)
_COMMON_WORDS = set(
    words_of(
        "thủ tục đăng ký cấp lại đổi giấy tờ khai đơn phiếu đề nghị xác nhận công nhận bản sao mẫu số "
        "theo của và cho việc các từ tại trong người có nếu yêu cầu thông tin thay bổ sung"
    )
)


@dataclass
class Knowledge:
    """What checks of many versions share, read once."""

    names: dict[str, set] = field(default_factory=dict)
    """Code -> the words that tell a procedure from others."""
    repealed: dict[str, date] = field(default_factory=dict)
    imported: set[int] = field(default_factory=set)
    """Procedures that at least one import has named."""


def knowledge():
    """Names of all procedures, repealed documents, what was imported; three queries."""
    today = timezone.localdate()
    versions = ProcedureVersion.objects.current(today).values_list("procedure__code", "name")
    gone = RepealedDocument.objects.filter(repealed_on__lte=today)
    imported = ProcedureVersion.objects.filter(origin=Origin.IMPORTED)
    return Knowledge(
        {code: _telling_words(name) for code, name in versions},
        dict(gone.values_list("number", "repealed_on")),
        set(imported.values_list("procedure_id", flat=True)),
    )


def version_warnings(version, known=None):
    """Sentences about a version; read it with `whole()` to keep queries few."""
    known = known or knowledge()
    return [
        *_code_warnings(version, known.imported),
        *_basis_warnings(version, known.repealed),
        *_paper_warnings(version, known.names),
        *portal_warnings(_texts(version)),
    ]


def guide_warnings(page):
    """Sentences about the commune's layer."""
    warnings = portal_warnings([page.note, page.lead, page.local_fee, page.desk])
    if page.procedure_id and page.procedure.state != "active":
        warnings.append(
            f"Thủ tục {page.procedure.code}: {page.procedure.get_state_display().lower()}."
        )
    return warnings


def portal_warnings(texts):
    """One warning for each closed service portal that the texts point to."""
    found = {match[0].lower() for text in texts for match in CLOSED_PORTAL.finditer(text or "")}
    return [
        f"Có liên kết tới {host}, cổng dịch vụ công này đã đóng. Hãy thay bằng dichvucong.gov.vn."
        for host in sorted(found)
    ]


def _code_warnings(version, imported):
    code = version.procedure.code
    warnings = []
    if not is_national_code(code):
        warnings.append(
            f"Mã “{code}” không có dạng của mã quốc gia (như 1.001193). Hãy kiểm tra lại."
        )
    if version.procedure_id not in imported:
        warnings.append(
            f"Mã {code} chưa từng có trong tệp nhập từ danh mục quốc gia. Hãy đối chiếu trước khi đăng."
        )
    return warnings


def _basis_warnings(version, repealed):
    numbers = [
        number for basis in version.legal_bases.all() for number in _NUMBER.findall(basis.number)
    ]
    return [
        f"Căn cứ {number} đã hết hiệu lực từ {repealed[number]:%d/%m/%Y}."
        for number in numbers
        if number in repealed
    ]


def _paper_warnings(version, names):
    """A form that speaks of another procedure and shares no telling word with this one."""
    own_code = version.procedure.code
    own = _telling_words(version.name)
    papers = [paper.name for case in version.cases.all() for paper in case.papers.all()]
    return [
        f"“{name[:80]}” có vẻ là giấy tờ của thủ tục {code}. Hãy kiểm tra lại danh sách giấy tờ."
        for name in papers
        if (code := _better_home(name, own_code, own, names))
    ]


def _better_home(paper, own_code, own, names):
    asked = _telling_words(paper)
    if not _FORM.match(paper) or not asked or asked & own:
        return ""
    homes = [code for code, words in names.items() if code != own_code and asked <= words]
    return homes[0] if homes else ""


def _telling_words(text):
    return set(words_of(text)) - _COMMON_WORDS


def _texts(version):
    yield from (version.source_url, version.description, version.conditions, version.sources)
    yield from (step.text for step in version.steps.all())
    for method in version.methods.all():
        yield method.description
    for basis in version.legal_bases.all():
        yield basis.url

"""A report is made once: figures, result of the check, checksum. Later it can only be read.

The checksum stands on the sheet; the seal beside it in the database is keyed (SECRET_KEY), so that
nobody who can write a row can make both agree.
"""

import hashlib
import json
import secrets
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from visits.checking import differences
from visits.models import FrozenReport
from visits.periods import Period
from visits.report_content import content_of
from visits.sealing import sealed_by_another_key
from visits.seals import Verdict, seal, verdict

MOST_FAULTS = 20
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that are mistaken for each other when somebody copies a code by hand."""
CODE_LENGTH = 12
_SALT = "visits.report"


class NotSound(Exception):  # noqa: N818 - a finding
    """The figures contradict each other: no report may be signed. `faults` says where."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(f"{len(faults)} chỗ lệch")
        self.faults = faults


def checked(site_id: int, period: Period) -> dict[str, str]:
    """The check before signing. Raises `NotSound`; else what the report prints of it."""
    faults = [str(fault) for fault in islice(differences(), MOST_FAULTS)]
    if faults:
        raise NotSound(faults)
    unknown = sealed_by_another_key(site_id, period)
    result = "Mọi số cộng lại đều khớp"
    if unknown:
        result += f"; {unknown} ngày niêm phong bằng khóa cũ của máy chủ, không kiểm tra lại được"
    return {"at": timezone.localtime().isoformat(timespec="seconds"), "result": result}


def freeze(
    site: Site, period: Period, paper: dict[str, Any], by: str, reason: str = ""
) -> FrozenReport:
    """Make, check and keep a report; the next version where the period has one. Raises `NotSound`."""
    with transaction.atomic():
        content = content_of(site, period, paper, checked(site.pk, period))
        same = FrozenReport.objects.filter(site_id=site.pk, first=period.first, last=period.last)
        version = same.count() + 1
        report = FrozenReport(
            site_id=site.pk,
            first=period.first,
            last=period.last,
            version=version,
            code="".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH)),
            content=content,
            made_at=timezone.now(),
            made_by=by,
            reason=reason,
        )
        report.checksum = checksum(report)
        report.seal = seal(_SALT, _said(report))
        report.save()
    return report


def verdict_on(report: FrozenReport) -> Verdict:
    """The `Verdict` on a stored report: does it still say what it said when it was made?"""
    if report.checksum != checksum(report):
        return Verdict.BROKEN
    return verdict(report.seal, _SALT, _said(report))


def newer_version(report: FrozenReport) -> FrozenReport | None:
    """The latest version of the same period, None when this is it."""
    later = FrozenReport.objects.filter(
        site_id=report.site_id, first=report.first, last=report.last, version__gt=report.version
    )
    return later.order_by("-version").first()


def checksum(report: FrozenReport) -> str:
    """SHA-256 over site, period, version, code and everything that the report says."""
    said = {
        "site": report.site_id,
        "period": [report.first.isoformat(), report.last.isoformat()],
        "version": report.version,
        "code": report.code,
        "content": report.content,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _said(report: FrozenReport) -> str:
    return f"{report.checksum} {report.made_at.isoformat()} {report.made_by} {report.reason}"

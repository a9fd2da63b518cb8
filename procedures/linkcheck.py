"""Looks whether the outside addresses of procedures still answer; nothing of them is kept."""

from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request

from django.utils import timezone

from procedures import outside
from procedures.models import LegalBasis, LinkCheck, Procedure, ProcedureVersion

TIMEOUT = 15
"""Seconds for one address."""
_AGENT = "Mozilla/5.0 (compatible; kiem-tra-lien-ket)"
_MISSING = {404, 410}


def addresses():
    """Every outside address that a guide shows, sorted, without repeats."""
    shown = {procedure.portal_url for procedure in Procedure.objects.exclude(uuid=None)}
    shown |= set(ProcedureVersion.objects.values_list("source_url", flat=True))
    shown |= set(LegalBasis.objects.values_list("url", flat=True))
    return sorted(url for url in shown if urlsplit(url).scheme in ("http", "https"))


def check(url):
    """Look once and note the outcome; returns the problem, empty where there is none."""
    problem = problem_with(url)
    seen = LinkCheck(url=url, problem=problem, checked_at=timezone.now())
    LinkCheck.objects.bulk_create(
        [seen],
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["problem", "checked_at"],
    )
    return problem


def problem_with(url):
    """`không còn trang này (404)`, `không kết nối được`, or an empty string.

    A refusal (403, 429) or a busy server (5xx) says nothing about the page, so it is no problem.
    """
    request = Request(url, headers={"User-Agent": _AGENT})  # noqa: S310 - http(s) only, see above
    try:
        with outside.opener().open(request, timeout=TIMEOUT):
            return ""
    except HTTPError as error:
        return f"không còn trang này ({error.code})" if error.code in _MISSING else ""
    except (URLError, OSError, ValueError):
        return "không kết nối được"

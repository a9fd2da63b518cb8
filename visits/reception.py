"""What a page's report says, and what is answered: the protocol of `docs/dem-luot-xem.md`.

It knows a request only as a WSGI environment, so that the same lines answer inside Django
(`visits.endpoint`) and in front of it (`visits.fast_lane`).
"""

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from django.core.signing import BadSignature

from accounts.visitors import visitor_from
from visits import admission, after_reading
from visits.admission import Refused
from visits.page_reports import After, PageReport, read_report
from visits.page_tokens import read_token
from visits.robots import is_fetched_ahead, is_robot
from visits.showings import Outcome, Showing
from visits.waiting import Resting

MOST_BYTES = 1_000
_HOST = re.compile(r"[a-z0-9.-]{1,100}")
_MARK = re.compile(r"[\w.-]{1,60}")
Page: TypeAlias = tuple[int, int]
"""(site, page), as the token says."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and text or JSON for the person who tries it out."""

    status: int
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"

    @property
    def headers(self) -> Iterator[tuple[str, str]]:
        """All headers of the answer; nothing may keep it."""
        yield "Content-Type", self.content_type
        yield "Cache-Control", "max-age=0, no-cache, no-store, must-revalidate, private"
        if self.status in (429, 503):
            yield "Retry-After", "5"


@dataclass(frozen=True, slots=True)
class Knock:
    """A request: its WSGI environment, the host asked for, and what the caller knows of the sender."""

    environ: Mapping[str, Any]
    host: str
    read: Callable[[int], bytes]
    """Reads at most so many bytes of the body."""
    question: Mapping[str, str]
    """The query's names and values."""
    is_staff: bool = False


class Clerk(Protocol):
    """Who does the work that a report asks for."""

    def count(self, showing: Showing) -> Outcome:
        """Count one view."""

    def do(self, work: Callable[[], None]) -> None:
        """Write anything else."""


def answer(knock: Knock, clerk: Clerk) -> Answer:
    """The `Answer`; `clerk.count(showing)` counts one view, `clerk.do(work)` writes anything else."""
    try:
        return _answer(knock, clerk)
    except Refused as refusal:
        return Answer(refusal.status, refusal.reason)
    except Resting:
        return _try_again()
    except Exception:  # whatever breaks, it is the counter's own trouble: no traceback, try again
        _log.exception("Chưa ghi được một lượt xem")
        return _try_again()


def _answer(knock: Knock, clerk: Clerk) -> Answer:
    environ = knock.environ
    if environ["REQUEST_METHOD"] not in ("GET", "POST"):
        raise Refused(405, "Chỉ nhận GET và POST.")
    visitor = visitor_from(environ)
    admission.require_own_page(environ, knock.host)
    admission.require_calm(visitor.networks)
    report = _report(knock)
    site_id, page_id = _page_of(report)
    reason = _why_no_view(knock)
    if reason:
        return _not_counted(reason)
    user_agent = environ.get("HTTP_USER_AGENT", "")
    is_program = report.is_robot or is_robot(user_agent)
    if report.after is not None:
        page, teller = (site_id, page_id), "" if is_program else user_agent
        _note_reading(report.view, report.after, page, teller, clerk)
        return Answer(204)
    showing = Showing(
        site_id,
        page_id,
        visitor.networks,
        user_agent,
        view_id=report.view,
        referrer=_foreign_host(report.came_from, knock.host),
        mark=_mark(report.mark),
        found=report.found,
        again=report.again,
        is_robot=is_program,
    )
    return _said(clerk.count(showing))


def _note_reading(view: str, after: After, page: Page, user_agent: str, clerk: Clerk) -> None:
    """Programs measure nothing that concerns residents: they come without a user agent."""
    if user_agent:
        clerk.do(lambda: after_reading.note(view, after, *page, user_agent))


def _said(outcome: Outcome) -> Answer:
    if outcome is Outcome.NOT_PUBLIC:
        return Answer(400, "Không có trang này, hoặc trang không mở cho mọi người.")
    if outcome in (Outcome.COUNTED, Outcome.COUNTED_BEFORE):
        return Answer(204)
    return _not_counted(outcome.value)


def _report(knock: Knock) -> PageReport:
    """What the report says; `{"page": …}` alone where a picture was asked for."""
    if knock.environ["REQUEST_METHOD"] == "GET":
        return PageReport(page=knock.question.get("page") or "")
    if _declared_length(knock.environ) > MOST_BYTES:
        raise Refused(413, "Báo cáo lượt xem quá dài.")
    body = knock.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Refused(413, "Báo cáo lượt xem quá dài.")
    return read_report(body)


def _declared_length(environ: Mapping[str, Any]) -> int:
    try:
        return int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _page_of(report: PageReport) -> Page:
    try:
        return read_token(report.page)
    except (BadSignature, ValueError):
        raise Refused(400, "Mã trang không đúng.") from None


def _why_no_view(knock: Knock) -> str | None:
    """Why the showing is no view by a person: "prefetch", "staff", or None."""
    if knock.is_staff:
        return "staff"
    return "prefetch" if is_fetched_ahead(_Headers(knock.environ)) else None


@dataclass(frozen=True, slots=True)
class _Headers:
    environ: Mapping[str, Any]

    def get(self, name: str, default: str = "") -> str:
        return str(self.environ.get(f"HTTP_{name.upper().replace('-', '_')}", default))


def _foreign_host(told: str | None, own_host: str) -> str | None:
    """Host that led here; "" for none, None when it was this site itself or is no host name."""
    if not told:
        return told
    host = told.lower()
    is_own = host == own_host.partition(":")[0]
    return None if is_own or not _HOST.fullmatch(host) else host.removeprefix("www.")


def _mark(told: str) -> str:
    mark = told.lower()
    return mark if _MARK.fullmatch(mark) else ""


def _try_again() -> Answer:
    return Answer(503, "Chưa ghi được lượt xem. Xin gửi lại sau.")


def _not_counted(reason: str) -> Answer:
    body = json.dumps({"counted": False, "why": reason})
    return Answer(200, body, "application/json")

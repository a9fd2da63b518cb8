"""What a page's report says, and what is answered: the protocol of `docs/dem-luot-xem.md`.

It knows a request only as a WSGI environment, so that the same lines answer inside Django
(`visits.endpoint`) and in front of it (`visits.fast_lane`).
"""

import json
import logging
import re
from dataclasses import dataclass

from django.core.signing import BadSignature

from accounts.visitors import visitor_from
from visits import admission, after_reading
from visits.admission import Refused
from visits.counting import Outcome, Showing
from visits.page_tokens import read_token
from visits.robots import is_fetched_ahead, is_robot
from visits.waiting import Resting

MOST_BYTES = 1_000
_VIEW_ID = re.compile(r"[0-9a-f]{32}")
_HOST = re.compile(r"[a-z0-9.-]{1,100}")
_MARK = re.compile(r"[\w.-]{1,60}")
_AGAIN = {0: False, 1: True}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and text or JSON for the person who tries it out."""

    status: int
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"

    @property
    def headers(self):
        """All headers of the answer; nothing may keep it."""
        yield "Content-Type", self.content_type
        yield "Cache-Control", "max-age=0, no-cache, no-store, must-revalidate, private"
        if self.status in (429, 503):
            yield "Retry-After", "5"


@dataclass(frozen=True, slots=True)
class Knock:
    """A request: its WSGI environment, the host asked for, and what the caller knows of the sender."""

    environ: dict
    host: str
    read: object
    """Reads at most so many bytes of the body."""
    question: dict
    """The query's names and values."""
    is_staff: bool = False


def answer(knock, clerk):
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


def _answer(knock, clerk):
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
    is_program = bool(report.get("robot")) or is_robot(user_agent)
    if "after" in report:
        return _note_reading(report, site_id, page_id, "" if is_program else user_agent, clerk)
    showing = Showing(
        site_id,
        page_id,
        visitor.networks,
        user_agent,
        view_id=report.get("view", ""),
        referrer=_foreign_host(report, knock.host),
        mark=_mark(report),
        found=report.get("found") == 1,
        again=_AGAIN.get(report.get("again")),
        is_robot=is_program,
    )
    return _said(clerk.count(showing))


def _note_reading(report, site_id, page_id, user_agent, clerk):
    """Programs measure nothing that concerns residents: they come without a user agent."""
    if user_agent and "view" in report:
        said = (report["view"], report["after"], site_id, page_id, user_agent)
        clerk.do(lambda: after_reading.note(*said))
    return Answer(204)


def _said(outcome):
    if outcome is Outcome.NOT_PUBLIC:
        return Answer(400, "Không có trang này, hoặc trang không mở cho mọi người.")
    if outcome in (Outcome.COUNTED, Outcome.COUNTED_BEFORE):
        return Answer(204)
    return _not_counted(outcome.value)


def _report(knock):
    """What the report says; `{"page": …}` alone where a picture was asked for."""
    if knock.environ["REQUEST_METHOD"] == "GET":
        return {"page": knock.question.get("page")}
    if _declared_length(knock.environ) > MOST_BYTES:
        raise Refused(413, "Báo cáo lượt xem quá dài.")
    body = knock.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Refused(413, "Báo cáo lượt xem quá dài.")
    try:
        report = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "Báo cáo lượt xem không đọc được.") from None
    if not isinstance(report, dict) or not _VIEW_ID.fullmatch(str(report.get("view"))):
        raise Refused(400, "Báo cáo lượt xem không đúng mẫu.")
    return report


def _declared_length(environ):
    try:
        return int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _page_of(report):
    token = report.get("page")
    try:
        return read_token(token if isinstance(token, str) else "")
    except (BadSignature, ValueError):
        raise Refused(400, "Mã trang không đúng.") from None


def _why_no_view(knock):
    """Why the showing is no view by a person: "prefetch", "staff", or None."""
    if knock.is_staff:
        return "staff"
    return "prefetch" if is_fetched_ahead(_Headers(knock.environ)) else None


@dataclass(frozen=True, slots=True)
class _Headers:
    environ: dict

    def get(self, name, default=""):
        return self.environ.get(f"HTTP_{name.upper().replace('-', '_')}", default)


def _foreign_host(report, own_host):
    """Host that led here; "" for none, None when it was this site itself or is no host name."""
    host = report.get("from")
    if not host:
        return "" if "from" in report else None
    host = str(host).lower()
    is_own = host == own_host.partition(":")[0]
    return None if is_own or not _HOST.fullmatch(host) else host.removeprefix("www.")


def _mark(report):
    mark = str(report.get("mark") or "").lower()
    return mark if _MARK.fullmatch(mark) else ""


def _try_again():
    return Answer(503, "Chưa ghi được lượt xem. Xin gửi lại sau.")


def _not_counted(reason):
    body = json.dumps({"counted": False, "why": reason})
    return Answer(200, body, "application/json")

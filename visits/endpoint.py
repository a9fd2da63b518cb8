"""The address that pages report their views to: `docs/dem-luot-xem.md` describes the protocol.

204 means: this view is in the database. 200 means: heard, and rightly not counted (the body says
why). Anything else means: not counted; after 429 and 503 the same report may be sent again.
"""

import json
import logging
import re

from django.core.signing import BadSignature
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.visitors import visitor_of
from visits import admission
from visits.admission import Refused
from visits.counting import Outcome, Showing, count_robot, count_view
from visits.page_tokens import read_token
from visits.robots import is_robot
from visits.waiting import Resting

MOST_BYTES = 1_000
_VIEW_ID = re.compile(r"[0-9a-f]{32}")
_HOST = re.compile(r"[a-z0-9.-]{1,100}")
_log = logging.getLogger(__name__)


@csrf_exempt  # no session is used; the Origin is checked instead
@never_cache
@require_http_methods(["GET", "POST"])
def report_view(request):
    """A page was shown: POST from the script, GET from the picture for browsers without scripts."""
    try:
        return _answer(request)
    except Refused as refusal:
        return _text(refusal.status, refusal.reason)
    except Resting:
        return _try_again()
    except Exception:  # whatever breaks, it is the counter's own trouble: no traceback, try again
        _log.exception("Chưa ghi được một lượt xem")
        return _try_again()


def _answer(request):
    network = visitor_of(request).network
    user_agent = request.headers.get("User-Agent", "")
    admission.require_own_page(request)
    admission.require_calm(network, user_agent)
    report = _posted(request) if request.method == "POST" else {"page": request.GET.get("page")}
    site_id, page_id = _page_of(report)
    admission.require_public_page(page_id)
    showing = Showing(
        site_id,
        page_id,
        network,
        user_agent,
        view_id=report.get("view", ""),
        referrer=_foreign_host(report, request.get_host()),
    )
    reason = admission.why_no_view(request)
    if reason is None and (report.get("robot") or is_robot(user_agent)):
        count_robot(showing)
        reason = "robot"
    if reason is not None:
        return _not_counted(reason)
    outcome = count_view(showing)
    return _not_counted("reload") if outcome is Outcome.RELOAD else HttpResponse(status=204)


def _posted(request):
    """The report in the body; small JSON with a view id."""
    if _declared_length(request) > MOST_BYTES:
        raise Refused(413, "Báo cáo lượt xem quá dài.")
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Refused(413, "Báo cáo lượt xem quá dài.")
    try:
        report = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "Báo cáo lượt xem không đọc được.") from None
    if not isinstance(report, dict) or not _VIEW_ID.fullmatch(str(report.get("view"))):
        raise Refused(400, "Báo cáo lượt xem không đúng mẫu.")
    return report


def _declared_length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _page_of(report):
    token = report.get("page")
    try:
        return read_token(token if isinstance(token, str) else "")
    except (BadSignature, ValueError):
        raise Refused(400, "Mã trang không đúng.") from None


def _foreign_host(report, own_host):
    """Host that led here; "" for none, None when it was this site itself or is no host name."""
    host = report.get("from")
    if not host:
        return "" if "from" in report else None
    host = str(host).lower()
    is_own = host == own_host.partition(":")[0]
    return None if is_own or not _HOST.fullmatch(host) else host.removeprefix("www.")


def _try_again():
    response = _text(503, "Chưa ghi được lượt xem. Xin gửi lại sau.")
    # Django would log it a second time, and mail the visitor's address to the administrators.
    response._has_been_logged = True
    return response


def _not_counted(reason):
    return JsonResponse({"counted": False, "why": reason})


def _text(status, message):
    response = HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    if status in (429, 503):
        response.headers["Retry-After"] = "5"
    return response

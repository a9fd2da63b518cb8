"""Trường hợp của tôi: what one page of the flow shows. The answers stand in the address alone."""

from datetime import datetime, time

from django.http import Http404
from django.utils import timezone

from pages.freshness import changes_at
from pages.models import SiteIdentity
from procedures.due_days import LAST_HOUR, due_day
from procedures.flow_paths import Flow, chosen_papers
from procedures.place import place_of
from procedures.qr import qr_svg

LONGEST_PATH = 30


def my_case_context(page, request, answers):
    """Context of a question, or of the end; an address that names no path is a 404."""
    flow = Flow(page.flow)
    if not flow.questions:
        raise Http404("Thủ tục này chưa có câu hỏi")
    path = _read(answers)
    try:
        answered, number = flow.walk(path)
    except LookupError as error:
        raise Http404("Không có trường hợp này") from error
    context = {
        "answered": [
            {
                "question": question["text"],
                "answer": answer["label"],
                "url": _url(page, path[:place]),
            }
            for place, (question, answer) in enumerate(answered)
        ],
        "back_url": _url(page, path[:-1]) if path else page.url,
        "number": len(path) + 1,
    }
    if number is not None:
        question = flow.questions[number - 1]
        choices = [
            {"label": answer["label"], "url": _url(page, (*path, place))}
            for place, answer in enumerate(question["answers"], 1)
        ]
        return context | {"question": question, "choices": choices}
    return context | _end(page, request, flow.outcome(answered), path)


def _end(page, request, outcome, path):
    """Exactly the papers, fee, place and day of this case."""
    version = page.version
    identity = SiteIdentity.for_request(request)
    place = place_of(request, page, version, identity)
    address = _url(page, path)
    full = request.build_absolute_uri(address)
    return {
        "outcome": outcome,
        "version": version,
        "papers": chosen_papers(outcome, version),
        "fee": outcome.fee or page.local_fee or (version.fee_line if version else ""),
        "place": outcome.place or place["desk"],
        "time": outcome.time or (version.time_line if version else ""),
        "due": _due(request, outcome.working_days),
        "last_hour": LAST_HOUR,
        "code": qr_svg(full, "Mã QR mở lại đúng trường hợp này"),
        "desk_telephone": place["desk_telephone"],
        "is_end": True,
    }


def _due(request, working_days):
    """When it is done if handed in now; the page is kept only while that stays true."""
    if working_days is None:
        return None
    now = timezone.localtime()
    turn = time(LAST_HOUR) if now.hour < LAST_HOUR else time(23, 59, 59)
    changes_at(request, timezone.make_aware(datetime.combine(now.date(), turn)))
    return due_day(now, working_days)


def _read(answers):
    parts = answers.split("-") if answers else []
    if len(parts) > LONGEST_PATH or not all(
        part.isascii() and part.isdecimal() and len(part) < 3 for part in parts
    ):
        raise Http404("Không có trường hợp này")
    return tuple(map(int, parts))


def _url(page, path):
    words = "-".join(map(str, path))
    return f"{page.url}truong-hop/{words}/" if path else f"{page.url}truong-hop/"

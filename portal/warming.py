"""After a change the pages that are read most are made again before readers ask for them.

Each worker process notes what readers ask it for, and makes those pages again by itself: one at a time,
resting four times as long as each took, so that a reader who comes meanwhile hardly notices. It begins
when nothing has changed for a while, because only then is a page kept for long.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import connections
from django.http import HttpRequest

from pages import generation, own_requests
from portal import page_address

MOST = 100
"""Pages made again after a change; on a site of three hundred nine reads of ten are of these."""
_NOTED = 2_000
_LOOKS_EVERY = 5.0
_RESTS = 4
_LONGEST_WAIT = 5
"""Times as long as usual, where something changes all the time."""
_log = logging.getLogger(__name__)

Application: TypeAlias = Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Address:
    """What tells one kept page from another, its encoding apart."""

    scheme: str
    host: str
    path: str
    query: str


_asked: Counter[Address] = Counter()
_lock = threading.Lock()


def note(request: HttpRequest) -> None:
    """A reader asked for this page, which may be kept."""
    host = str(request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", "")))
    address = Address(request.scheme or "", host, *page_address.parts(request))
    with _lock:
        _asked[address] += 1
        if len(_asked) > _NOTED:
            kept = _asked.most_common(_NOTED // 4)
            _asked.clear()
            _asked.update(dict(kept))


def most_asked() -> list[Address]:
    """The pages to make again; what was read long ago counts half each time."""
    with _lock:
        found = [address for address, _ in _asked.most_common(MOST)]
        for address in list(_asked):
            _asked[address] //= 2
            if not _asked[address]:
                del _asked[address]
    return found


def warm(application: Application, rest: Callable[[float], object] = time.sleep) -> int:
    """Make them; gives how many it came to before something changed again."""
    token, made = generation.current(), 0
    for address in most_asked():
        if generation.current() != token:
            break
        begun = time.monotonic()
        _ask(application, address)
        rest(_RESTS * (time.monotonic() - begun))
        made += 1
    return made


def _ask(application: Application, address: Address) -> None:
    environ = own_requests.environ(address.scheme, address.host, address.path, address.query)
    answer = application(environ, lambda *_: None)
    try:
        for _ in answer:
            pass
    finally:
        getattr(answer, "close", lambda: None)()


def start(application: Application, after: float) -> None:
    """In a thread that ends with its process, `after` seconds without a change; once in each worker."""
    threading.Thread(target=_go_on, args=(application, after), name="warming", daemon=True).start()


def _go_on(application: Application, after: float) -> None:
    done, last = generation.current(), time.monotonic()
    while True:
        time.sleep(_LOOKS_EVERY)
        waited = time.monotonic() - last
        is_quiet = generation.age() > after or waited > _LONGEST_WAIT * after
        if generation.current() == done or not is_quiet or waited < after:
            continue
        done, last = generation.current(), time.monotonic()
        try:
            warm(application)
        except Exception:  # whatever goes wrong: readers get their pages made as ever
            _log.exception("Chưa dựng sẵn được các trang hay đọc")
        connections.close_all()

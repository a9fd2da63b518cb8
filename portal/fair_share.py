"""What strangers' requests cost us is bounded by network: pages made anew, searches, addresses not found.

A kept page costs a thirtieth of one that is made, and stands in front of this. A network that has made us
work for ten seconds of the processor is answered 429 (a copy that is too old, where there is one) until
its debt has melted. A mobile carrier's address stands for thousands of readers: they read kept pages, and
search for a hundredth of it.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.visitors import Visitor, visitor_of
from design.plain_page import plain_page
from pages import own_requests

AT_ONCE = 10.0
"""Seconds of the processor that one network may ask of one worker process at once…"""
PER_SECOND = 0.25
"""…and for ever, each second."""
OF_A_DISTRICT = 4
"""How much more an IPv6 /48 may ask than the networks inside it."""
RETRY_SECONDS = 60
MOST_NETWORKS = 20_000
"""Networks remembered at a time; beyond that the one heard of longest ago is forgotten."""
_TOO_FAST = (
    "Mở trang quá nhanh",
    "Có quá nhiều yêu cầu từ chỗ của bà con trong chốc lát. Xin chờ một phút rồi thử lại.",
)


class Debts:
    """What each network owes, in seconds; it melts by `PER_SECOND`."""

    def __init__(self) -> None:
        self._owed: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, network: str, now: float) -> float:
        """What a network owes by now."""
        owed, since = self._owed.get(network, (0.0, now))
        return max(0.0, owed - (now - since) * PER_SECOND * _share(network))

    def add(self, network: str, seconds: float, now: float) -> None:
        """So much more."""
        with self._lock:
            self._owed[network] = self.of(network, now) + seconds, now
            self._owed.move_to_end(network)
            if len(self._owed) > MOST_NETWORKS:
                self._owed.popitem(last=False)


def _share(network: str) -> int:
    return OF_A_DISTRICT if network.endswith("/48") else 1


debts = Debts()


class FairShareMiddleware:
    """Stands behind the kept pages and before everything that costs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin_prefix = f"/{settings.ADMIN_PATH}"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or 429 to a network in debt; who is signed in owes nothing."""
        visitor = visitor_of(request)
        if not settings.FAIR_SHARE or self.is_free(request, visitor):
            return self.get_response(request)
        now = time.monotonic()
        if any(debts.of(name, now) >= AT_ONCE * _share(name) for name in visitor.networks):
            return refusal(request)
        began = time.thread_time()
        try:
            return self.get_response(request)
        finally:
            if not _is_signed_in(request):
                for name in visitor.networks:
                    debts.add(name, time.thread_time() - began, now)

    def is_free(self, request: HttpRequest, visitor: Visitor) -> bool:
        """The machine itself, what the site asks of itself, and the admin, which has limits of its own."""
        is_here = visitor.address is None or visitor.address.is_loopback
        return (
            is_here
            or own_requests.is_own(request)
            or request.path_info.startswith(self.admin_prefix)
        )


def refusal(request: HttpRequest) -> HttpResponseBase:
    """What a network in debt reads; it needs no database."""
    response = plain_page(request, 429, _TOO_FAST)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_signed_in(request: HttpRequest) -> bool:
    """Without asking the database: only where the answer needed to know."""
    person = getattr(request, "_cached_user", None)
    return person is not None and bool(person.is_authenticated)

"""How fast one network may report views, held in memory: a flood is refused before it costs a query.

Token buckets, one per network and worker process. An IPv4 address, which may stand for a whole office
or a mobile carrier, may send sixty at once and two a second for as long as it likes; IPv6 networks in
steps. Each process counts for itself, so the real limits are these times the number of processes;
what counts as a view is bounded exactly, by `visits.caps`.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

MOST_SENDERS = 20_000
"""Senders remembered at a time; beyond that the one heard of longest ago is forgotten."""


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class RateLimit:
    """Allows `burst` events at once and `per_second` for ever."""

    def __init__(self, burst: float, per_second: float) -> None:
        self.burst = burst
        self.per_second = per_second
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, sender: str, now: float | None = None) -> bool:
        """Whether `sender` may pass; counts the attempt. `now` is in seconds of a steady clock."""
        now = time.monotonic() if now is None else now
        with self._lock:
            bucket = self._buckets.pop(sender, None) or _Bucket(self.burst, now)
            self._buckets[sender] = bucket
            if len(self._buckets) > MOST_SENDERS:
                self._buckets.popitem(last=False)
            refill = (now - bucket.filled_at) * self.per_second
            bucket.tokens = min(self.burst, bucket.tokens + refill)
            bucket.filled_at = now
            if bucket.tokens < 1:
                return False
            bucket.tokens -= 1
            return True

    def forget(self) -> None:
        """Start afresh."""
        with self._lock:
            self._buckets.clear()


_line = RateLimit(burst=60, per_second=2)
_district = RateLimit(burst=240, per_second=8)
_LIMITS = {"32": _line, "64": _line, "56": _line, "48": _district}
"""By the length of the network; a /64 and the /56 around it are different senders."""


def allows(networks: Iterable[str]) -> bool:
    """Whether a visitor in these networks (narrowest first) may report now; counts the attempt."""
    return all(
        _LIMITS[network.rpartition("/")[2]].allows(network) for network in networks if network
    )


def forget() -> None:
    """Start afresh."""
    _line.forget()
    _district.forget()

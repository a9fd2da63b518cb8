"""Which referring hosts are printed: a report that is signed names nobody whom a forger named.

Anybody can send any referrer. A host is printed when it is well known, when somebody reviewed it, or
when readers from several networks came from it on each of several days; never when it is on the list of
referrer spam or says itself what it sells. The others are one row, with their number.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, Sum

from visits.arrivals import DIRECT, OTHER_REFERRERS
from visits.models import ReviewedHost, SourceTally, Unit
from visits.spam_hosts import spam_hosts

FEWEST_DAYS = 2
FEWEST_NETWORKS = 2
"""On each of those days: networks of two days cannot be told apart, so they are not added up."""
NOT_SHOWN = "Các trang khác, chưa đủ căn cứ để nêu tên"
LABELS = {DIRECT: "Mở thẳng, không qua trang nào", OTHER_REFERRERS: NOT_SHOWN}

_WELL_KNOWN = re.compile(
    r"(^|\.)(google\.[a-z.]{2,6}|facebook\.com|fb\.com|zalo\.me|zaloapp\.com|bing\.com|coccoc\.com"
    r"|duckduckgo\.com|yahoo\.com|youtube\.com|tiktok\.com|chatgpt\.com|[a-z0-9-]+\.gov\.vn"
    r"|chinhphu\.vn|baochinhphu\.vn|vov\.vn|vtv\.vn|nhandan\.vn|vietnamplus\.vn)$"
)
_SELLS = re.compile(
    r"casino|nhacai|nha-cai|soikeo|keonhacai|bongda\d|xoso\d|xo-so|lode|lo-de|nohu|no-hu|tai-?xiu|danhbac"
    r"|\bbet[\d.-]|bet\d|\dbet|slot|poker|baccarat|jackpot|xoilac|cakhia|(club|win|bet|vip|top)\d{2,}|\d{2,}(bet|win|club|vip)"
    r"|viagra|porn|sex|escort|seo-?(offer|traffic)|backlink|free-?traffic|vay-?tien|vaytien"
)


@dataclass(frozen=True, slots=True)
class Host:
    """A host as the review shows it: days on which several networks named it, most networks of a day."""

    name: str
    views: int
    days: int
    networks: int
    is_printed: bool
    why: str
    is_reviewed: bool = False


def printed_rows(site_id: int, rows: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Pairs of (host, views) with those that may not be named put together at the end."""
    known = {host.name: host for host in hosts(site_id, [name for name, _ in rows])}
    shown = [
        (name, views) for name, views in rows if name == DIRECT or _may_be_named(known.get(name))
    ]
    rest = sum(views for _, views in rows) - sum(views for _, views in shown)
    return [*shown, (OTHER_REFERRERS, rest)] if rest else shown


def hosts(site_id: int, names: Iterable[str] | None = None) -> list[Host]:
    """The hosts named on this site, most views first, each with the verdict on it; three queries at most."""
    rows = SourceTally.objects.filter(
        site_id=site_id, kind=SourceTally.Kind.REFERRER, unit=Unit.DAY
    ).exclude(name__in=[DIRECT, OTHER_REFERRERS])
    if names is not None:
        rows = rows.filter(name__in=names)
    reviewed = dict(ReviewedHost.objects.filter(site_id=site_id).values_list("host", "is_printed"))
    several = Q(networks__gte=FEWEST_NETWORKS)
    sums = rows.values_list("name").annotate(
        sum=Sum("views"), days=Count("start", filter=several), most=Max("networks")
    )
    return sorted(
        (
            _judged(name, views, days, networks, reviewed.get(name))
            for name, views, days, networks in sums
        ),
        key=lambda h: (-h.views, h.name),
    )


def is_spam(host: str) -> bool:
    """Whether a host, or one above it, is on the list, or says in its name what it sells."""
    parts = host.split(".")
    above = {".".join(parts[n:]) for n in range(len(parts) - 1)}
    return bool(above & spam_hosts()) or _SELLS.search(host) is not None


def _judged(name: str, views: int, days: int, networks: int, review: bool | None) -> Host:
    def host(is_printed: bool, why: str) -> Host:
        return Host(name, views, days, networks, is_printed, why, review is not None)

    if review is not None:
        return host(review, "Đã có người xem xét")
    if is_spam(name):
        return host(False, "Có tên trong danh sách quảng cáo rác")
    if _WELL_KNOWN.search(name):
        return host(True, "Trang nhiều người biết")
    if days >= FEWEST_DAYS:
        return host(True, "Nhiều người, nhiều ngày")
    return host(False, "Chưa đủ nhiều người trong nhiều ngày")


def _may_be_named(host: Host | None) -> bool:
    return host is not None and host.is_printed

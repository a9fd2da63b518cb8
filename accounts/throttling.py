"""Slows down the guessing of passwords.

Five failures for one name from one network, twenty from one network whatever the name, or sixty from
one line (IPv6 /48), close the sign-in for a quarter of an hour. The name alone never locks: anybody
could shut the chairman out. django-axes keeps the attempts; this module says what counts
(docs/decisions/011).
"""

import unicodedata
from ipaddress import IPv6Address

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, Sum
from django.shortcuts import render
from django.utils import timezone

from accounts.visitors import visitor_of

FAILURES_FOR_A_NAME = 5
FAILURES_FROM_A_NETWORK = 20
FAILURES_FROM_A_LINE = 60
LONGEST_NAME = 150


class Throttle(AxesDatabaseHandler):
    """Counts all three ways, and forgets after a success only what belongs to that name."""

    def get_failures(self, request, credentials=None):
        """Failures on the scale of `FAILURES_FOR_A_NAME`, the worst of the counts."""
        named, from_network = map(_failures, self.get_user_attempts(request, credentials))
        from_line = _failures(_attempts_from_line(request))
        return max(
            named,
            from_network * FAILURES_FOR_A_NAME // FAILURES_FROM_A_NETWORK,
            from_line * FAILURES_FOR_A_NAME // FAILURES_FROM_A_LINE,
        )

    def reset_user_attempts(self, request, credentials=None):
        """One's own success does not wipe out attempts on other names."""
        own = self.filter_user_attempts(request, credentials)[0]
        return own.delete()[0]


def counted_name(request, credentials=None):
    """The name as it is counted: "Giang ", "GIANG" and "Ｇｉａｎｇ" are tries at one account."""
    given = (credentials or {}).get("username") or (request.POST.get("username") if request else "")
    return plain_name(given or "")


def plain_name(name):
    """Without width, capitals, blanks and signs that nobody sees."""
    folded = unicodedata.normalize("NFKC", str(name)[: 4 * LONGEST_NAME]).casefold()
    seen = (sign for sign in folded if unicodedata.category(sign)[0] not in "CZ")
    return "".join(seen)[:LONGEST_NAME]


def locked_out(request, response=None, credentials=None):
    """The answer while the sign-in is closed: what happened, and what to do."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    page = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    return page


def forget(username):
    """Open the sign-in for a name again at once; returns how many attempts were forgotten."""
    return AccessAttempt.objects.filter(username=plain_name(username)).delete()[0]


def _failures(attempts):
    return attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def _attempts_from_line(request):
    """Attempts from the /48 of an IPv6 address; none for IPv4, which has no such steps."""
    networks = visitor_of(request).networks
    if len(networks) == 1:
        return AccessAttempt.objects.none()
    first = networks[-1].partition("/")[0]
    groups = [group.lstrip("0") or "0" for group in IPv6Address(first).exploded.split(":")[:3]]
    within = Q(ip_address=first) | Q(ip_address__startswith=f"{':'.join(groups)}:")
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(within, attempt_time__gte=since)

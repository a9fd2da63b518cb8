"""Slows down the guessing of passwords.

Five failures for one name from one address, or twenty from one address whatever the name, close
the sign-in for a quarter of an hour. The name alone never locks: anybody could shut the chairman
out. django-axes keeps the attempts; this module says what counts (docs/decisions/011).
"""

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.shortcuts import render

FAILURES_FOR_A_NAME = 5
FAILURES_FROM_AN_ADDRESS = 20


class Throttle(AxesDatabaseHandler):
    """Counts both ways, and forgets after a success only what belongs to that name."""

    def get_failures(self, request, credentials=None):
        """Failures on the scale of `FAILURES_FOR_A_NAME`, the worse of the two counts."""
        named, from_address = (
            attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(named, from_address * FAILURES_FOR_A_NAME // FAILURES_FROM_AN_ADDRESS)

    def reset_user_attempts(self, request, credentials=None):
        """One's own success does not wipe out attempts on other names."""
        own = self.filter_user_attempts(request, credentials)[0]
        return own.delete()[0]


def locked_out(request, response=None, credentials=None):
    """The answer while the sign-in is closed: what happened, and what to do."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    page = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    return page


def forget(username):
    """Open the sign-in for a name again at once; returns how many attempts were forgotten."""
    return AccessAttempt.objects.filter(username=username).delete()[0]

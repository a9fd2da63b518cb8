"""Accounts that nobody has used for 45 days are locked (TCVN 14423:2026).

The timer does it every night, and signing in checks it too, so that a broken timer opens nothing.
The last administrator who can still sign in is never locked: somebody must be able to unlock.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.log_actions import log


def is_idle(user, now=None):
    """Whether the account has not been used for `IDLE_DAYS` days."""
    limit = (now or timezone.now()) - timedelta(days=settings.IDLE_DAYS)
    return user.last_used < limit


def may_be_locked(user):
    """False for the only administrator left."""
    others = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return not user.is_superuser or others.exists()


def lock(user, now=None):
    """Switch the account off and say so in the audit log."""
    user.is_active = False
    user.locked_at = now or timezone.now()
    user.save(update_fields=["is_active", "locked_at"])
    log(
        instance=user, action="accounts.locked_idle", data={"last_used": user.last_used.isoformat()}
    )


def lock_idle_accounts(now=None, dry_run=False):
    """Lock every idle account; returns the people concerned, in the order of their names."""
    active = get_user_model().objects.filter(is_active=True).order_by("username")
    idle = []
    for user in active:
        if is_idle(user, now) and may_be_locked(user):
            idle.append(user)
            if not dry_run:
                lock(user, now)
    return idle

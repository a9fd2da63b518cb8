"""Sessions of the people who work here: whose they are, and how long they last.

Eight hours from the last work, twelve from the sign-in. What a tab sends by itself is no work
(`accounts.work`), and a reader's request on a public page moves nothing. `SESSION_SAVE_EVERY_REQUEST`
writes back the whole session that a request read, so a request that changed nothing (the editor's
pings, autosave) would undo what another stored meanwhile: a preview, a message, the report of an
import. Here such a request moves the date only.
"""

from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

LONGEST = timedelta(hours=12)
"""From the sign-in, whatever is done (ASVS 5.0, 7.3.2)."""
SIGN_IN = "_sign_in"
"""Key of `{"at": seconds since 1970, "device": …, "address": …}`, kept by `remember_sign_in`."""


def remember_sign_in(session, device, address):
    """Called when somebody has just signed in."""
    session[SIGN_IN] = {"at": timezone.now().timestamp(), "device": device, "address": address}


class SessionStore(DatabaseStore):
    """Django's sessions in a table that knows whose they are; the name is what `SESSION_ENGINE` asks for."""

    is_work = True
    """Set by `accounts.work`: whether the request is something that a person did in the admin."""
    _kept_until = None

    @classmethod
    def get_model_class(cls):
        """The table with the owner's column."""
        from accounts.models import Session

        return Session

    def save(self, must_create=False):
        """Everything where something changed, else only the hour at which the session ends."""
        if must_create or self.modified or self.session_key is None:
            super().save(must_create)
            return
        if not self.is_work:
            return
        kept = self.model.objects.filter(session_key=self.session_key)
        if not kept.update(expire_date=self.get_expiry_date()):
            raise UpdateError  # ended meanwhile, by signing out elsewhere

    def create_model_instance(self, data):
        """The row, with what the list of one's own sessions shows."""
        row = super().create_model_instance(data)
        sign_in = data.get(SIGN_IN, {})
        row.user_id = data.get(SESSION_KEY)
        row.device, row.address = sign_in.get("device", ""), sign_in.get("address") or None
        row.signed_in_at = _moment(sign_in)
        if self._kept_until and not self.is_work:
            row.expire_date = self._kept_until
        return row

    def get_expiry_date(self, **kwargs):
        """Eight hours from now, but no more than twelve from the sign-in."""
        ends = super().get_expiry_date(**kwargs)
        signed_in_at = _moment(self.get(SIGN_IN, {}))
        return min(ends, signed_in_at + LONGEST) if signed_in_at else ends

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        self._kept_until = row.expire_date if row else None
        return row


def _moment(sign_in):
    return (
        datetime.fromtimestamp(sign_in["at"], timezone.get_current_timezone()) if sign_in else None
    )

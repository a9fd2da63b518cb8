"""Sessions whose eight hours count from the last action, without the losses that Django's way has.

`SESSION_SAVE_EVERY_REQUEST` writes back the whole session that a request read, so a request that
changed nothing (the editor's pings, autosave) undoes what another stored meanwhile: a preview, a
message, the report of an import. Here such a request moves the date only.
"""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """Django's sessions in the database; the name is what `SESSION_ENGINE` asks for."""

    def save(self, must_create=False):
        """Everything where something changed, else only the hour at which the session ends."""
        if must_create or self.modified or self.session_key is None:
            super().save(must_create)
            return
        kept = self.model.objects.filter(session_key=self.session_key)
        if not kept.update(expire_date=self.get_expiry_date()):
            raise UpdateError  # ended meanwhile, by signing out elsewhere

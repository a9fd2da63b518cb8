"""Letters wait on the disk until the mail server takes them: a server that hangs holds up no reader.

One file per letter in DATA_DIR/outbox. A thread of its own tries at once, the job "outbox" again and
again, for three days; then the letter is laid aside and health tells of it. Where the disk takes
nothing any more, the letter goes out directly: it may be the one that says so.
"""

import json
import logging
import os
import secrets
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from pages.alone import alone

logger = logging.getLogger(__name__)
LONGEST_SECONDS = 3 * 86_400


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend: lays letters down and comes back at once."""

    def send_messages(self, messages):
        """How many are laid down, or went out directly."""
        count = 0
        for message in messages:
            if not message.recipients():
                continue
            try:
                _lay_down(message)
            except OSError:
                count += real(fail_silently=self.fail_silently).send_messages([message]) or 0
            else:
                count += 1
        if count:
            threading.Thread(target=_try_now, name="outbox", daemon=True).start()
        return count


def real(**options):
    """The connection that really sends."""
    return get_connection(settings.OUTBOX_BACKEND, **options)


class _Letter:
    """A letter from the disk, as much of one as Django's SMTP backend asks for."""

    encoding = "utf-8"

    def __init__(self, path):
        head, _, self.body = path.read_bytes().partition(b"\n")
        envelope = json.loads(head)
        self.from_email, self._to, self.laid = envelope["from"], envelope["to"], envelope["at"]

    def recipients(self):
        return self._to

    def message(self):
        return self

    def as_bytes(self, **_):
        return self.body


def send_waiting():
    """Try every letter that waits; stops at the first that the server does not take. Gives how many went."""
    sent = 0
    with alone(_lock_file()) as first:
        for path in sorted(folder().glob("*.thu")) if first else ():
            letter = _Letter(path)
            try:
                with real() as connection:
                    connection.send_messages([letter])
            except Exception as error:  # refused, away, hanging: the next time again
                logger.warning("letter waits: %s", type(error).__name__)
                if time.time() - letter.laid > LONGEST_SECONDS:
                    _give_up(path)
                    continue
                raise
            path.unlink()
            sent += 1
    return sent


def oldest():
    """When the oldest waiting letter was laid down, or None."""
    stamps = [int(path.name.partition("-")[0]) for path in folder().glob("*.thu")]
    return datetime.fromtimestamp(min(stamps) / 1e9, UTC) if stamps else None


def given_up():
    """How many letters were laid aside."""
    return sum(1 for _ in (folder() / "bo").glob("*.thu"))


def folder():
    """Where letters wait; they hold links to set passwords, so nobody else may read them."""
    return Path(settings.DATA_DIR) / "outbox"


def _lay_down(message):
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    envelope = {"from": message.from_email, "to": message.recipients(), "at": time.time()}
    path = folder() / f"{time.time_ns()}-{secrets.token_hex(4)}.thu"
    draft = path.with_suffix(".moi")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(
            json.dumps(envelope).encode() + b"\n" + message.message().as_bytes(linesep="\r\n")
        )
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


def _give_up(path):
    (folder() / "bo").mkdir(mode=0o700, exist_ok=True)
    path.rename(folder() / "bo" / path.name)


def _try_now():
    try:
        send_waiting()
    except Exception:  # a job tries again every five minutes and tells of it
        logger.info("letters wait for the next time")


def _lock_file():
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    return (folder() / "lock").open("w")

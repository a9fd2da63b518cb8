"""A request has an end: what takes longer is stopped, not only left alone by the web server.

Gunicorn's own limit sees only that a worker still lives; a request in one of its threads could go on for
ever. A thread beside them looks every second. It first raises `DeadlineError` inside the late request,
which undoes its transaction like any error; what does not even notice that (a call into C that never
comes back) takes the worker along, and gunicorn starts another.
"""

import ctypes
import logging
import os
import signal
import threading
import time

from django.conf import settings

from portal import errors

logger = logging.getLogger(__name__)

GRACE = 15.0
"""Seconds to notice it, before the worker goes."""
LOOKS_EVERY = 1.0


class DeadlineError(BaseException):
    """No `Exception`, so that nobody who goes on after whatever error goes on after this."""


class DeadlineMiddleware:
    """Notes which thread answers what, and since when."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.admin_prefix = f"/{settings.ADMIN_PATH}"

    def __call__(self, request):
        """The answer, or 503 where it came too late."""
        in_admin = request.path_info.startswith(self.admin_prefix)
        _watch.begin(settings.STAFF_SECONDS if in_admin else settings.READER_SECONDS)
        try:
            return self.get_response(request)
        except DeadlineError:
            logger.exception("deadline")
            return errors.plain_page(request, 503)
        finally:
            _watch.end()


class _Watch:
    """The requests under way: `{thread: [moment at which it must end, whether it was told]}`."""

    def __init__(self):
        self.under_way = {}
        self.lock = threading.Lock()
        self.process = None

    def begin(self, seconds):
        if self.process != os.getpid():
            self._start()
        self.under_way[threading.get_ident()] = [time.monotonic() + seconds, False]

    def end(self):
        """Under the lock: nothing is raised in this thread once it is through."""
        thread = threading.get_ident()
        with self.lock:
            known = self.under_way.pop(thread, None)
            if known and known[1]:
                _raise_in(thread, None)

    def look(self):
        """End what is late; whether some request did not even notice."""
        now = time.monotonic()
        with self.lock:
            for thread, entry in list(self.under_way.items()):
                until, was_told = entry
                if was_told and now > until + GRACE:
                    return True
                if not was_told and now > until:
                    entry[1] = True
                    _raise_in(thread, DeadlineError)
        return False

    def _start(self):
        """Once in each process: a thread does not come along through a fork."""
        with self.lock:
            if self.process != os.getpid():
                self.process = os.getpid()
                self.under_way.clear()
                threading.Thread(target=self._run, name="deadline", daemon=True).start()

    def _run(self):
        while True:
            time.sleep(LOOKS_EVERY)
            if self.look():
                logger.error("deadline: the worker goes")
                os.kill(os.getpid(), signal.SIGTERM)
                return


def _raise_in(thread, error):
    """CPython's way to raise in another thread, at its next step; None takes it back."""
    what = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)


_watch = _Watch()

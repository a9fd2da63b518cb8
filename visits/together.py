"""Views that arrive at nearly the same time are written in one transaction, by one thread per process.

A view waits until the transaction that holds it is committed, and only then is acknowledged: nothing
is buffered that could be lost. The wait is a few milliseconds; it saves most of what a transaction
costs, and request threads need no database connection of their own.
"""

import os
import queue
import threading
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress

from django.db import DatabaseError, connections

from visits.counting import Showing, count_views

GATHERING_SECONDS = 0.004
"""How long the first view waits for company."""
MOST_AT_ONCE = 64
PATIENCE_SECONDS = 8
"""After so long the browser is asked to come again, with the same id."""


class Writer:
    """One thread that counts for all request threads of this process."""

    def __init__(self):
        self._arrived = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._process = self._thread = None

    def count(self, showing):
        """Count one view with whatever company it finds; its `Outcome`.

        Raises DatabaseError or OSError when it could not be counted.
        """
        return self._wait_for(showing)

    def do(self, work):
        """Let the thread do `work()`, a transaction of its own; raises what it raises."""
        self._wait_for(work)

    def _wait_for(self, task):
        self._start()
        future = Future()
        self._arrived.put((task, future))
        try:
            return future.result(timeout=PATIENCE_SECONDS)
        except TooLate:
            raise DatabaseError("Chưa đến lượt được ghi") from None

    def _start(self):
        """A process that was forked after the start has no thread yet, and another's queue."""
        if self._is_at_work():
            return
        with self._starting:
            if not self._is_at_work():
                self._arrived = queue.SimpleQueue()
                self._thread = threading.Thread(target=self._work, name="view-writer", daemon=True)
                self._thread.start()
                self._process = os.getpid()

    def _is_at_work(self):
        return self._process == os.getpid() and self._thread.is_alive()

    def _work(self):
        while True:
            batch = self._gather()
            _leave_old_connections()
            self._count([pair for pair in batch if isinstance(pair[0], Showing)])
            for work, future in batch:
                if not isinstance(work, Showing):
                    _fulfil([future], lambda work=work: [work()])

    def _count(self, waiting):
        if waiting:
            showings, futures = zip(*waiting, strict=True)
            _fulfil(futures, lambda: count_views(list(showings)))

    def _gather(self):
        batch = [self._arrived.get()]
        time.sleep(GATHERING_SECONDS)
        while len(batch) < MOST_AT_ONCE:
            try:
                batch.append(self._arrived.get_nowait())
            except queue.Empty:
                break
        return batch


def _fulfil(futures, work):
    """Hand each of `futures` its part of what `work()` returns, or all of them what it raises."""
    try:
        results = work()
    except BaseException as error:
        for future in futures:
            future.set_exception(error)
    else:
        for future, result in zip(futures, results, strict=True):
            future.set_result(result)


def _leave_old_connections():
    """As Django does between two requests; a connection that cannot even be closed is not our trouble."""
    for connection in connections.all(initialized_only=True):
        with suppress(DatabaseError):
            connection.close_if_unusable_or_obsolete()


writer = Writer()

"""Views that arrive at nearly the same time are written in one transaction, by one thread per process.

A view waits until the transaction that holds it is committed, and only then is acknowledged: nothing
is buffered that could be lost. The wait is a few milliseconds; it saves most of what a transaction
costs, and request threads need no database connection of their own.
"""

import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from functools import partial
from typing import Any, TypeAlias

from django.db import DatabaseError, connections

from visits.counting import count_views
from visits.showings import Outcome, Showing

Task: TypeAlias = Showing | Callable[[], None]
Waiting: TypeAlias = "Future[Any]"
GATHERING_SECONDS = 0.004
"""How long the first view waits for company."""
MOST_AT_ONCE = 64
PATIENCE_SECONDS = 8
"""After so long the browser is asked to come again, with the same id."""


class Writer:
    """One thread that counts for all request threads of this process."""

    def __init__(self) -> None:
        self._arrived: queue.SimpleQueue[tuple[Task, Waiting]] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._process: int | None = None
        self._thread: threading.Thread | None = None

    def count(self, showing: Showing) -> Outcome:
        """Count one view with whatever company it finds; its `Outcome`.

        Raises DatabaseError or OSError when it could not be counted.
        """
        outcome: Outcome = self._wait_for(showing)
        return outcome

    def do(self, work: Callable[[], None]) -> None:
        """Let the thread do `work()`, a transaction of its own; raises what it raises."""
        self._wait_for(work)

    def _wait_for(self, task: Task) -> Any:
        self._start()
        future: Waiting = Future()
        self._arrived.put((task, future))
        try:
            return future.result(timeout=PATIENCE_SECONDS)
        except TooLate:
            raise DatabaseError("Chưa đến lượt được ghi") from None

    def _start(self) -> None:
        """A process that was forked after the start has no thread yet, and another's queue."""
        if self._is_at_work():
            return
        with self._starting:
            if not self._is_at_work():
                self._arrived = queue.SimpleQueue()
                self._thread = threading.Thread(target=self._work, name="view-writer", daemon=True)
                self._thread.start()
                self._process = os.getpid()

    def _is_at_work(self) -> bool:
        thread = self._thread if self._process == os.getpid() else None
        return thread is not None and thread.is_alive()

    def _work(self) -> None:
        while True:
            batch = self._gather()
            _leave_old_connections()
            self._count([(task, one) for task, one in batch if isinstance(task, Showing)])
            for task, future in batch:
                if not isinstance(task, Showing):
                    _fulfil([future], partial(_done, task))

    def _count(self, waiting: list[tuple[Showing, Waiting]]) -> None:
        if waiting:
            showings, futures = zip(*waiting, strict=True)
            _fulfil(futures, lambda: count_views(list(showings)))

    def _gather(self) -> list[tuple[Task, Waiting]]:
        batch = [self._arrived.get()]
        time.sleep(GATHERING_SECONDS)
        while len(batch) < MOST_AT_ONCE:
            try:
                batch.append(self._arrived.get_nowait())
            except queue.Empty:
                break
        return batch


def _done(work: Callable[[], None]) -> Sequence[object]:
    work()
    return [None]


def _fulfil(futures: Sequence[Waiting], work: Callable[[], Sequence[object]]) -> None:
    """Hand each of `futures` its part of what `work()` returns, or all of them what it raises."""
    try:
        results = work()
    except BaseException as error:
        for future in futures:
            future.set_exception(error)
    else:
        for future, result in zip(futures, results, strict=True):
            future.set_result(result)


def _leave_old_connections() -> None:
    """As Django does between two requests; a connection that cannot even be closed is not our trouble."""
    for connection in connections.all(initialized_only=True):
        with suppress(DatabaseError):
            connection.close_if_unusable_or_obsolete()


writer = Writer()

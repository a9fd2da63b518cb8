"""One thread writes for many; whoever waits hears what became of his own view."""

import threading
from types import SimpleNamespace

import pytest
from django.db import DatabaseError

from visits import together
from visits.showings import Outcome, Showing


def _showing(number):
    return Showing(1, number, ("",), "x")


@pytest.fixture
def batches(monkeypatch):
    """What is counted together, without a database."""
    seen = []

    def count_views(showings):
        seen.append([one.page_id for one in showings])
        if any(one.page_id == 99 for one in showings):
            raise DatabaseError("hỏng")
        return [Outcome.RELOAD if one.page_id % 2 else Outcome.COUNTED for one in showings]

    monkeypatch.setattr(together, "count_views", count_views)
    monkeypatch.setattr(together, "connections", SimpleNamespace(all=lambda **_: []))
    monkeypatch.setattr(together, "GATHERING_SECONDS", 0.2)
    return seen


def test_views_that_come_together_are_written_together_and_each_hears_its_own(batches):
    writer, said = together.Writer(), {}
    threads = [
        threading.Thread(target=lambda n=n: said.update({n: writer.count(_showing(n))}))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {n: Outcome.RELOAD if n % 2 else Outcome.COUNTED for n in range(8)}
    assert len(batches) <= 2


def test_a_failure_is_raised_where_the_view_waits_and_the_next_one_is_counted(batches):
    writer = together.Writer()
    with pytest.raises(DatabaseError):
        writer.count(_showing(99))
    assert writer.count(_showing(2)) is Outcome.COUNTED


def test_other_work_is_done_by_the_same_thread(batches):
    names = []
    writer = together.Writer()
    writer.do(lambda: names.append(threading.current_thread().name))
    assert names == ["view-writer"]


def test_whoever_waits_too_long_is_told_to_come_again(batches, monkeypatch):
    monkeypatch.setattr(together, "PATIENCE_SECONDS", 0.01)
    with pytest.raises(DatabaseError):
        together.Writer().count(_showing(2))

"""Something breaks while people read and write: what they notice, and that it comes back by itself.

Each drill prints its figures (`pytest -s`): requests sent, answered well, told to come back, lost.
"""

import os
import signal
import time

import pytest

from tests.ops.load import Readers
from tests.ops.stack import other_clock

KNOWN = ["/", "/tin-tuc/", "/tin-tuc/chuyen-doi-so/xa-ta-lung-day-manh-cong-tac-cchc/"]
UNCACHED = ["/tim-kiem/?q=xa", "/khong-co-trang-nay/"]


@pytest.fixture(autouse=True)
def _all_well(stack):
    """Every drill begins with warm caches and ends with a site that answers everything."""
    for path in KNOWN * 2:
        assert stack.curl(path)[0] == 200
    yield
    _until_well(stack)


def _until_well(stack, seconds=30):
    until = time.monotonic() + seconds
    while True:
        codes = [stack.curl(path)[0] for path in [*KNOWN, "/tim-kiem/?q=xa"]]
        if codes == [200] * len(codes):
            return
        assert time.monotonic() < until, codes
        time.sleep(0.5)


def _report(name, *readers):
    print(f"\n{name}: " + " | ".join(reader.summary for reader in readers))  # noqa: T201
    for reader in readers:
        assert reader.outcomes["wrong"] == 0, reader.unknown
        assert reader.outcomes["lost"] == 0, reader.unknown


def _titles(stack):
    return stack.shell(
        "from news.models import ArticlePage as A; print(A.objects.filter(title__startswith='Diễn tập').count())"
    )


def test_postgresql_stops_and_starts(stack):
    with Readers(stack, KNOWN) as known, Readers(stack, UNCACHED, count=2, pause=0.6) as unknown:
        time.sleep(2)
        stack.stop_database()
        time.sleep(8)
        away = dict(known.outcomes)
        stack.start_database()
        time.sleep(6)
    _report("PostgreSQL dừng 8 giây", known, unknown)
    assert known.outcomes["told"] == 0  # pages that were read before stay readable
    assert unknown.outcomes["told"] > 0
    assert known.outcomes["ok"] > away["ok"]


def test_postgresql_crashes_and_no_saved_edit_is_lost(stack):
    saved = 0
    with Readers(stack, KNOWN) as known:
        for number in range(4):
            done = stack.manage(
                "shell", "-v0", "-c",
                "from news.models import *; s = SectionPage.objects.get(slug='tin-tuc');"
                f"s.add_child(instance=ArticlePage(title='Diễn tập {number}'))",
                check=False,
            )  # fmt: skip
            saved += done.returncode == 0
            if number == 1:
                stack.stop_database("immediate")
                stack.start_database()
    _report("PostgreSQL chết đột ngột", known)
    assert saved >= 3
    assert int(_titles(stack).split()[-1]) == saved


def test_redis_stops_and_starts(stack):
    with Readers(stack, KNOWN) as known, Readers(stack, UNCACHED, count=2, pause=0.6) as unknown:
        time.sleep(2)
        stack.kill("redis", signal.SIGTERM)
        time.sleep(6)
        stack.start_redis()
        time.sleep(7)
    _report("Redis dừng 6 giây", known, unknown)
    assert known.outcomes["told"] == unknown.outcomes["told"] == 0 or unknown.outcomes["ok"] > 0


def test_a_worker_is_killed(stack):
    with (
        Readers(stack, KNOWN) as known,
        Readers(stack, ["/tim-kiem/"], count=1, pause=0.6) as unknown,
    ):
        for _ in range(3):
            time.sleep(1)
            os.kill(stack.workers()[0], signal.SIGKILL)
        time.sleep(4)
    print(f"\nkill -9 ba lần: {known.summary} | {unknown.summary}")  # noqa: T201
    assert known.outcomes["wrong"] == known.outcomes["lost"] == 0
    assert unknown.outcomes["ok"] > unknown.outcomes["wrong"]
    assert len(stack.workers()) == 2


def test_the_site_is_restarted(stack):
    with Readers(stack, KNOWN) as known:
        time.sleep(1)
        stack.kill("app", signal.SIGTERM)
        stack.start_app()
        time.sleep(2)
    _report("khởi động lại trang", known)
    assert known.outcomes["told"] == 0


def test_nginx_is_reloaded(stack):
    with Readers(stack, KNOWN) as known:
        for _ in range(5):
            time.sleep(1)
            stack.processes["nginx"].send_signal(signal.SIGHUP)
        time.sleep(1)
    _report("nginx nạp lại 5 lần", known)
    assert known.outcomes["told"] == 0


def test_the_clock_is_stepped_and_a_change_still_shows_at_once(stack):
    clock = other_clock("-400d")
    if clock is None:
        pytest.skip("Máy này thiếu libfaketime. Cài: apt install faketime")
    stack.kill("app", signal.SIGTERM)
    stack.clock = clock
    try:
        stack.start_app()
        before = stack.curl("/tin-tuc/?a=1")[2].decode()
        stack.shell(
            "from news.models import *; s = SectionPage.objects.get(slug='tin-tuc');"
            "s.add_child(instance=ArticlePage(title='Bài sau khi đồng hồ lùi'))"
        )
        after = stack.curl("/tin-tuc/?a=1")[2].decode()
    finally:
        stack.kill("app", signal.SIGTERM)
        stack.clock = {}
        stack.start_app()
    assert "Bài sau khi đồng hồ lùi" not in before
    assert "Bài sau khi đồng hồ lùi" in after

"""Promises 1, 4 and 7 on real processes: exact under load, after kill -9, beside a locked database.

`pytest tests/visits/test_drills.py -rP` shows the figures of each drill.
"""

import hashlib
import logging
import os
import secrets
import threading
import time
from collections import Counter
from contextlib import closing
from itertools import cycle, islice
from urllib.parse import urljoin

import pytest

from tests.patience import until
from tests.visits.throwaway_portal import Reader, ThrowawayPortal, make_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

CLIENTS = 50
VIEWS = int(os.environ.get("DRILL_VIEWS", "2000"))
"""Enough for every way in which two processes can meet; `DRILL_VIEWS=10000` for the whole drill."""
ROUNDS = int(os.environ.get("DRILL_ROUNDS", "3"))
BEFORE_KILL = 200
"""Views acknowledged in a round before the processes are killed."""
TRIES = 240
"""Half seconds in which a portal that is told to be busy must have found the time to count."""
_log = logging.getLogger(__name__)


@pytest.fixture(scope="module")
def portal(tmp_path_factory, django_db_setup, django_db_blocker):
    folder = tmp_path_factory.mktemp("portal")
    with django_db_blocker.unblock():
        database = make_database(folder)
    portal = ThrowawayPortal(folder, database)
    try:
        portal.fill()
        portal.start()
        yield portal
    finally:
        portal.kill()
        with django_db_blocker.unblock():
            database.drop()


def _one(portal, question):
    with closing(portal.database.connect()) as made:
        cursor = made.cursor()
        cursor.execute(question)
        return cursor.fetchone()[0]


_SUM = "SELECT coalesce(sum(views), 0) FROM visits_"
_LEVELS = [
    *(
        f"{_SUM}{table} WHERE unit = '{unit}'"
        for table in ("pagetally", "sitetally")
        for unit in "HDMY"
    ),
    f"{_SUM}pagetotal",
    f"{_SUM}sourcetally WHERE unit = 'D' AND kind = 'device'",
]
"""The same figure on its way up: page hours, days, months, years, totals, site, devices."""


def _counted(portal):
    """Counted views; every level must say the same."""
    (total,) = {int(_one(portal, question)) for question in _LEVELS}
    return total


def _address(number):
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


_numbers = iter(range(1, 2**24))


def _in_parallel(work, parts):
    threads = [threading.Thread(target=work, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_thousands_of_views_by_fifty_clients_are_counted_to_the_last(portal):
    before = _counted(portal)
    statuses = Counter()
    numbers = list(islice(_numbers, VIEWS))

    def read(part):
        reader, own = Reader(portal), Counter()
        for number in part:
            url = portal.urls[number % len(portal.urls)]
            if number % 50 == 0 or url not in tokens:
                tokens[url] = reader.token(url)
            own[_until_counted(reader, tokens[url], _address(number))] += 1
        statuses.update(own)

    tokens = {}
    _in_parallel(read, [numbers[n::CLIENTS] for n in range(CLIENTS)])
    assert statuses == {204: VIEWS}
    assert any(Reader(portal).comes_from_the_cache(portal.urls[0]) for _ in range(8))
    counted = _counted(portal) - before
    _log.warning("%s: %d acknowledged, %d counted", portal.database.vendor, VIEWS, counted)
    assert counted == VIEWS


def _until_counted(reader, token, address, view_id=None):
    """Send a view as the script does, again with the same id when told to; the last status."""
    view_id = view_id or secrets.token_hex(16)
    for _ in range(TRIES):
        status = reader.view(token, view_id, address)
        if status in (200, 204, 400, 403, 413):
            return status
        time.sleep(0.5)
    return status


def test_kill_nine_in_mid_load_loses_no_acknowledged_view_and_doubles_none(portal):
    before = _counted(portal)
    tokens = [Reader(portal).token(url) for url in portal.urls]
    sent, acknowledged = {}, set()
    for number in range(1, ROUNDS + 1):
        _load_and_kill(portal, tokens, sent, acknowledged)
        stored = _stored_ids(portal) & set(sent)
        lost, doubled = len(acknowledged - stored), _counted(portal) - before - len(stored)
        _log.warning(
            "%s, round %d: %d sent, %d acknowledged, %d stored, %d lost, %d counted twice",
            portal.database.vendor, number, len(sent), len(acknowledged), len(stored), lost, doubled,
        )  # fmt: skip
        assert (lost, doubled) == (0, 0)
        portal.start()
    _send_again(portal, sent)
    assert _counted(portal) - before == len(sent)


def _load_and_kill(portal, tokens, sent, acknowledged):
    """Sixteen clients report views; in the midst of it, with enough to lose, all processes are killed."""
    enough = len(acknowledged) + BEFORE_KILL
    stop = threading.Event()
    work = _reporting(portal, tokens, sent, acknowledged, stop)
    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    try:
        until(lambda: len(acknowledged) >= enough, pause=0.01)
    finally:
        portal.kill()
        stop.set()
        for thread in threads:
            thread.join()


def _reporting(portal, tokens, sent, acknowledged, stop):
    def work():
        reader = Reader(portal, timeout=5)
        for token in cycle(tokens):
            if stop.is_set():
                return
            view_id, address = secrets.token_hex(16), _address(next(_numbers))
            sent[view_id] = (token, address)
            if reader.view(token, view_id, address) == 204:
                acknowledged.add(view_id)

    return work


def _send_again(portal, sent):
    """Every view once more, with its id: the lost ones now count, the others stay as they are.

    Who is told to come back (503) does so, as the script on the page does.
    """
    answers = Counter()

    def read(part):
        reader = Reader(portal)
        for view_id in part:
            token, address = sent[view_id]
            answers[_until_counted(reader, token, address, view_id)] += 1

    ids = list(sent)
    _in_parallel(read, [ids[n::16] for n in range(16)])
    assert set(answers) == {204}
    _log.warning("all %d sent again with their ids", len(ids))


def _stored_ids(portal):
    with closing(portal.database.connect()) as made:
        cursor = made.cursor()
        cursor.execute("SELECT view_id FROM visits_seenview")
        return {row[0] for row in cursor.fetchall()}


def test_pages_show_beside_a_locked_database_and_the_view_counts_when_it_is_free_again(portal):
    before = _counted(portal)
    reader, view_id = Reader(portal), secrets.token_hex(16)
    token, address = reader.token(portal.urls[0]), _address(next(_numbers))
    statuses, page_times = [], []
    with closing(portal.database.connect()) as locking:
        cursor = locking.cursor()
        cursor.execute("BEGIN IMMEDIATE" if portal.database.vendor == "sqlite" else "BEGIN")
        if portal.database.vendor == "postgresql":
            cursor.execute("LOCK TABLE visits_sitetally IN SHARE MODE")
        deadline = time.monotonic() + 6
        senders = threading.Thread(
            target=lambda: [
                statuses.append(Reader(portal).view(token, view_id, address)) for _ in range(3)
            ]
        )
        senders.start()
        while time.monotonic() < deadline:
            started = time.monotonic()
            # an address that the page cache does not know: the page is made anew
            assert reader.page(urljoin(portal.urls[1], f"/tim-kiem/?q=lan+{started}"))[0] == 200
            page_times.append(time.monotonic() - started)
            time.sleep(0.3)
        senders.join()
        cursor.execute("ROLLBACK")
    assert set(statuses) == {503}
    # Each was made while the lock was held; none waited for it, which would show in all of them.
    assert min(page_times) < 2
    assert _until_counted(reader, token, address, view_id) == 204
    assert _counted(portal) - before == 1


@pytest.mark.postgres_only
def test_a_server_that_is_away_for_a_while_costs_no_view(portal):
    before = _counted(portal)
    reader, view_id = Reader(portal), secrets.token_hex(16)
    token, address = reader.token(portal.urls[0]), _address(next(_numbers))
    assert all(Reader(portal).page(portal.urls[0])[0] == 200 for _ in range(12))
    portal.database.close_door()
    try:
        # Told to come back, or cut off where a line was idle: never taken and forgotten.
        assert Reader(portal).view(token, view_id, address) in (503, 0)
        # A process that has just begun may not have the page yet; the others show it.
        assert any(Reader(portal).page(portal.urls[0])[0] == 200 for _ in range(20))
    finally:
        portal.database.open_door()
    assert _until_counted(Reader(portal), token, address, view_id) == 204
    assert _counted(portal) - before == 1


def test_no_address_no_user_agent_and_no_key_is_found_in_dump_wal_or_logs(portal):
    address, user_agent = (
        "203.0.113.199",
        "Mozilla/5.0 (Linux; Android 10; MayRiengBiet77) Mobile Safari",
    )
    reader = Reader(portal)
    token = reader.token(portal.urls[0])
    assert _until_counted_as(reader, token, address, user_agent) == 204
    reader.view(token, "sai", address, user_agent)
    reader.view("1-1:gia", None, address, user_agent)
    reader.view(token, None, address, f"{user_agent} Googlebot/2.1")
    for _ in range(30):
        reader.view(token, None, address, user_agent)
    (key_file,) = (portal.folder / "private").glob("visitor-key-*")
    key = key_file.read_bytes()
    needles = [
        address.encode(), b"MayRiengBiet77", key, key.hex().encode(),
        hashlib.sha256(address.encode()).hexdigest().encode(), hashlib.md5(address.encode()).hexdigest().encode(),  # noqa: S324
    ]  # fmt: skip
    places = dict(_places(portal))
    assert "dump" in places
    assert sum(map(len, places.values())) > 100_000
    hits = [(name, needle) for name, text in places.items() for needle in needles if needle in text]
    size = sum(map(len, places.values()))
    _log.warning("%d places, %d bytes searched: %d hits", len(places), size, len(hits))
    assert hits == []


def _until_counted_as(reader, token, address, user_agent):
    for _ in range(TRIES):
        status = reader.view(token, None, address, user_agent)
        if status not in (429, 503):
            return status
        time.sleep(0.5)
    return status


def _places(portal):
    """Everything that is written down: files of the portal but the key's, dump, write-ahead log."""
    for path in portal.folder.rglob("*"):
        if path.is_file() and path.parent.name != "private":
            yield str(path.relative_to(portal.folder)), path.read_bytes()
    with closing(portal.database.connect()) as made:
        if portal.database.vendor == "sqlite":
            yield "dump", "\n".join(made.iterdump()).encode()
        else:
            yield "dump", _postgres_dump(portal)
            cursor = made.cursor()
            cursor.execute("SELECT name FROM pg_ls_waldir()")
            for (name,) in cursor.fetchall():
                cursor.execute("SELECT pg_read_binary_file('pg_wal/' || %s)", [name])
                yield f"pg_wal/{name}", bytes(cursor.fetchone()[0])


def _postgres_dump(portal):
    """Every row of every table as text, as a dump holds it."""
    with closing(portal.database.connect()) as made:
        cursor = made.cursor()
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        text = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - names from the catalogue
            text += [row[0] for row in cursor.fetchall()]
        return "\n".join(text).encode()

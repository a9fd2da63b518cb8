import stat
from concurrent.futures import ProcessPoolExecutor
from datetime import date

import pytest

from visits import daily_key

TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)


@pytest.fixture
def folder(settings):
    return settings.DATA_DIR / "private"


def _forget():
    daily_key._held.clear()


def _key_in_a_new_process(folder):
    from django.test import override_settings

    _forget()
    with override_settings(DATA_DIR=folder):
        return daily_key.key_for(TODAY)


def test_the_key_is_32_random_bytes_that_only_this_user_reads(folder):
    day, key = daily_key.key_for(TODAY)
    (path,) = folder.glob("visitor-key-*")
    assert (day, len(key)) == (TODAY, 32)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_restart_within_the_day_keeps_the_key():
    before = daily_key.key_for(TODAY)
    _forget()
    assert daily_key.key_for(TODAY) == before


def test_all_processes_share_one_key(settings):
    with ProcessPoolExecutor(4) as processes:
        keys = set(processes.map(_key_in_a_new_process, [settings.DATA_DIR] * 16))
    assert len(keys) == 1


def test_at_midnight_the_old_key_is_destroyed_and_a_new_one_made(folder):
    _, old = daily_key.key_for(TODAY)
    day, new = daily_key.key_for(TOMORROW)
    assert (day, new != old) == (TOMORROW, True)
    assert [path.read_bytes() for path in folder.glob("visitor-key-*")] == [new]


def test_a_clock_that_steps_back_over_midnight_keeps_the_newer_key():
    daily_key.key_for(TODAY)
    newer = daily_key.key_for(TOMORROW)
    assert daily_key.key_for(TODAY) == newer
    _forget()
    assert daily_key.key_for(TODAY) == newer


def test_a_key_from_a_clock_that_was_far_ahead_is_dropped(folder):
    _, wrong = daily_key.key_for(date(2030, 1, 1))
    _, key = daily_key.key_for(TODAY)
    assert key != wrong
    assert len(list(folder.glob("visitor-key-*"))) == 1


def test_a_draft_left_by_a_kill_is_cleared_away(folder):
    folder.mkdir(parents=True)
    (folder / "visitor-key-draft").write_bytes(b"half")
    daily_key.key_for(TODAY)
    assert [path.name for path in folder.glob("visitor-key-*")] == ["visitor-key-2026-11-24"]

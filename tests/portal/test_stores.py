import pytest
from django.core.cache.backends.redis import RedisCache

from portal import forgiving_cache
from portal.env import BadEnvironment
from portal.forgiving_cache import ForgivingRedisCache
from portal.stores import caches, database


def test_sqlite_waits_and_writes_ahead_instead_of_answering_locked():
    options = database("sqlite:////tmp/portal.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_gets_no_options_of_sqlite_and_keeps_those_of_its_address():
    found = database("postgres://portal:mat-khau@127.0.0.1:5432/portal?sslmode=require")
    assert found["ENGINE"].endswith("postgresql")
    assert found["OPTIONS"] == {"options": "-c random_page_cost=1.1", "sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://a@b/c", "portal.sqlite3", "postgres://a@b:cong/c"])
def test_another_kind_of_database_is_refused_with_an_example(url):
    with pytest.raises(BadEnvironment, match="DATABASE_URL.*Ví dụ đúng"):
        database(url)


def test_without_redis_each_process_remembers_for_itself():
    assert {kind["BACKEND"].rpartition(".")[2] for kind in caches("").values()} == {"LocMemCache"}


def test_another_kind_of_cache_is_refused_with_an_example():
    with pytest.raises(BadEnvironment, match="CACHE_URL.*Ví dụ đúng"):
        caches("memcached://127.0.0.1")


@pytest.fixture
def away():
    """The cache of a Redis that does not answer."""
    options = caches("redis://127.0.0.1:1/0")["default"]
    forgiving_cache._away["until"] = 0.0
    yield ForgivingRedisCache(options["LOCATION"], {"OPTIONS": options["OPTIONS"]})
    forgiving_cache._away["until"] = 0.0


def test_a_redis_that_is_away_is_an_empty_cache_and_no_error(away):
    away.set("a", 1)
    away.set_many({"b": 2})
    assert away.get("a", "không có") == "không có"
    assert away.get_many(["a", "b"]) == {}
    assert away.get_or_set("c", lambda: 3) == 3
    assert (away.add("a", 1), away.incr("a")) == (True, 1)
    assert [away.has_key("a"), away.touch("a"), away.delete("a"), away.clear()] == [False] * 4
    away.delete_many(["a"])


def test_a_redis_that_is_away_is_not_waited_for_at_every_turn(away, monkeypatch):
    away.get("a")
    asked = []
    monkeypatch.setattr(RedisCache, "get", lambda *args: asked.append(1))
    away.get("a")
    assert not asked
    later = forgiving_cache.time.monotonic() + forgiving_cache.PATIENCE
    monkeypatch.setattr(forgiving_cache.time, "monotonic", lambda: later)
    away.get("a")
    assert asked

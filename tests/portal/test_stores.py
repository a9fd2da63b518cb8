import pytest

from portal.env import BadEnvironment
from portal.stores import cache, database


def test_sqlite_waits_and_writes_ahead_instead_of_answering_locked():
    options = database("sqlite:////tmp/portal.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_gets_no_options_of_sqlite():
    found = database("postgres://portal:mat-khau@127.0.0.1:5432/portal")
    assert found["ENGINE"].endswith("postgresql")
    assert not found.get("OPTIONS")


@pytest.mark.parametrize("url", ["mysql://a@b/c", "portal.sqlite3", "postgres://a@b:cong/c"])
def test_another_kind_of_database_is_refused_with_an_example(url):
    with pytest.raises(BadEnvironment, match="DATABASE_URL.*Ví dụ đúng"):
        database(url)


def test_without_redis_each_process_remembers_for_itself():
    assert cache("")["BACKEND"].endswith("LocMemCache")


def test_another_kind_of_cache_is_refused_with_an_example():
    with pytest.raises(BadEnvironment, match="CACHE_URL.*Ví dụ đúng"):
        cache("memcached://127.0.0.1")

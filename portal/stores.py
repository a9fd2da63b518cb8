"""Where rows and cached answers are kept, from one address each."""

import dj_database_url

from portal.env import refuse

# SQLite answers "database is locked" under load with Django's defaults and never with these
# (measured: IMMEDIATE transactions, WAL, a 20 s wait).
_SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
        "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
    ),
}
_DATABASE_EXAMPLE = "postgres://portal:mat-khau@127.0.0.1:5432/portal"
_CACHE_EXAMPLE = "redis://127.0.0.1:6379/1"


def database(url):
    """Django's settings for a SQLite or PostgreSQL address."""
    if not url.startswith(("sqlite:", "postgres:", "postgresql:")):
        refuse("DATABASE_URL", url.partition(":")[0] + ":…", _DATABASE_EXAMPLE)
    try:
        settings = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError:  # not shown: the address holds a password
        refuse("DATABASE_URL", "…", _DATABASE_EXAMPLE)
    if url.startswith("sqlite:"):
        settings["OPTIONS"] = _SQLITE_OPTIONS
    return settings


def caches(url):
    """Django's settings for a Redis address; without one, each process remembers for itself.

    `default` never fails, `shared` says when the server is away, `pages` is in each process.
    """
    if not url:
        memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        return {"default": memory, "shared": memory, "pages": _page_cache()}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        refuse("CACHE_URL", url.partition(":")[0] + ":…", _CACHE_EXAMPLE)
    redis = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        # A server that is away must not hold up every request for the system's own minutes.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
    forgiving = redis | {"BACKEND": "portal.forgiving_cache.ForgivingRedisCache"}
    return {"default": forgiving, "shared": redis, "pages": _page_cache()}


def _page_cache():
    """Whole pages stay in each process, also where a Redis is shared (docs/decisions/061).

    Memory is faster than any server; `pages.generation` is what the processes must agree on.
    """
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    }

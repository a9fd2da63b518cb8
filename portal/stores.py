"""Where rows, cached answers and files are kept, from one address each."""

import importlib.util
import re
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_database_url

from portal.env import BadEnvironment, refuse

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
# The default of 4 is for turning disks. With it the planner reads whole tables of words from end to
# end: with 20,000 articles a search for rare words took 308 ms, with this 28.
_POSTGRESQL_OPTIONS = {"options": "-c random_page_cost=1.1"}
_DATABASE_EXAMPLE = "postgres://portal:mat-khau@127.0.0.1:5432/portal"
BUCKET_EXAMPLE = "s3://KHOA:MAT-KHAU@kho.tinh.gov.vn/xa-tan-lap"
_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_CACHE_EXAMPLE = "redis://127.0.0.1:6379/1"


class StoreAwayError(OSError):
    """The bucket of pictures and files does not answer, or refuses us: it passes, nothing is gone."""


def database(url):
    """Django's settings for a SQLite or PostgreSQL address."""
    if not url.startswith(("sqlite:", "postgres:", "postgresql:")):
        refuse("DATABASE_URL", url.partition(":")[0] + ":…", _DATABASE_EXAMPLE)
    try:
        settings = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError:  # not shown: the address holds a password
        refuse("DATABASE_URL", "…", _DATABASE_EXAMPLE)
    own = _SQLITE_OPTIONS if url.startswith("sqlite:") else _POSTGRESQL_OPTIONS
    settings["OPTIONS"] = settings.get("OPTIONS", {}) | own
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


def media(url):
    """Django's settings for the storage of pictures and files: the disk, or a bucket.

    `s3://KEY:SECRET@HOST[:PORT]/BUCKET[?region=REGION][&tls=false]`; signs in key and secret that
    an address cannot hold are percent-encoded (RFC 3986 §2.1).
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    options = _bucket(url)
    if importlib.util.find_spec("storages") is None:
        raise BadEnvironment(
            "MEDIA_STORE cần thêm thư viện: pip install --require-hashes -r requirements/s3.txt"
        )
    return {"BACKEND": "portal.media_store.BucketStorage", "OPTIONS": options}


def _bucket(url):
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        refuse("MEDIA_STORE", "…", BUCKET_EXAMPLE)
    query, bucket = dict(parse_qsl(parts.query)), parts.path.strip("/")
    scheme = {"true": "https", "false": "http"}.get(query.pop("tls", "true"))
    region = query.pop("region", None)
    known = parts.scheme == "s3" and parts.username and parts.password and parts.hostname
    if not known or not scheme or query or not _BUCKET_NAME.fullmatch(bucket):
        refuse("MEDIA_STORE", "…", BUCKET_EXAMPLE)  # not shown: the address holds a secret
    return {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "endpoint_url": f"{scheme}://{parts.hostname}{port}",
        "bucket_name": bucket,
        "region_name": region,
        "addressing_style": "path",
        "file_overwrite": False,
        "default_acl": None,
    }

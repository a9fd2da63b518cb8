"""Hosts that are named as referrers only to be clicked on or printed.

Two lists count: the short one that comes with the site, and the whole of a maintained one, which the
operator loads (`load_spam_hosts`). The site fetches nothing from outside by itself.
"""

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

SHIPPED = Path(__file__).parent / "spam_hosts.txt"
_HOST = re.compile(r"(?=.{4,100}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
_NEVER = re.compile(r"(^|\.)(gov\.vn|chinhphu\.vn|google\.com|facebook\.com|zalo\.me)$")
"""A list that names these is not a list of spam: nothing of it is taken."""


class BadListError(ValueError):
    """The list cannot be meant; the message, in Vietnamese, says which line and why."""


def loaded() -> Path:
    """Where the operator's list is kept."""
    return Path(settings.DATA_DIR) / "spam_hosts.txt"


def spam_hosts() -> frozenset[str]:
    """Both lists; the operator's is read again when it has changed."""
    try:
        stamp = os.stat(loaded()).st_mtime_ns
    except OSError:
        stamp = 0
    return _both(stamp)


def load(lines: Iterable[str]) -> int:
    """Put the operator's list in place, all or nothing; how many hosts it names."""
    hosts = sorted(set(_checked(lines)))
    if not hosts:
        raise BadListError("Tệp không có tên trang nào. Mỗi dòng là một tên, ví dụ spam.example")
    new = loaded().with_suffix(".new")
    new.write_text("\n".join([*hosts, ""]), encoding="utf-8")
    new.replace(loaded())
    return len(hosts)


def _checked(lines: Iterable[str]) -> Iterable[str]:
    for number, line in enumerate(lines, 1):
        host = line.strip().lower()
        if not host or host.startswith("#"):
            continue
        if not host.isascii():
            host = _ascii(host)
        if not _HOST.fullmatch(host):
            raise BadListError(f"Dòng {number} không phải tên trang: {line.strip()[:60]}")
        if _NEVER.search(host):
            raise BadListError(f"Dòng {number} nêu {host}: đây không phải danh sách quảng cáo rác.")
        yield host


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""


@lru_cache(maxsize=1)
def _both(stamp: int) -> frozenset[str]:
    files = [SHIPPED, loaded()] if stamp else [SHIPPED]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))

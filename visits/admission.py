"""Which reports of a view are let in.

The cheap questions come first: a flood ends here, before a signature is checked or a row is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from visits import rate_limit


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818 - reads as what happened
    """A request that gets an error status; `reason` is for the person who tries it out."""

    status: int
    reason: str


def require_own_page(environ: Mapping[str, Any], host: str) -> None:
    """The report must come from a page of this very host. Raises `Refused` (403)."""
    site = environ.get("HTTP_SEC_FETCH_SITE")
    # Browsers from before 2020 send no Sec-Fetch-Site; some send no Origin with their own page.
    claimed = environ.get("HTTP_ORIGIN") or environ.get("HTTP_REFERER")
    is_own = site in (None, "same-origin") and (
        (claimed is None and site == "same-origin")
        or (claimed is not None and urlsplit_or_none(claimed) == host)
    )
    if not is_own:
        raise Refused(403, "Lượt xem phải được gửi từ chính trang này.")


def require_calm(networks: Iterable[str]) -> None:
    """Not more reports than an office full of people makes. Raises `Refused` (429)."""
    if not rate_limit.allows(networks):
        raise Refused(429, "Gửi quá nhanh. Xin chờ một phút.")


def urlsplit_or_none(url: str) -> str | None:
    """The host and port of an address; None where it is none."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return None

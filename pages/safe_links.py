"""Which addresses may stand in a text that is published."""

import re
from urllib.parse import urljoin, urlsplit

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
LOCAL_HOSTS = {"localhost", "127.0.0.1"}


def safe_href(href: str, base: str = "") -> str:
    """An address that may be published, or nothing: no files, scripts or anchors."""
    try:
        address = urljoin(base, re.sub(r"[\x00-\x20]+", "", href)) if base else href.strip()
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in SAFE_SCHEMES or host in LOCAL_HOSTS:
        return ""
    return address if host or parts.scheme.lower() in {"mailto", "tel"} else ""

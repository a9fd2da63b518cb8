"""Smaller on the way: pages that are kept for many readers are compressed once, not per reader.

Only public, secret-free answers are compressed, so that nothing can be guessed from their length
(BREACH). Sources: RFC 9110 §12.5.3; brotli is used where the library is installed.
"""

import gzip
from functools import lru_cache

from django.http import HttpRequest, HttpResponse

try:
    import brotli
except ImportError:  # a smaller install; gzip does nearly as well
    brotli = None

SMALLEST = 400
"""Bytes below which compressing gains nothing."""
_KINDS = ("text/", "application/xml", "application/rss", "application/atom", "application/json",
          "application/manifest", "application/javascript", "image/svg")  # fmt: skip


def accepted(request: HttpRequest) -> str:
    """`br`, `gzip` or the empty string: the best that the reader's browser takes."""
    offered = request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    names = {
        part.partition(";")[0].strip()
        for part in offered.split(",")
        if "q=0" not in part or "q=0." in part
    }
    if brotli and "br" in names:
        return "br"
    return "gzip" if "gzip" in names else ""


def encode(response: HttpResponse, encoding: str) -> None:
    """Compress the answer's body in place where that is worth it."""
    kind = response.headers.get("Content-Type", "")
    if not encoding or len(response.content) < SMALLEST or not kind.startswith(_KINDS):
        return
    if response.has_header("Content-Encoding"):
        return
    response.content = _compressed(response.content, encoding)
    response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(response.content))


@lru_cache(maxsize=64)
def _compressed(body: bytes, encoding: str) -> bytes:
    """Remembered: a kept page in which no number has moved is sent as it was sent before."""
    if encoding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=5))
    return gzip.compress(body, compresslevel=6, mtime=0)

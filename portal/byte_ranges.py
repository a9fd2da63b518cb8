"""Parts of a file: what lets a listener jump to the tenth minute of a recording.

iPhones play no sound at all from a server that cannot do it. One range a request is answered; any
other form gets the whole file, which RFC 9110 §14.2 allows.
"""

import re

from django.http import HttpResponse, StreamingHttpResponse

_ONE_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
PIECE = 64 * 1024
"""Bytes read at a time."""


def asked_range(request, size, etag=""):
    """`(first, last)` of a file of `size` bytes, `"none"` where there is no such part, else None.

    A part of another version of the file (If-Range) would spoil it: then the whole is sent.
    """
    found = _ONE_RANGE.match(request.headers.get("Range", "").strip())
    if request.method != "GET" or not found or not any(found.groups()):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:
        first, last = max(0, size - int(last)), size - 1
    else:
        first, last = int(first), min(int(last) if last else size - 1, size - 1)
        if found[2] and int(found[2]) < first:
            return None  # not a range at all
    return (first, last) if first <= last else "none"


def partial_answer(file, part, size, content_type):
    """206 with that part of the file, or 416 where there is no such part."""
    if part == "none":
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = part
    response = StreamingHttpResponse(_pieces(file, first, last), status=206)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Length"] = str(last - first + 1)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _pieces(file, first, last):
    """From a bucket only that part is fetched; a film is never copied for each jump."""
    if hasattr(file, "obj"):
        stream = file.obj.get(Range=f"bytes={first}-{last}")["Body"]
        yield from stream.iter_chunks(PIECE)
        return
    with file.open("rb") as opened:
        opened.seek(first)
        left = last - first + 1
        while left and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


class WholeFileHeadersMiddleware:
    """Says of every whole file that parts of it may be asked for; takes back what is untrue.

    Wagtail 7.4's `sendfile` writes the word "None" as the encoding of a file that has none
    (`wagtail/utils/sendfile.py`); to be undone when that is gone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Complete the answer's headers."""
        response = self.get_response(request)
        if response.headers.get("Content-Encoding") == "None":
            del response.headers["Content-Encoding"]
        if response.streaming and response.status_code == 200:
            response.headers.setdefault("Accept-Ranges", "bytes")
        return response

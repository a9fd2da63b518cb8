"""Which names of a query an address reads; everything else is somebody's trail, or somebody's attack.

`/?x=1`, `/?x=2` … would each be made anew, at thirty times the cost of a kept page. A stranger is sent
to the address without what it does not read; that page is kept.
"""

from collections.abc import Callable, Container
from functools import wraps
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

View: TypeAlias = Callable[..., HttpResponseBase]


def without_unknown(request: HttpRequest, names: Container[str]) -> HttpResponseRedirect | None:
    """The redirect (302) to the same address with `names` only, each once; None where nothing else is asked.

    People who are signed in are left alone: previews and the admin hang names of their own on.
    """
    if request.method not in ("GET", "HEAD") or request.META.get("HTTP_COOKIE"):
        return None
    asked = request.GET.lists()
    if all(name in names and len(values) == 1 for name, values in asked):
        return None
    known = {name: values[-1] for name, values in request.GET.lists() if name in names}
    query = f"?{urlencode(known)}" if known else ""
    return HttpResponseRedirect(f"{request.path}{query}")


def reads(*names: str) -> Callable[[View], View]:
    """Wrap a view that reads nothing of the query but `names`."""

    def wrapped(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return without_unknown(request, names) or view(request, *args, **kwargs)

        return asked

    return wrapped

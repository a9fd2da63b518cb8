"""The address that pages report their views to, inside Django.

For signed-in staff, for tests and for servers without the fast lane; what is said and answered stands
in `visits.reception`.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from visits.counting import count_view
from visits.reception import Knock, answer


@csrf_exempt  # no session is used; the Origin is checked instead
def report_view(request: HttpRequest) -> HttpResponse:
    """A page was shown: POST from the script, GET from the picture for browsers without scripts."""
    knock = Knock(
        request.META, request.get_host(), request.read, request.GET, is_staff=_is_staff(request)
    )
    said = answer(knock, _Directly)
    response = HttpResponse(said.body, status=said.status)
    for name, value in said.headers:
        response.headers[name] = value
    if said.status == 405:
        response.headers["Allow"] = "GET, POST"
    # A refusal is no event: a flood of them must not fill the log, nor mail anybody's address.
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django marks its own like this
    return response


class _Directly:
    """Counts at once, in the request's own thread."""

    count = staticmethod(count_view)

    @staticmethod
    def do(work: Callable[[], None]) -> None:
        """Do it."""
        work()


def _is_staff(request: HttpRequest) -> bool:
    """Whether somebody is signed in; nobody but staff has an account."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated

"""Forms that no screen of the admin sends: an id that is no number, a field that is not there, and such.

Wagtail takes ids and fields out of a request as if they were always right, and fails where they are
not: found by a scanner, and by a form whose end was lost on the line. The sender gets a 400 that
says what to do; the log keeps the trace, in case the mistake is ours after all.
"""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.datastructures import MultiValueDictKeyError

from portal import errors

logger = logging.getLogger(__name__)

_NO_NUMBER = "expected a number but got"
"""Django's words where a text is looked up as an id."""

_TOO_LARGE = ("too large to convert to SQLite", "out of range")
"""The databases' words for a number with more figures than any column holds."""


class OddFormMiddleware:
    """Only for the admin, and only for these mistakes; everything else stays a failure."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Wagtail saves first and takes `next` for the name of a view afterwards: asked before."""
        if _is_for_the_admin(request) and "/" not in _way_back(request):
            return errors.bad_request(request)
        return None

    def process_exception(self, request, exception):
        """400 instead of 500."""
        if not (_is_for_the_admin(request) and _comes_from_the_sender(exception)):
            return None
        logger.warning("odd form: %s", request.path_info, exc_info=exception)
        return errors.bad_request(request)


def _is_for_the_admin(request):
    return request.path_info.startswith(f"/{settings.ADMIN_PATH}")


def _way_back(request):
    """The address to return to, as Wagtail reads it; any where none is given."""
    return request.POST.get("next") or request.GET.get("next") or "/"


def _comes_from_the_sender(exception):
    match exception:
        case MultiValueDictKeyError() | ValidationError():
            return True
        case KeyError():
            return exception.args == (ORDERING_FIELD_NAME,)
        case ValueError():
            return _NO_NUMBER in str(exception)
        case OverflowError() | DataError():
            return any(words in str(exception) for words in _TOO_LARGE)
    return False

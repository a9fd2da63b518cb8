"""Forms that no screen of the admin sends: an id that is no number, a field that is not there, and such.

Wagtail takes ids and fields out of a request as if they were always right, and fails where they are
not: found by a scanner, and by a form whose end was lost on the line. The sender gets a 400 that
says what to do; the log keeps the trace, in case the mistake is ours after all.
"""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.formsets import ORDERING_FIELD_NAME
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

from portal import errors

logger = logging.getLogger(__name__)

_NO_NUMBER = "expected a number but got"
"""Django's words where a text is looked up as an id."""


class OddFormMiddleware:
    """Only for the admin, and only for these mistakes; everything else stays a failure."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request, exception):
        """400 instead of 500."""
        in_admin = request.path_info.startswith(f"/{settings.ADMIN_PATH}")
        if not (in_admin and _comes_from_the_sender(request, exception)):
            return None
        logger.warning("odd form: %s", request.path_info, exc_info=exception)
        return errors.bad_request(request)


def _comes_from_the_sender(request, exception):
    match exception:
        case MultiValueDictKeyError() | ValidationError():
            return True
        case KeyError():
            return exception.args == (ORDERING_FIELD_NAME,)
        case NoReverseMatch():
            return "/" not in (request.POST.get("next") or request.GET.get("next") or "/")
        case ValueError():
            return _NO_NUMBER in str(exception)
    return False

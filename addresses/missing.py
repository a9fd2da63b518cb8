"""Counts addresses that are not there, so that editors can send their readers on."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from addresses.models import MissingAddress
from pages.own_requests import is_own
from pages.privacy import looks_personal

KEPT_DAYS = 90
MAX_PATHS_A_DAY = 300
"""Per site: a robot that tries addresses cannot fill the table."""
MAX_LENGTH = 200
_PROBES = re.compile(
    r"^/(wp-|wordpress|\.|cgi-bin|vendor/|phpmyadmin|xmlrpc|actuator|boaform|solr|owa/)|"
    r"\.(env|git|bak|sql|zip|gz|ini|yml|asp)$",
    re.IGNORECASE,
)
"""What robots look for on every site in the world; no reader ever meant them."""
_OWN_FILES = ("/static/", "/media/")


class MissingAddressMiddleware:
    """Notes a 404 that no redirect has helped; stands outside Wagtail's redirect middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.ignored = (*_OWN_FILES, f"/{settings.ADMIN_PATH}")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on, then look at the answer."""
        response = self.get_response(request)
        if response.status_code == 404 and request.method == "GET" and not is_own(request):
            path = request.get_full_path()
            if not path.startswith(self.ignored):
                _note_safely(path, request)
        return response


def _note_safely(path: str, request: HttpRequest) -> None:
    """A reader who is lost already must not meet an error 500 because of a report."""
    try:
        with transaction.atomic():
            note(path, Site.find_for_request(request))
    except DatabaseError:
        return


def note(path: str, site: Site | None) -> None:
    """Count `path` for today, unless a robot or somebody's number is in it."""
    path = Redirect.normalise_path(path)
    if site is None or len(path) > MAX_LENGTH or _PROBES.search(path) or looks_personal(path):
        return
    today = timezone.localdate()
    rows = MissingAddress.objects.filter(site=site, day=today)
    if rows.filter(path=path).update(times=F("times") + 1):
        return
    if rows.count() < MAX_PATHS_A_DAY:
        MissingAddress.objects.bulk_create(
            [MissingAddress(site=site, day=today, path=path)], ignore_conflicts=True
        )
    MissingAddress.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()

"""Views that are imported when first asked for."""

import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver
from django.views import View

from pages.late_views import late

COSTLY = ["docx", "holidays", "htmldate", "mammoth", "openpyxl", "trafilatura", "warcio"]
STARTED = f"""
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(*[name for name in {COSTLY} if name in sys.modules])
"""


def _plain(request, number):
    return HttpResponse(f"số {number}")


class _AsClass(View):
    greeting = ""

    def get(self, request):
        return HttpResponse(self.greeting)


def test_a_function_is_called_with_what_the_address_says():
    view = late(f"{__name__}._plain")
    assert view(RequestFactory().get("/"), number=3).content.decode() == "số 3"


def test_a_class_is_made_a_view_with_its_values():
    view = late(f"{__name__}._AsClass", greeting="chào")
    assert view(RequestFactory().get("/")).content.decode() == "chào"


def _patterns(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern.url_patterns)


def test_every_late_view_of_the_site_is_there_and_bears_no_mark_that_would_be_lost():
    views = [
        p.callback for p in _patterns(get_resolver().url_patterns) if hasattr(p.callback, "found")
    ]
    assert len(views) > 10
    assert not [view.found() for view in views if hasattr(view.found(), "csrf_exempt")]


def test_a_start_brings_in_no_costly_library():
    done = subprocess.run(
        [sys.executable, "-c", STARTED], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_a_path_that_leads_nowhere_says_so():
    with pytest.raises(ImportError):
        late("pages.late_views.nobody")(RequestFactory().get("/"))

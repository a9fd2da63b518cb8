"""The WSGI entry point that an application server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

_django = get_wsgi_application()

from operations import read_only  # noqa: E402 - they need the settings
from portal import security_headers  # noqa: E402 - Django is set up first
from visits import kept_views  # noqa: E402 - Django is set up first
from visits.fast_lane import FastLane  # noqa: E402 - Django is set up first

application = FastLane(
    _django,
    is_closed=read_only.is_on,
    keep=kept_views.keep,
    headers=security_headers.for_every_answer(),
)

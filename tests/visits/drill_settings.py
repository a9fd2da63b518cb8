"""Production, page cache and all, for drills on real processes; only static files need no collecting."""

from portal.settings.production import *  # noqa: F403 - settings are meant to be inherited whole
from portal.settings.production import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

"""For a developer's machine: tracebacks in the browser, no fingerprinted static files."""

from portal.settings.production import *  # noqa: F403 - settings are meant to be inherited whole
from portal.settings.production import STORAGES

DEBUG = True
PAGE_CACHE = False
FAIR_SHARE = False
SECURE_SSL_REDIRECT = False
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

"""Production for drills: real processes and a real database, with a page cache in front."""

from portal.settings.production import *  # noqa: F403 - settings are meant to be inherited whole
from portal.settings.production import MIDDLEWARE, STORAGES

MIDDLEWARE = ["tests.visits.page_cache.PageCacheMiddleware", *MIDDLEWARE]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

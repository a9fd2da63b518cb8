"""For the tests: production's behaviour, minus what is only slow (password hashing, manifests)."""

import os
import tempfile

_scratch = tempfile.mkdtemp(prefix="portal-test-")
os.environ.setdefault("DATA_DIR", _scratch)
os.environ.setdefault("SECRET_KEY", "khoa-chi-dung-de-chay-kiem-thu-khong-dung-o-noi-khac-0123456789")

from portal.settings.production import *  # noqa: E402, F403 - settings are meant to be inherited
from portal.settings.production import ALLOWED_HOSTS, STORAGES  # noqa: E402 - after os.environ

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver", "xa-khac.test"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PAGE_CACHE = False  # tests of the cache turn it on

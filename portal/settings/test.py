"""For the tests: production's behaviour, minus what is only slow (password hashing, manifests)."""

import os
import tempfile

# The tests never see this machine's own data: whatever the environment says, they get a folder of
# their own, which tests/conftest.py takes away. Only DATABASE_URL is left, through which `bin/test`
# names its PostgreSQL.
_scratch = tempfile.mkdtemp(prefix="portal-test-")
for name in (
    "ADMIN_NETWORKS", "ADMIN_PATH", "ALLOWED_HOSTS", "BACKUP_KEY_FILE", "BACKUP_OUTSIDE", "CACHE_URL", "CERTIFICATE_FILE", "EMAIL_FROM", "EMAIL_URL",
    "ERROR_MAIL", "HEARTBEAT_URL", "HOST", "METRICS_TOKEN", "HSTS_INCLUDE_SUBDOMAINS", "LOG_FILE", "MEDIA_STORE", "OFFLINE_READING", "PORT",
    "PUBLIC_URL", "SECOND_FACTOR", "SECURITY_CONTACT", "TIMERS", "TRUSTED_PROXIES",
):  # fmt: skip
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = _scratch
os.environ["SECRET_KEY"] = "chi-dung-khi-kiem-thu" * 3

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
FAIR_SHARE = False  # all tests ask from one network
READS_APART = False  # a child for each picture is dear; tests/pages/test_apart.py turns it on
IMPORTS_IN_BACKGROUND = False  # no other process sees the tests' database
WHITENOISE_USE_FINDERS = True  # no collectstatic before a test
WHITENOISE_AUTOREFRESH = True
READER_SECONDS = STAFF_SECONDS = 600  # a busy machine is no fault
AXES_ENABLED = False  # tests of the throttle turn it on; `client.login` gives no request

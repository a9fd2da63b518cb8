"""Production is the base of all settings; `dev` and `test` only loosen it.

What differs by machine comes from `portal.env`; what editors change is a site setting in the
admin; what is left here is the same on every install.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from portal import __version__, env, logs, mail, stores

# --- Machine ---------------------------------------------------------------------------------
BASE_DIR = env.BASE_DIR
DATA_DIR = env.data_dir()
PUBLIC_URL = env.public_url()
HTTPS = PUBLIC_URL.startswith("https://")
LISTEN_ADDRESS = env.listen_address()

VERSION = __version__
DEBUG = False
SECRET_KEY = env.secret_key(DATA_DIR)
ALLOWED_HOSTS = env.names(
    "ALLOWED_HOSTS",
    [urlsplit(PUBLIC_URL).hostname, "127.0.0.1", "localhost", "[::1]"],
    "xa.tinh.gov.vn,www.xa.tinh.gov.vn",
)
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", ["127.0.0.1", "::1"], "127.0.0.1,10.0.0.0/24")
ADMIN_PATH = env.admin_path()
ADMIN_NETWORKS = env.networks("ADMIN_NETWORKS", [], "113.160.0.0/16,2001:ee0::/32")
TIMERS_INSIDE = env.choice("TIMERS", "inside", ["inside", "outside"]) == "inside"

# --- Applications: the order is the dependency order, highest first ----------------------------
INSTALLED_APPS = [
    "portal",
    "operations",
    "demo",
    "legacy",
    "desk",
    "home",
    "news",
    "procedures",
    "events",
    "links",
    "visits",
    "search",
    "addresses",
    "offline",
    "pages",
    "design",
    "accounts.apps.AccountsConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.PortalUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "axes",
    "django_otp",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "portal.proxies.TrustedProxiesMiddleware",
    "portal.logs.RequestIdMiddleware",
    "portal.deadline.DeadlineMiddleware",
    "portal.byte_ranges.WholeFileHeadersMiddleware",
    "portal.page_cache.PageCacheMiddleware",
    "portal.security_headers.SecurityHeadersMiddleware",
    "portal.fair_share.FairShareMiddleware",
    "operations.health.HealthMiddleware",
    "portal.admin_access.AdminNetworksMiddleware",
    "portal.read_only.ReadOnlyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.request_limits.RequestLimitsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "accounts.work.WorkMiddleware",
    "accounts.devices.DeviceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.odd_forms.OddFormMiddleware",
    "addresses.missing.MissingAddressMiddleware",
    "accounts.gate.GateMiddleware",
    "pages.sites.SiteMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Data --------------------------------------------------------------------------------------
DATABASES = {
    "default": stores.database(
        env.text(
            "DATABASE_URL",
            f"sqlite:///{DATA_DIR / 'portal.sqlite3'}",
            "postgres://portal:mat-khau@127.0.0.1:5432/portal",
        )
    )
}
CACHE_URL = env.text("CACHE_URL", "", "redis://127.0.0.1:6379/1")
SHARED_CACHE = bool(CACHE_URL)
CACHES = stores.caches(CACHE_URL)
FAIR_SHARE = True  # what a stranger's network may cost (decision 223)
READS_APART = True  # pictures and workbooks are read in a child with bounds (decision 222)
IMPORTS_IN_BACKGROUND = True  # a Word file becomes a draft in a process of its own (decision 160)
PAGE_CACHE = True
PAGE_CACHE_SECONDS = 60  # view counts and "online now" on a kept page are at most this old
PAGE_CACHE_QUERY = {"trang", "thang"}  # only these names of a query lead to a kept page

# --- Backups: the key that opens them, and where copies go that outlive this machine --------------
BACKUP_KEY_FILE = env.text(
    "BACKUP_KEY_FILE",
    str(DATA_DIR / "private" / "backup-key"),
    "/var/lib/portal/private/backup-key",
)
BACKUP_OUTSIDE = env.names("BACKUP_OUTSIDE", [], "sftp://sao-luu@may-khac/xa-tan-lap")

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "portal.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# Sources as "app:pattern below the app's static folder"; see portal.bundles.
STATIC_BUNDLES = {
    "design/css/portal.css": ["design:design/css/[0-9]*.css"],
    "design/js/portal.js": [
        "pages:pages/[0-9]*.js",
        "procedures:procedures/*.js",
        "search:search/[0-9]*.js",
        "offline:offline/[0-9]*.js",
        "visits:visits/count.js",
        "visits:visits/reading.js",
    ],
}
# False takes reading without a signal away again, from devices that have it as well.
OFFLINE_READING = env.flag("OFFLINE_READING", True)
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": stores.media(env.text("MEDIA_STORE", "", stores.BUCKET_EXAMPLE)),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nothing asks for a file by its plain name
FILE_UPLOAD_PERMISSIONS = 0o640
# After so long a request is ended (portal.deadline): a reader's phone has gone by then; in the admin
# files are read and converted.
READER_SECONDS = 20
STAFF_SECONDS = 90
MAX_REQUEST_BYTES = 60 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page forms need more than Django's 1,000

# --- Wagtail -----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Trang thông tin điện tử"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "pages.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.image_forms.PortalImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jfif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024  # how many pixels: pages.image_kinds
WAGTAILIMAGES_MAX_IMAGE_PIXELS = (
    50_000_000  # what is decoded whole; more of a plain JPEG: pages.image_kinds
)
WAGTAILIMAGES_INDEX_PAGE_SIZE = 40
WAGTAILDOCS_DOCUMENT_MODEL = "pages.PortalDocument"
WAGTAILDOCS_EXTENSIONS = ["pdf", "doc", "docx", "xls", "xlsx", "odt", "ods", "mp3", "m4a", "mp4"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "audio/mpeg", "audio/mp4", "video/mp4"]
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = True
WAGTAILEMBEDS_FINDERS: list[object] = []  # nothing is fetched from outside while editing
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backend", "SEARCH_CONFIG": "simple"}}
TAGGIT_CASE_INSENSITIVE = True

# --- Accounts ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    # TCVN 14423:2026 asks for 14 characters where no second factor is used.
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.forms.SignInForm"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# Name and address together: nobody can lock the chairman out from elsewhere. The second, slower
# limit per address is in accounts.throttling.
AXES_HANDLER = "accounts.throttling.Throttle"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.counted_address"
AXES_USERNAME_CALLABLE = "accounts.throttling.counted_name"
AXES_LOCKOUT_CALLABLE = "accounts.throttling.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # the site's own audit log has what is needed
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
IDLE_DAYS = 45  # TCVN 14423:2026
# Roles marked in the admin must sign in with a second factor; off only for a trial over plain HTTP.
SECOND_FACTOR = env.flag("SECOND_FACTOR", HTTPS)
OTP_TOTP_ISSUER = urlsplit(PUBLIC_URL).hostname
OTP_TOTP_THROTTLE_FACTOR = 1
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
SESSION_ENGINE = "accounts.sessions"
SESSION_SAVE_EVERY_REQUEST = True  # the eight hours count from the last work, accounts.work
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True  # Wagtail's scripts find the token in the page
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

# --- Transport ---------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.flag("HSTS_INCLUDE_SUBDOMAINS", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # set by portal.security_headers, which scopes the admin's exception
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options comes from portal.security_headers
    "security.W005",  # names below the commune's are not always its own (docs/decisions/063)
    "security.W021",  # nor is the domain that a preload list would ask for
]

# --- Mail --------------------------------------------------------------------------------------
_mail = mail.server(env.text("EMAIL_URL", "", "smtps://ten:mat-khau@mail.tinh.gov.vn:465"))
# Letters wait on the disk: a mail server that hangs holds up nobody (operations.outbox).
OUTBOX_BACKEND = _mail.backend
EMAIL_BACKEND = "operations.outbox.OutboxBackend" if _mail.host else _mail.backend
EMAIL_HOST = _mail.host
EMAIL_PORT = _mail.port
EMAIL_HOST_USER = _mail.user
EMAIL_HOST_PASSWORD = _mail.password
EMAIL_USE_TLS = _mail.use_tls
EMAIL_USE_SSL = _mail.use_ssl
EMAIL_TIMEOUT = 10  # an editor's click must not hang on a dead mail server
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "trang-tin@localhost", "trang-tin@xa.tinh.gov.vn")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = f"[{PUBLIC_URL.partition('//')[2]}] "
WAGTAIL_PASSWORD_RESET_ENABLED = bool(_mail.host)  # no promise of a letter that never comes

# --- Logs and letters to the operator ------------------------------------------------------------
LOGGING = logs.configuration(env.text("LOG_FILE", "", "/var/log/portal/portal.log"))
ADMINS = [("", address) for address in env.names("ERROR_MAIL", [], "quan-tri@xa.tinh.gov.vn")]
CERTIFICATE_FILE = env.text(
    "CERTIFICATE_FILE", "/etc/portal/certificate.pem", "/etc/portal/certificate.pem"
)
HEARTBEAT_URL = env.text("HEARTBEAT_URL", "", "https://canh-bao.tinh.gov.vn/ping/ma-cua-xa")
METRICS_TOKEN = env.text("METRICS_TOKEN", "", "<chuỗi ngẫu nhiên dài>")
SECURITY_CONTACT = env.text("SECURITY_CONTACT", "", "an-ninh@tinh.gov.vn")

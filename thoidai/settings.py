"""Settings: strict values from the environment; every default runs on one machine with nothing installed.

Sections: the process, the wings, applications, signing in, requests, data, language and time, files, e-mail, logging.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from thoidai.environment import Environment
from thoidai.root_files import headers_of_files
from thoidai.sealing import mark

env = Environment()

# ── The process ───────────────────────────────────────────────────────────────────────────────────────
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
try:
    VAR_DIR.mkdir(mode=0o711, parents=True, exist_ok=True)  # a web server may pass to media and static files
except OSError as error:
    raise ImproperlyConfigured(f"VAR_DIR cannot be made: {error}") from None
# What our processes write (database, originals, caches, counters) is for themselves and their group: a backup.
os.umask(0o027)

# DEMO is what `make run` and the tests set: an open secret, demo accounts, plain http.
DEMO = env.flag("DEMO", default=False)
DEBUG = env.flag("DEBUG", default=False)
OPEN_SECRET = "demo-only-not-a-secret"  # noqa: S105  # nosec B105  # for the demo alone
SECRET_KEY = env.str("SECRET_KEY", default=OPEN_SECRET if DEMO else "").strip()
if not SECRET_KEY or (SECRET_KEY == OPEN_SECRET and not DEMO):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing. Set it to 50 random characters "
        "(python -c 'import secrets; print(secrets.token_urlsafe(50))'), or set DEMO=1 to try the demo."
    )
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"] if DEMO else [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is missing. Set it to the site's host names, separated by commas.")
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
# The canonical address of the site, without a final slash: feeds, sitemaps and structured data need it.
SITE_URL = env.origin("SITE_URL", default="http://127.0.0.1:8000" if DEMO else "https://thoidai.com.vn")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── The wings ─────────────────────────────────────────────────────────────────────────────────────────
# "all" on one machine, "desk" for the newsroom only, "magazine" for readers without the admin.
WING = env.choice("WING", default="all", among=("all", "desk", "magazine"))

# ── Applications ──────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "thoidai.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_prose_editor",
    "js_asset",
    "taggit",
    "accounts",
    "addresses",
    "articles",
    "newsroom",
    "organizations",
    "outbox",
    "pagecache",
    "pages",
    "photos",
    "readership",
    "search",
]
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.Brake",
    "accounts.backends.StaffBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.UnlikeOwnNamesValidator"},
    {"NAME": "accounts.passwords.LongEnoughValidator"},
    {"NAME": "accounts.passwords.UncommonValidator"},
    {"NAME": "accounts.passwords.NotOnlyDigitsValidator"},
    {"NAME": "accounts.passwords.LongForPublishersValidator"},
    {"NAME": "newsroom.house_words.HouseWordsValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"  # also for who was to be led elsewhere
PASSWORD_RESET_TIMEOUT = 3600  # seconds that a link from a mail is good for
TAGGIT_CASE_INSENSITIVE = True

# ── Signing in ────────────────────────────────────────────────────────────────────────────────────────
# A code from the telephone beside the password: "required" of whoever holds one of these and offered to all others,
# asked of "all" who sign in, or "optional".
SECOND_FACTOR = env.choice(
    "SECOND_FACTOR", default="optional" if DEMO else "required", among=("all", "required", "optional")
)
SECOND_FACTOR_OF = (
    "newsroom.publish_story",
    "newsroom.correct_story",
    "newsroom.withdraw_story",
    "newsroom.launch_lists",
    "newsroom.correct_photo",
    "newsroom.override_approval",
    "photos.withdraw_photo",
    "photos.redraw_photo",
    "newsroom.edit_story",  # files live stories anew
    "newsroom.add_sectionhead",
    "newsroom.change_sectionhead",
    "accounts.add_user",
    "accounts.change_user",
    # What readers see as soon as it is saved. A new tag or picture is on no page by itself.
    *(f"articles.{act}_{what}" for act in ("add", "change") for what in ("author", "featuredlist", "section", "topic")),
    "articles.change_tag",
    "articles.merge_tag",
    *(f"organizations.{act}_{what}" for act in ("add", "change") for what in ("event", "organization", "province")),
    *(f"pages.{act}_{what}" for act in ("add", "change") for what in ("followlink", "sitesettings", "standingpage")),
    "pages.delete_followlink",
    "photos.change_photo",
)
OTP_TOTP_ISSUER = "Thời Đại"
# Wrong passwords of one name from one address, until neither is heard for a while (django-axes).
AXES_FAILURE_LIMIT = env.number("LOCKOUT_FAILURES", default=5, least=1)
AXES_COOLOFF_TIME = timedelta(minutes=env.number("LOCKOUT_MINUTES", default=15, least=1))
# … and of one name from everywhere together, known browsers apart, until unknown ones are not heard for as long.
LOCKOUT_NAME_FAILURES = env.number("LOCKOUT_NAME_FAILURES", default=20, least=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "accounts.lockout.place_of"  # no header, whatever packages are installed
AXES_USERNAME_CALLABLE = "accounts.lockout.name_in"
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the wait that was announced is the wait
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# Beside `password`: what the kept row of a wrong one shall not show of the form that it came in.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "old_password", "new_password1", "new_password2"]

# How much one address may ask (docs/adr/0015-locks-on-the-doors.md); 0 is no limit.
LIMIT_SEARCH = env.number("LIMIT_SEARCH", default=300)  # searches in a minute
LIMIT_BEACON = env.number("LIMIT_BEACON", default=1200)  # readings in a minute
LIMIT_SIGN_IN = env.number("LIMIT_SIGN_IN", default=100)  # passwords and codes in five minutes
LIMIT_PASSWORD_RESET = env.number("LIMIT_PASSWORD_RESET", default=20)  # requests in an hour
LIMIT_RESET_MAIL = env.number("LIMIT_RESET_MAIL", default=3)  # mails in an hour to one mailbox, for one who asks
LIMIT_RESET_MAIL_OF_STRANGERS = env.number("LIMIT_RESET_MAIL_OF_STRANGERS", default=12)  # and for all unknown browsers
LIMIT_GUESSED_MAIL = 1  # letters in a day that say that somebody guesses
THROTTLE_ROOT = VAR_DIR / "throttle"

# ── Requests ──────────────────────────────────────────────────────────────────────────────────────────
ROOT_URLCONF = "thoidai.urls"
WSGI_APPLICATION = "thoidai.wsgi.application"
SIGNING_IN = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.gate.second_factor_middleware",
    "axes.middleware.AxesMiddleware",
]
MIDDLEWARE = [
    "thoidai.browser_rules.browser_rules_middleware",  # first: no answer leaves without
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pagecache.packing.PackingMiddleware",
    "thoidai.health.health_middleware",
    "thoidai.reception.refusal_middleware",
    "django.middleware.security.SecurityMiddleware",
    "thoidai.client_address.client_address_middleware",
    "thoidai.null_bytes.null_bytes_middleware",
    "thoidai.cookies.cookies_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pagecache.turnstile.full_house_middleware",
    "throttle.middleware.throttle_middleware",
    "django.middleware.common.CommonMiddleware",
    # Nobody signs in to the magazine, and all that is posted there is a reading.
    *(SIGNING_IN if WING != "magazine" else []),
]
APPEND_SLASH = False  # sections answer with and without the final slash; the address decides, not a middleware
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk previews the real page in a frame of its own
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
            ],
        },
    }
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes; a very long story with tables stays below 2 MB
# How many proxies of ours stand in front and append to X-Forwarded-For: 0 believes nobody.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=0)
if not DEMO:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # frames of our own site: see X_FRAME_OPTIONS
    "security.W021",  # whether browsers preload HSTS is for the owner of the whole domain to decide
]
if WING == "magazine":  # what the admin, axes and the check of forms miss, which are not mounted there
    SILENCED_SYSTEM_CHECKS += ["admin.E408", "admin.E409", "admin.E410", "axes.W002", "security.W003"]
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # a link in a mail may lead to the desk
SESSION_COOKIE_AGE = 16 * 3600  # seconds; whoever signs in in the morning works until night
SESSION_COOKIE_PATH = "/quan-tri/"
CSRF_COOKIE_PATH = "/quan-tri/"

# IndexNow tells search engines of new and changed pages; without a key of ours nothing is sent.
INDEXNOW_KEY = env.shaped(
    "INDEXNOW_KEY", default="", shape="[A-Za-z0-9-]{8,128}", hint="8 to 128 letters, digits and hyphens"
)

# ── Data ──────────────────────────────────────────────────────────────────────────────────────────────
DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'thoidai.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Several processes share the file: readers never wait (WAL), writers wait for one another, each as long as any.
    DATABASES["default"]["ENGINE"] = "thoidai.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;",
    }
    # A file in tests too: they start real workers and servers, which must see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Seconds and milliseconds after which a server of PostgreSQL that does not answer at all is held to be away: while one
# connects, while it takes nothing, and while it is asked and has gone without a word.
PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
PATIENCE |= {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
# Seconds for which a thread keeps its connection: to open SQLite's takes as long as half a page.
DATABASES["default"]["CONN_MAX_AGE"] = env.number("CONN_MAX_AGE", default=60)
# A streaming replica that the magazine's processes read from; they write readings into DATABASE_URL.
REPLICA_URL = env.str("REPLICA_URL", default="")
if REPLICA_URL:
    if WING != "magazine":
        raise ImproperlyConfigured("REPLICA_URL is for readers' processes: set WING=magazine.")
    DATABASES["replica"] = DATABASES["default"] | env.database("REPLICA_URL", default="")
    if DATABASES["replica"]["ENGINE"] != "django.db.backends.postgresql" or DATABASES["default"]["ENGINE"] != (
        "django.db.backends.postgresql"
    ):
        raise ImproperlyConfigured("REPLICA_URL and DATABASE_URL must both be postgres://user:password@host:port/name.")
    DATABASE_ROUTERS = ["thoidai.replica.ReplicaRouter"]
for _each in DATABASES.values():
    if _each["ENGINE"] == "django.db.backends.postgresql":  # the replica's too, whatever options its address brings
        _each["OPTIONS"] = PATIENCE | (_each.get("OPTIONS") or {})
# The role in PostgreSQL that readers' processes run on; `create_roles` makes it.
READER_ROLE = env.shaped(
    "READER_ROLE", default="thoidai_reader", shape="[a-z_][a-z0-9_]{0,62}", hint="small letters, digits and _"
)
READER_PASSWORD = env.str("READER_PASSWORD", default="")
REDIS_URL = env.redis("REDIS_URL")
_REDIS = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": REDIS_URL,
    "KEY_PREFIX": mark(SECRET_KEY),
    "OPTIONS": {
        "serializer": "thoidai.sealing.Sealed",
        "socket_connect_timeout": 1,  # seconds: a cache that is away keeps nobody waiting
        "socket_timeout": 1,
    },
}
CACHES = {
    "default": _REDIS | {"BACKEND": "thoidai.caches.ForgivingRedisCache"}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR_DIR / "cache")},
    "pages": _REDIS | {"KEY_PREFIX": f"{mark(SECRET_KEY)}:pages"}
    if REDIS_URL
    else {
        "BACKEND": "pagecache.store.SparselyCulledFileCache",
        "LOCATION": str(VAR_DIR / "pages"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# ── Pages kept ready ──────────────────────────────────────────────────────────────────────────────────
# "pages" keeps whole pages, "fragments" only the parts that many pages share, "off" nothing.
PAGE_CACHE = env.choice("PAGE_CACHE", default="pages", among=("pages", "fragments", "off"))
PAGE_CACHE_MEMORY = env.number("PAGE_CACHE_MEMORY", default=64, least=1) * 1024 * 1024  # bytes in each process
PAGE_CACHE_DIR = VAR_DIR / "pagecache"  # what the processes of a machine share: a bell and locks
# HTTP caches in front of us that are told of changes, as addresses: "http://varnish:6081".
FRONT_CACHES = env.origins("FRONT_CACHES")

# ── Language and time ─────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["thoidai.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

# ── Files ─────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ROOT = BASE_DIR / "static" / "at-root"  # what browsers ask for at the root of a site: /favicon.ico
WHITENOISE_ADD_HEADERS_FUNCTION = headers_of_files
WHITENOISE_MIMETYPES = {".ico": "image/vnd.microsoft.icon"}
# Pictures may come from a host of their own: https://media.example/media/.
MEDIA_URL = env.shaped(
    "MEDIA_URL",
    default="/media/",
    shape=r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[\w.~-]+)*/media/",
    hint="/media/ or https://host/media/",
)
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
# What everybody may read on the site a web server may read from the disk, whatever the umask.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o644, 0o755
# The photo library's originals: private, no address leads to them. Renditions lie below MEDIA_ROOT.
ORIGINALS_ROOT = Path(env.str("ORIGINALS_ROOT", default=str(VAR_DIR / "originals")))
# Uploads on their way into the library lie here under no name; in containers /tmp may be memory, or closed.
FILE_UPLOAD_TEMP_DIR = str(VAR_DIR)
# Bytes that the process which decodes a picture may take; one at a time on a machine (photos/easel.py).
PICTURE_MEMORY = env.number("PICTURE_MEMORY", default=704, least=448) * 1024 * 1024
EASEL_ROOT = VAR_DIR / "easel"  # locks that the processes of a machine share
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "originals": {"BACKEND": "photos.storage.PrivateFileStorage"},
    "renditions": {"BACKEND": "photos.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "thoidai.static_storage.StaticStorage"},
}
# With two buckets, pictures and films lie in S3-compatible storage instead; what is private shares none with the rest.
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_ORIGINALS_BUCKET = env.str("S3_ORIGINALS_BUCKET", default="")
S3_OPTIONS = {
    "endpoint_url": env.origin("S3_ENDPOINT_URL", default="") or None,
    "region_name": env.str("S3_REGION", default="") or None,
    "access_key": env.str("S3_ACCESS_KEY", default="") or None,
    "secret_key": env.str("S3_SECRET_KEY", default="") or None,
}
if bool(S3_BUCKET) != bool(S3_ORIGINALS_BUCKET) or (S3_BUCKET and S3_BUCKET == S3_ORIGINALS_BUCKET):
    raise ImproperlyConfigured("S3_BUCKET and S3_ORIGINALS_BUCKET must be two different buckets: one public, one not.")
if bool(S3_OPTIONS["access_key"]) != bool(S3_OPTIONS["secret_key"]):
    raise ImproperlyConfigured("S3_ACCESS_KEY and S3_SECRET_KEY belong together; without both, boto3 finds its own.")
if not S3_BUCKET and any(S3_OPTIONS.values()):
    raise ImproperlyConfigured("S3_BUCKET is missing, but other S3 settings are there.")
if S3_BUCKET:
    for alias, kind, bucket in (
        ("default", "Public", S3_BUCKET),
        ("renditions", "Public", S3_BUCKET),
        ("originals", "Private", S3_ORIGINALS_BUCKET),
    ):
        STORAGES[alias] = {
            "BACKEND": f"photos.objects.{kind}Objects",
            "OPTIONS": S3_OPTIONS | {"bucket_name": bucket, "location": "media" if kind == "Public" else ""},
        }

# ── E-mail ────────────────────────────────────────────────────────────────────────────────────────────
EMAIL_CONFIG = env.mail("EMAIL_URL", default="consolemail://")
if not DEMO and WING != "magazine" and EMAIL_CONFIG["EMAIL_BACKEND"].endswith(".console.EmailBackend"):
    raise ImproperlyConfigured(
        "EMAIL_URL is missing: links to new passwords would be printed into the log. Set smtp+tls://user:password@host:587,"
        " or dummymail:// to send no mail at all."
    )
if EMAIL_CONFIG["EMAIL_BACKEND"].endswith(".smtp.EmailBackend"):
    EMAIL_CONFIG["EMAIL_BACKEND"] = "outbox.smtp.EmailBackend"
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 60  # seconds that a mail server may keep silent before it has the mail; after it: outbox/smtp.py
DEFAULT_FROM_EMAIL = env.shaped(
    "DEFAULT_FROM_EMAIL", default="toasoan@thoidai.com.vn", shape=r"[^@\r\n]+@[^@\s]+", hint="an address of e-mail"
)

# ── Logging ───────────────────────────────────────────────────────────────────────────────────────────
LOG_LEVEL = env.choice("LOG_LEVEL", default="INFO", among=("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_links": {"()": "thoidai.log_lines.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_links"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}

"""Every setting of Promotor, in the order of .env.example; what an operator may change comes from the environment."""

import logging
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from nps_app import env
from nps_app.embedded import locate

BASE_DIR = Path(__file__).resolve().parent.parent

# --- The site ---------------------------------------------------------------------------------
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_NAME = "Promotor"
SECRET_KEY = env.secret("SECRET_KEY") or locate.secret_key()
SECRET_KEY_FALLBACKS = [key.strip() for key in env.secret("SECRET_KEY_FALLBACKS").split(",") if key.strip()]
DEBUG = env.flag("DEBUG")
# `make run`: everything on one machine, reached over plain http at a loopback address.
TRIAL = env.flag("PROMOTOR_TRIAL")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
SIGNUP_OPEN = env.flag("SIGNUP_OPEN", default=True)
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
# Private networks that requests of ours may reach, such as 10.1.0.0/16; elsewhere public addresses only.
OUTGOING_NETWORKS = env.items("OUTGOING_NETWORKS")

# --- PostgreSQL and Redis ---------------------------------------------------------------------
DATABASES = {"default": env.database(env.secret("DATABASE_URL") or locate.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.secret("REDIS_URL") or locate.redis_url()
CELERY_BROKER_URL = env.secret("BROKER_URL") or locate.broker_url(REDIS_URL)
# How many connections are held open: the web server's own two settings, and what it does without them; the worker's.
WEB_WORKERS = env.number("GRANIAN_WORKERS", 1)
WEB_THREADS = env.number("GRANIAN_BLOCKING_THREADS", 128)
WORKER_CONCURRENCY = env.number("WORKER_CONCURRENCY", 2)
CACHES = {
    "default": {
        "BACKEND": "nps_app.lib.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3},
    }
}

# --- Mail -------------------------------------------------------------------------------------
# Django's own mails (sign-in, passwords, invitations of colleagues) take the ledger's road too.
EMAIL_BACKEND = "delivery.adapter.LedgerEmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL")
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 60)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Promotor <promotor@localhost>")
# How many mails to customers may leave, over all workers; 0: no limit.
MAIL_PER_SECOND = env.number("MAIL_PER_SECOND", 0)
MAIL_PER_MINUTE = env.number("MAIL_PER_MINUTE", 0)
MAIL_PER_DAY = env.number("MAIL_PER_DAY", 0)
# How many SMS to customers may leave by each SMS account, over all workers; 0: no limit.
SMS_PER_SECOND = env.number("SMS_PER_SECOND", 0)
SMS_PER_MINUTE = env.number("SMS_PER_MINUTE", 0)
SMS_PER_DAY = env.number("SMS_PER_DAY", 0)
# Whether owners may set up mail servers in this server's own network (other than OUTGOING_NETWORKS) for their mail.
MAIL_PUBLIC_HOSTS_ONLY = env.flag("MAIL_PUBLIC_HOSTS_ONLY")
# What mail servers and the mail provider report about mails that have left: docs/OPERATIONS.md.
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS")
BOUNCE_MAILBOX = env.secret("BOUNCE_MAILBOX")
MAIL_PROVIDER = env.text("MAIL_PROVIDER").lower()
MAIL_HOOK_SECRET = env.secret("MAIL_HOOK_SECRET")
MAIL_HOOK_KEY = env.secret("MAIL_HOOK_KEY")
# Where `make run`'s mail catcher keeps what it received; empty when mail really leaves.
MAIL_CATCHER_DIR = env.text("MAIL_CATCHER_DIR")

# --- Django -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "nps_app",
    "accounts",
    "contacts",
    "delivery",
    "surveys",
    "responses",
    "followup",
    "reports",
    "integrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "rest_framework",
]
MIDDLEWARE = [
    "nps_app.public_road.PublicRoad",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nps_app.login_required.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.RefusedFormMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
]
# What customers open (nps_app/lib/public_pages.py) knows no session and takes a shorter way (nps_app/public_layer.py).
PUBLIC_PREFIXES = ["/s/", "/p/", "/u/", "/r/", "/f/"]
ROOT_URLCONF = "nps_app.urls"
WSGI_APPLICATION = "nps_app.wsgi.application"
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
                "csp.context_processors.nonce",
                "nps_app.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.signup.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

# --- Languages, time --------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
ROOMS = ["accounts", "contacts", "delivery", "surveys", "responses", "followup", "reports", "integrations"]
LOCALE_PATHS = [BASE_DIR / "locale" / room for room in ["site", *ROOMS]]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Defence ----------------------------------------------------------------------------------
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# `no-referrer` would make browsers send `Origin: null` and fail the CSRF check; public pages set it themselves.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = False
LANGUAGE_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Programs ---------------------------------------------------------------------------------
# A view of the API names its own doors; without any, nobody enters.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["integrations.api_v1.parser.BodyParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "integrations.api_v1.errors.answer_errors",
    "UNAUTHENTICATED_USER": None,
}

# --- Celery: rows are the truth, messages are wake-ups (docs/adr/0002) ---------------------------
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "health_check_interval": 10,
}
CELERY_TIMEZONE = "UTC"

# --- Behaviour --------------------------------------------------------------------------------
# Surveys reach people between these hours of their own clock.
MAIL_FIRST_HOUR = env.number("MAIL_FIRST_HOUR", 7)
MAIL_LAST_HOUR = env.number("MAIL_LAST_HOUR", 21)
SMS_FIRST_HOUR = env.number("SMS_FIRST_HOUR", 8)
SMS_LAST_HOUR = env.number("SMS_LAST_HOUR", 20)
IMPORT_MAX_BYTES = env.number("IMPORT_MAX_MB", 100) * 1024 * 1024
IMPORT_MAX_ROWS = env.number("IMPORT_MAX_ROWS", 2_000_000)
# Compare comments by their meaning as well as by their words: 130 MB in a worker that reads comments.
COMMENT_EMBEDDING = env.flag("COMMENT_EMBEDDING", default=True)
SILENT_AFTER_SECONDS = 300

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # nps_app/lib/http.py says itself what it refuses; of networks the operator opened there is nothing to say.
    "loggers": {"requests_hardened": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
}
logging.captureWarnings(capture=True)

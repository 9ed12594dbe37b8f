"""Settings come from the environment; a wrong one stops the start with a sentence."""

import os
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

CONNECT_PATIENCE = "5"  # seconds for a connection to the database, unless DATABASE_URL says so
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def required(name: str, why: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {why}")
    return value


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def words(name: str) -> list[str]:
    """A comma-separated list: "a.example, b.example" → ["a.example", "b.example"]."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def mode() -> str:
    """production · sample (make run) · dev · test. Without a word said, a DATABASE_URL means
    production and its absence the embedded database of a developer."""
    known = ("production", "sample", "dev", "test")
    default = "production" if text("DATABASE_URL") else "dev"
    chosen = text("FICWRIGHT_MODE", default)
    if chosen not in known:
        raise ImproperlyConfigured(f"FICWRIGHT_MODE must be one of {', '.join(known)}.")
    return chosen


def time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ImproperlyConfigured(
            f"TIME_ZONE must be a name like Europe/Berlin or UTC, not {name!r}."
        )
    return name


def log_level(word: str) -> str:
    level = word.upper()
    if level not in LOG_LEVELS:
        raise ImproperlyConfigured(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}.")
    return level


def database(url: str, *, kept: int = 600) -> dict[str, object]:
    """A DATABASES entry from postgres://user:password@host:port/name?host=/socket/folder. `kept`:
    seconds of a connection's life, unless CONN_MAX_AGE says so."""
    parts = _split("DATABASE_URL", url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgres://user:password@host:5432/name."
        )
    options = {"connect_timeout": CONNECT_PATIENCE, **dict(parse_qsl(parts.query))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": number("CONN_MAX_AGE", kept),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def mailer(url: str) -> dict[str, object]:
    """A MAILERS entry from smtp://user:password@host:587 (or smtps://), or file:///a/folder, into
    which a developer's mails are written; without one nothing is sent, and nothing needs it."""
    if not url:
        return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = _split("EMAIL_URL", url)
    if parts.scheme == "file" and parts.path.strip("/") and mode() != "production":
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": unquote(parts.path)},
        }
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL must look like smtp://user:password@host:587.")
    is_tls_first = parts.scheme == "smtps"
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if is_tls_first else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": is_tls_first,
            "use_tls": not is_tls_first and bool(parts.username),
            "timeout": 10,
        },
    }


def files(url: str) -> dict[str, object]:
    """A STORAGES entry: MEDIA_ROOT without an address, else what lies at
    s3://key:secret@host[:port]/bucket?region=eu-central-1, asked by https; with `?plain=1` by http,
    for a store on this machine."""
    if not url:
        return {"BACKEND": "core.storage.DurableFileSystemStorage"}
    parts = _split("FILES_URL", url)
    name, query = parts.path.strip("/"), dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not (parts.hostname and parts.username and name):
        raise ImproperlyConfigured(
            "FILES_URL must look like s3://key:secret@s3.example.org/bucket?region=eu-central-1."
        )
    if find_spec("minio_storage") is None:
        raise ImproperlyConfigured(
            "FILES_URL needs more packages: pip install --require-hashes -r requirements/s3.txt."
        )
    return {
        "BACKEND": "core.bucket.Bucket",
        "OPTIONS": {
            "host": parts.hostname + (f":{parts.port}" if parts.port else ""),
            "name": name,
            "key": unquote(parts.username),
            "secret": unquote(parts.password or ""),
            "region": query.get("region", "us-east-1"),
            "is_plain": query.get("plain") == "1",
        },
    }


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default)))


def _split(name: str, url: str) -> SplitResult:
    """Of an address whose password holds a mark that divides addresses, the port makes no sense."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} is no proper address. In a user name or password, write each of : / ? # [ ] @ "
            "as % and its number, for example # as %23, / as %2F and @ as %40."
        ) from error
    return parts

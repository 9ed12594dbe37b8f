"""Do the settings start at all? What stops them is named, and a stand-in takes its place, so that
the rest can be looked at in the same round."""

import importlib
import os
import secrets
from collections.abc import Iterator

import django
from django.core.exceptions import ImproperlyConfigured

from archive.doctor.finding import CannotLook, Finding, must

NEW_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
CURES = {
    "SECRET_KEY": f"Make one and set it as SECRET_KEY: {NEW_KEY}",
    "DATABASE_URL": "Set DATABASE_URL, for example to postgres://ficwright:password@db:5432/ficwright",
    "ALLOWED_HOSTS": "Set ALLOWED_HOSTS to the name under which visitors find the archive, for "
    "example archive.example",
}
STAND_INS = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "ALLOWED_HOSTS": "localhost",
}

replaced: set[str] = set()


def settings_start() -> Iterator[Finding]:
    try:
        while (finding := first_refusal()) is not None:
            yield finding
    except OSError as error:
        yield must(
            f"{error.filename} cannot be used: {error.strerror}.",
            "Until then nothing of the archive starts.",
            "Give it to the user that the archive runs as, or set FICWRIGHT_VAR to another folder.",
        )
        raise CannotLook from error
    django.setup()


def first_refusal() -> Finding | None:
    """What stops the settings now; its stand-in lets the next one show."""
    try:
        importlib.import_module("archive.settings")
    except ImproperlyConfigured as error:
        name = str(error).split()[0]
        if name in replaced or name not in (os.environ.keys() | STAND_INS.keys()):
            raise
        replace(name)
        cure = CURES.get(name, f"Correct {name}, or leave it out; README.md explains it.")
        return must(str(error), "Until then nothing of the archive starts.", cure)
    return None


def replace(name: str) -> None:
    replaced.add(name)
    if name in STAND_INS:
        os.environ[name] = STAND_INS[name]
    else:
        os.environ.pop(name, None)


def only_if_given(name: str) -> None:
    """For checks of a setting that has a stand-in now."""
    if name in replaced:
        raise CannotLook

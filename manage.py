#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it uses the embedded database, outside production."""

import os
import sys

NEED_NO_DATABASE = {
    "collectstatic", "compilemessages", "help", "intake", "maintenance", "makemessages", "version",
}  # fmt: skip
ASK_FOR_HELP = {"-h", "--help", "--version"}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    with_url = "production" if os.environ.get("DATABASE_URL") else "dev"
    mode = os.environ.setdefault("FICWRIGHT_MODE", with_url)
    if mode != "production" and not os.environ.get("DATABASE_URL") and needs_database(arguments):
        os.environ["DATABASE_URL"] = embedded_database(mode)
    if arguments[1:2] == ["doctor"]:  # looks at settings that may not start
        from archive import doctor

        sys.exit(doctor.main(arguments[2:], print))
    run(arguments)


def run(arguments: list[str]) -> None:
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.DEBUG
    except ImproperlyConfigured as error:  # a sentence that names what is missing
        sys.exit(str(error))
    execute_from_command_line(arguments)


def needs_database(arguments: list[str]) -> bool:
    words = arguments[1:]
    return bool(words) and words[0] not in NEED_NO_DATABASE and not ASK_FOR_HELP & set(words)


def embedded_database(mode: str) -> str:
    from core.embedded import EmbeddedDatabaseError, ensure_running

    try:
        if mode == "test":
            return ensure_running("postgres-test", durable=False)
        return ensure_running()
    except EmbeddedDatabaseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    try:
        main(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        if error.name != "django":
            raise
        sys.exit("This Python lacks the archive's packages: use .venv/bin/python manage.py")

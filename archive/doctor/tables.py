"""Do the tables belong to this code?"""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from archive import schema
from archive.doctor.finding import CannotLook, Finding, must

MIGRATE = "Run: manage.py migrate --no-input, then manage.py createcachetable"


def migrations() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        is_empty = "django_migrations" not in connection.introspection.table_names(cursor)
        lacking = [] if is_empty else schema.missing(cursor)
        newer = [] if is_empty else schema.unknown(cursor)
    if is_empty:
        yield must("The database is empty.", "The archive has no tables to work with.", MIGRATE)
    if lacking:
        yield must(
            f"The database lacks {len(lacking)} changes of this version, the first is "
            f"{'.'.join(lacking[0])}.",
            "Pages that need them break.",
            f"{MIGRATE}; make a backup before, as make upgrade does.",
        )
    if newer:
        yield must(
            f"The database belongs to a newer version: {'.'.join(newer[0])} is not known here.",
            "This version may spoil what the newer one wrote.",
            "Start the newer version again, or restore the backup from before the update.",
        )
    if is_empty or lacking or newer:
        raise CannotLook


def cache_table() -> Iterator[Finding]:
    cache = settings.CACHES["default"]
    if not str(cache["BACKEND"]).endswith("DatabaseCache"):
        return
    with connection.cursor() as cursor:
        if cache["LOCATION"] not in connection.introspection.table_names(cursor):
            yield must(
                "The table in which sign-ins are counted is missing.",
                "Nobody can sign in.",
                "Run: manage.py createcachetable",
            )

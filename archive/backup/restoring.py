"""A restore: all is looked at first, all is compared, and what fails leaves all as it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from archive.backup import migrations, statements, vacancy
from archive.backup.arrival import Arrival
from archive.backup.bucket import arrival as arrival_in
from archive.backup.checking import Contents, check, listed, look_at
from archive.backup.loading import load
from archive.backup.reading import DUMP, opened
from archive.backup.tools import program
from archive.backup.trouble import BackupError, database_in_words, folder_in_words


def restore(path: Path, *, say: Callable[[str], object] = print) -> Contents:
    """Fill the empty database and the empty MEDIA_ROOT from a backup.

    Raises BackupError; then both are as they were, and it may be tried again.
    """
    media = Path(settings.MEDIA_ROOT)
    migrations.refuse_newer(look_at(path))
    for name in ("pg_restore", "psql"):
        program(name)
    with database_in_words(), folder_in_words(media), alone():
        empty = vacancy.tables_to_stay_empty()
        vacancy.refuse_files(media)
        say("Checking the backup …")
        contents = check(path)
        arrival = arrival_in(media)
        try:
            fill(path, contents, arrival, empty, say)
        except BaseException:
            put_back(arrival)
            raise
        arrival.finish()
    return contents


@contextmanager
def alone() -> Iterator[None]:
    """Two restores at once would both find everything empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [statements.LOCK_KEY])
        if not cursor.fetchone()[0]:
            raise BackupError("Another restore into this database is running.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [statements.LOCK_KEY])


def fill(
    path: Path,
    contents: Contents,
    arrival: Arrival,
    empty: list[str],
    say: Callable[[str], object],
) -> None:
    """The files wait, the database is filled, the files move to their places, the database keeps
    it: a restore that is killed has changed nothing before that last step."""
    arrival.begin(contents.bytes)
    say("Writing the files …")
    with opened(path) as members:
        for member in members:
            if member.file:
                arrival.take(member)
    arrival.compare(listed(path))
    say("Filling the database …")
    digest = next(digest for digest, name in listed(path) if name == DUMP)
    with opened(path) as members:
        dump = next(member for member in members if member.name == DUMP)
        load(
            dump.stream,
            digest,
            rows=contents.manifest.rows,
            empty=empty,
            before_commit=arrival.settle,
        )
    ContentType.objects.clear_cache()
    say("Bringing it up to date …")
    migrations.catch_up()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def put_back(arrival: Arrival) -> None:
    """As before: the database rolled back by itself, unless it had kept everything already."""
    try:
        if arrival.is_settled and is_filled():
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statements.CLEAR)
    finally:
        arrival.undo()


def is_filled() -> bool:
    try:
        vacancy.tables_to_stay_empty()
    except BackupError:
        return True
    return False

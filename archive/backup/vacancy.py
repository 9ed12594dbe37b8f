"""A restore fills only what is empty: a new database, or one that was migrated and never used."""

from pathlib import Path

from django.apps import apps
from django.db import connection

from archive.backup.files import NOT_OURS
from archive.backup.snapshot import LEFT_OUT, TABLES
from archive.backup.trouble import BackupError
from core.storage import bucket

# Rows in these are no work of anybody's: migrations, starting and the worker's rounds make them.
MADE_BY_STARTING = {
    *LEFT_OUT,
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "tags_medium",
    "tags_tag",
}
NAMED = {"stories_story": "stories", "accounts_user": "accounts", "reviews_review": "reviews"}
LISTED = 4  # tables named in the sentence


def tables_to_stay_empty() -> list[str]:
    """As SQL writes them: those in which a row would be somebody's work. Raises BackupError where
    there is one, or where the database belongs to something else."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        if (encoding := cursor.fetchone()[0]) != "UTF8":
            raise BackupError(f"This database keeps text as {encoding}: make one with UTF8.")
        cursor.execute(TABLES)
        there = {full: table for _schema, table, full in cursor.fetchall()}
        if strangers := sorted(set(there.values()) - our_tables()):
            raise BackupError(
                f"This database holds tables of something else ({some(strangers)}): "
                "make a database of its own for the archive."
            )
        watched = [full for full, table in there.items() if table not in MADE_BY_STARTING]
        used = {}
        for full in watched:
            cursor.execute(f"SELECT count(*) FROM {full}")  # noqa: S608 (the server quoted it)
            if rows := cursor.fetchone()[0]:
                used[there[full]] = rows
    if used:
        raise BackupError(
            f"This database holds {in_words(used)}: restore fills only an empty one and overwrites "
            "nothing. Make a new database and name it in DATABASE_URL."
        )
    return watched


def our_tables() -> set[str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models} | {"django_migrations", "cache"}


def in_words(used: dict[str, int]) -> str:
    named = [f"{used[table]:,} {name}" for table, name in NAMED.items() if table in used]
    return some(named or [f"{rows:,} rows of {table}" for table, rows in used.items()])


def some(words: list[str]) -> str:
    return ", ".join(words[:LISTED]) + (" and more" if len(words) > LISTED else "")


def refuse_files(media: Path) -> None:
    """What an interrupted restore left is no obstacle: it began with an empty folder, too."""
    found = sorted(path.name for path in media.iterdir()) if media.exists() else []
    if found and NOT_OURS[0] not in found:
        found = [name for name in found if name not in NOT_OURS]
        if found:
            raise BackupError(
                f"{media} holds files already ({some(found)}): restore fills only an empty folder. "
                "Move them away, or name another folder in MEDIA_ROOT."
            )
    if (store := bucket()) and not store.is_empty:
        raise BackupError(
            "The store at FILES_URL holds files already: restore fills only an empty one. "
            "Name an empty bucket in FILES_URL."
        )

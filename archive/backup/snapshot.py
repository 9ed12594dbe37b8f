"""The database as it was at one moment: what is counted here is what pg_dump writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import FileField
from psycopg import IsolationLevel, sql

# What lives for hours and means nothing elsewhere: who was signed in, from where, how often
# somebody tried. A backup that is stolen signs nobody in.
LEFT_OUT = ("cache", "core_limit", "django_session", "usersessions_usersession")

TABLES = """
SELECT n.nspname, c.relname, format('%I.%I', n.nspname, c.relname) AS name
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1, 2
"""
# A picture has a file for each width; no FileField names them.
PICTURES = sql.SQL(
    "SELECT file ->> 'name' FROM stories_storyimage, jsonb_array_elements(files) file"
)
PATIENCE = """
SELECT set_config(name, '0', true) FROM pg_settings
WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')
"""
LAST_MIGRATIONS = """
SELECT DISTINCT ON (app COLLATE "C") app, name FROM django_migrations
ORDER BY app COLLATE "C", id DESC
"""


@dataclass(frozen=True)
class Snapshot:
    session: Any  # a psycopg connection, in its transaction
    id: str  # for pg_dump --snapshot

    def rows(self) -> dict[str, int]:
        """Table → how many rows of it a backup holds."""
        return {
            full: 0 if table in LEFT_OUT else self.count(schema, table)
            for schema, table, full in self.all(TABLES)
        }

    def count(self, schema: str, table: str) -> int:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
        return self.session.execute(query).fetchone()[0]

    def last_migrations(self) -> dict[str, str]:
        return dict(self.all(LAST_MIGRATIONS))

    def postgresql(self) -> str:
        return self.session.execute("SHOW server_version").fetchone()[0]

    def name_of_archive(self) -> str:
        row = self.session.execute("SELECT name FROM core_sitesettings").fetchone()
        return row[0] if row else ""

    def file_names(self) -> Iterator[str]:
        """Every file that a row names, a few at a time."""
        yield from self.names_of(PICTURES)
        for model in apps.get_models():
            for field in model._meta.local_fields:
                if isinstance(field, FileField) and field.column:
                    yield from self.names_in(model._meta.db_table, field.column)

    def names_in(self, table: str, column: str) -> Iterator[str]:
        yield from self.names_of(
            sql.SQL("SELECT {column} FROM {table} WHERE {column} <> ''").format(
                column=sql.Identifier(column), table=sql.Identifier(table)
            )
        )

    def names_of(self, query: sql.SQL | sql.Composed) -> Iterator[str]:
        with self.session.cursor(name="names") as cursor:
            cursor.execute(query)
            for (name,) in cursor:
                yield name

    def let_go(self) -> None:
        """Nothing more will be asked: the server need not keep what was deleted since."""
        self.session.rollback()

    def all(self, query: str) -> list[tuple]:
        return self.session.execute(query).fetchall()


@contextmanager
def taken() -> Iterator[Snapshot]:
    """In a session of its own, whose transaction stays open until the backup is done."""
    session: Any = connection.get_new_connection(connection.get_connection_params())
    try:
        session.set_autocommit(False)
        session.set_isolation_level(IsolationLevel.REPEATABLE_READ)
        session.set_read_only(True)
        session.execute(PATIENCE)
        yield Snapshot(session, session.execute("SELECT pg_export_snapshot()").fetchone()[0])
    finally:
        session.close()

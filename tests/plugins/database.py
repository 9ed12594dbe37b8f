"""The tests' database, put back as it was after each test that commits.

Django would empty every table and then make content types, permissions and groups anew, which
takes longer than most of these tests. Here only what was written goes.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user
"""
MAY_PASS_TRIGGERS = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("createcachetable")
        with connection.cursor() as cursor:
            if cursor.execute(MAY_PASS_TRIGGERS).fetchone()[0]:
                TransactionTestCase._fixture_teardown = Beginning(cursor).put_back
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHERS)  # a live server's threads; else the database cannot be dropped


class Beginning:
    """What stands in a database that no test has used: {table: its rows as COPY writes them}."""

    def __init__(self, cursor):
        self.tables = [name for (name,) in cursor.execute(TABLES).fetchall()]
        self.rows = {name: written(cursor, name) for name in filled(cursor, self.tables)}

    def put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            self.wait_for_writers(cursor)
            # Constraints and what forbids a deletion are triggers; all rows go back to where
            # the constraints held.
            cursor.execute("SET LOCAL session_replication_role = replica")
            others = [name for name in self.tables if name not in self.rows]
            for name in filled(cursor, others):
                cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            for name, rows in self.rows.items():
                if written(cursor, name) != rows:
                    write(cursor, name, rows)
                    ContentType.objects.clear_cache()

    def wait_for_writers(self, cursor) -> None:
        """A request that the browser left behind may still be at work; of two that wait for each
        other it is the request that fails."""
        cursor.execute("SET LOCAL deadlock_timeout = '30s'")
        tables = sql.SQL(", ").join(map(sql.Identifier, self.tables))
        cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(tables))


def filled(cursor, tables: list[str]) -> list[str]:
    look = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    looks = [look.format(sql.Literal(name), sql.Identifier(name)) for name in tables]
    return [name for (name,) in cursor.execute(sql.SQL(" UNION ALL ").join(looks)).fetchall()]


def written(cursor, table: str) -> bytes:
    with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as rows:
        return b"".join(rows)


def write(cursor, table: str, rows: bytes) -> None:
    cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
        copy.write(rows)

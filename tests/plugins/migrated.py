"""One database is migrated in a run, and all others begin as copies of it.

The workers wait for whichever of them makes it; the last one drops it.
"""

import os
from uuid import uuid4

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
NAME = f"migrated_{RUN[:16]}"
MAKING, USING = 1, 2  # what a lock is for


@pytest.fixture(scope="session")
def migrated(django_db_blocker):
    """The name of a database that is migrated, and that nobody has used."""
    with server() as session:
        session.execute("SELECT pg_advisory_lock(hashtext(%s), %s)", [NAME, MAKING])
        if not session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            with django_db_blocker.unblock():
                make(session)
        session.execute("SELECT pg_advisory_lock_shared(hashtext(%s), %s)", [NAME, USING])
        session.execute("SELECT pg_advisory_unlock(hashtext(%s), %s)", [NAME, MAKING])
        yield NAME
        session.execute("SELECT pg_advisory_unlock_shared(hashtext(%s), %s)", [NAME, USING])
        is_last = "SELECT pg_try_advisory_lock(hashtext(%s), %s)"
        if session.execute(is_last, [NAME, USING]).fetchone()[0]:
            session.execute(f'DROP DATABASE IF EXISTS "{NAME}"')


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, migrated):
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated


def server():
    words = connection.get_connection_params()
    return psycopg.connect(
        **{key: words[key] for key in ("user", "password", "host", "port") if key in words},
        dbname="postgres",
        autocommit=True,
    )


def make(session) -> None:
    half, home = f"{NAME}_half", connection.settings_dict["NAME"]
    session.execute(f'DROP DATABASE IF EXISTS "{half}"')
    session.execute(f'CREATE DATABASE "{half}" TEMPLATE template0')
    connection.close()
    connection.settings_dict["NAME"] = half
    try:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = home
    session.execute(f'ALTER DATABASE "{half}" RENAME TO "{NAME}"')

"""A restore that fails or is killed half-way has changed nothing, and may be done again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from archive.backup import BackupError
from archive.backup.files import WAITING
from stories.models import Story
from tests.conftest import ROOT
from tests.keeping.conftest import (
    all_files,
    all_rows,
    everything,
    fails,
    is_empty,
    quietly_back_up,
    quietly_restore,
)

# Called for the first trigger: all rows are there by then, and none is kept yet.
TRIPWIRE = """
CREATE SCHEMA tripwire;
CREATE FUNCTION tripwire.pull() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN {} END$$;
CREATE EVENT TRIGGER tripwire ON ddl_command_end WHEN TAG IN ('CREATE TRIGGER')
    EXECUTE FUNCTION tripwire.pull();
"""


def stretch(tripwire):
    with connection.cursor() as cursor:
        cursor.execute(TRIPWIRE.format(tripwire))


def remove_tripwire():
    with connection.cursor() as cursor:
        cursor.execute("DROP EVENT TRIGGER tripwire; DROP SCHEMA tripwire CASCADE")


def test_what_the_database_refuses_leaves_nothing_behind(backup, elsewhere):
    elsewhere()
    stretch("RAISE EXCEPTION 'no room for triggers';")
    fails(backup, "psql failed: .*no room for triggers")
    assert not all_files()
    remove_tripwire()
    quietly_restore(backup)
    assert Story.objects.count() == 12


def test_a_disk_that_fails_leaves_nothing_behind(backup, elsewhere, settings):
    elsewhere()
    (Path(settings.MEDIA_ROOT).parent / "file").touch()
    settings.MEDIA_ROOT = Path(settings.MEDIA_ROOT).parent / "file" / "media"
    with pytest.raises(BackupError, match="cannot be used: Not a directory"):
        quietly_restore(backup)
    assert not all_rows()


@pytest.mark.deep
def test_a_migration_that_fails_takes_everything_back(own_archive, elsewhere, tmp_path):
    """The database has kept all by then: it is emptied again."""
    call_command("migrate", "accounts", "0002", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user ADD COLUMN waiting_since int")
    path = quietly_back_up(tmp_path)
    elsewhere()
    fails(path, 'column "waiting_since" .* already exists')
    assert is_empty()
    with connection.cursor() as cursor:
        cursor.execute(OBJECTS)
        assert cursor.fetchall() == []


OBJECTS = """
SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL
SELECT oid::regtype::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
    AND typname !~ 'gtrgm'
"""


def test_a_kill_half_way_changes_nothing(backup, elsewhere, databases, migrated):
    """kill -9 when everything was read and nothing is kept; then it is done again."""
    expected = everything()
    elsewhere(like=migrated)
    stretch("PERFORM pg_advisory_xact_lock(1);")
    rows = all_rows()
    with databases.session() as other:
        other.execute("SELECT pg_advisory_lock(1)")
        process = start_restore(backup)
        wait_until(other, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        process.send_signal(signal.SIGKILL)
        process.wait()
    with databases.session() as other:
        wait_until(
            other,
            "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE "
            "datname = current_database() AND application_name = 'ficwright')",
        )
    assert all_rows() == rows
    assert {name.partition("/")[0] for name in all_files()} == {WAITING}
    remove_tripwire()
    quietly_restore(backup)
    assert everything() == expected


def start_restore(path):
    from django.conf import settings

    given = connection.settings_dict
    port = given["PORT"] or 5432
    url = f"postgres://{given['USER']}@:{port}/{given['NAME']}?host={given['HOST']}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "restore", str(path)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def wait_until(session, query):
    deadline = time.monotonic() + 30
    while not session.execute(query).fetchone():
        assert time.monotonic() < deadline
        time.sleep(0.05)

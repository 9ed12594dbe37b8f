"""The doctor names what is set up wrongly and how to mend it, though nothing else may start."""

import os
import shutil
import time

import pytest

from archive.doctor import database, files, machine
from archive.doctor.finding import CannotLook
from archive.doctor.table import STAGES
from tests.keeping.broken import run, server_that_refuses, sound, static_files

NO_DATABASE = "No database answers at 127.0.0.1:1."


@pytest.fixture
def archive(tmp_path):
    return sound(tmp_path / "var")


def doctor(archive, **changes):
    answer = run("doctor", archive | changes)
    assert "Traceback" not in answer.stderr, answer.stderr
    assert "broke:" not in answer.stdout, answer.stdout
    return answer


def musts(answer) -> list[str]:
    return [line[8:] for line in answer.stdout.splitlines() if line.startswith("MUST")]


def shoulds(answer) -> list[str]:
    return [line[8:] for line in answer.stdout.splitlines() if line.startswith("SHOULD")]


def test_a_database_that_nobody_starts_is_all_that_is_wrong(archive):
    answer = doctor(archive)
    assert musts(answer) == [NO_DATABASE]
    assert shoulds(answer) == []
    assert answer.returncode == 1
    assert "  ok" not in answer.stdout
    assert "Start PostgreSQL" in answer.stdout
    assert "secret" not in answer.stdout  # the password


def test_all_settings_that_stop_the_start_are_named_in_one_round(archive):
    answer = doctor(
        archive, SECRET_KEY=None, ALLOWED_HOSTS=None, DATABASE_URL="mysql://db.example/x",
        TIME_ZONE="Berlin", LOG_LEVEL="loud", CONN_MAX_AGE="long", EMAIL_URL="mail.example",
    )  # fmt: skip
    said = " ".join(musts(answer))
    for name in (
        "SECRET_KEY is not set", "ALLOWED_HOSTS is not set", "DATABASE_URL must look like",
        "TIME_ZONE must be", "LOG_LEVEL must be", "CONN_MAX_AGE must be", "EMAIL_URL must look",
    ):  # fmt: skip
        assert name in said
    assert len(musts(answer)) == 7
    assert "secrets.token_urlsafe" in answer.stdout


@pytest.mark.parametrize("password", ["pa#ss", "[pass"])
def test_a_password_that_divides_the_address_is_explained(archive, password):
    answer = doctor(archive, DATABASE_URL=f"postgres://ficwright:{password}@db/ficwright")
    assert "DATABASE_URL" in musts(answer)[0] or "%23" in answer.stdout
    assert password not in answer.stdout


def test_a_secret_key_that_is_none(archive):
    key = "change-me-" + "q7Zr2mXb9KfLw4TnYd8s" * 3
    answer = doctor(archive, SECRET_KEY=key)
    assert "SECRET_KEY is not random." in musts(answer)
    assert key not in answer.stdout


def test_names_of_the_site_that_do_not_serve(archive):
    said = " ".join(musts(doctor(archive, ALLOWED_HOSTS="*, https://a.example/, b.example:443")))
    assert "ALLOWED_HOSTS is *." in said
    assert "ALLOWED_HOSTS holds https://a.example/, which is more than a name." in said
    assert "ALLOWED_HOSTS holds b.example:443, which is more than a name." in said
    local = doctor(archive, ALLOWED_HOSTS="localhost, 127.0.0.1, [::1]")
    assert shoulds(local) == ["ALLOWED_HOSTS names this machine only."]
    assert musts(local) == [NO_DATABASE]


def test_https_without_a_trusted_proxy(archive):
    assert any(
        "TRUSTED_PROXIES is 0" in said for said in musts(doctor(archive, TRUSTED_PROXIES="0"))
    )


def test_no_https(archive):
    answer = doctor(archive, TRUSTED_PROXIES="0", HTTPS="off")
    assert shoulds(answer) == ["HTTPS is off."]
    assert musts(answer) == [NO_DATABASE]


def test_a_mode_for_trying_out_in_public(archive):
    answer = doctor(archive, FICWRIGHT_MODE="sample")
    assert "FICWRIGHT_MODE is sample, but ALLOWED_HOSTS names archive.example." in musts(answer)


def test_a_host_that_does_not_exist(archive):
    answer = doctor(archive, DATABASE_URL="postgres://ficwright@nohost.invalid/ficwright")
    assert musts(answer) == ["There is no machine called nohost.invalid."]


def test_a_wrong_password(archive):
    with server_that_refuses(
        'password authentication failed for user "ficwright"', "28P01"
    ) as port:
        answer = doctor(
            archive, DATABASE_URL=f"postgres://ficwright:wrong@127.0.0.1:{port}/x?sslmode=disable"
        )
    assert musts(answer) == ["The database does not let the user ficwright in."]
    assert "wrong" not in answer.stdout


def test_folders_that_cannot_be_used(archive, tmp_path):
    gone = doctor(archive, MEDIA_ROOT=str(tmp_path / "gone"))
    assert f"The folder {tmp_path / 'gone'} does not exist." in " ".join(gone.stdout.split())
    unwritable = doctor(archive, MEDIA_ROOT="/proc/self")
    assert "Nothing can be written into /proc/self" in unwritable.stdout
    (tmp_path / "file").touch()
    var = doctor(
        archive,
        FICWRIGHT_MODE="test",
        SECRET_KEY=None,
        FICWRIGHT_VAR=str(tmp_path / "file" / "var"),
    )
    assert f"{tmp_path / 'file' / 'var'} cannot be used" in " ".join(var.stdout.split())


def test_static_files_that_were_not_collected_or_are_old(archive, tmp_path):
    static = tmp_path / "var" / "static"
    static.unlink()
    shutil.copytree(static_files(), static)
    (static / "css" / "base.css").write_text("/* of yesterday */")
    assert any("css/base.css is newer" in said for said in shoulds(doctor(archive)))
    (static / "staticfiles.json").unlink()
    assert any(
        "The style sheets and pictures are not in" in said for said in musts(doctor(archive))
    )


def test_a_mail_server_that_is_not_there(archive):
    answer = doctor(archive, EMAIL_URL="smtp://me:secret@127.0.0.1:1")
    assert any("The mail server 127.0.0.1:1 does not answer" in said for said in musts(answer))
    assert shoulds(answer) == ["Mails are sent from archive@localhost."]
    assert "secret" not in answer.stdout


def test_a_cache_that_is_not_there(archive):
    answer = doctor(archive, CACHE_URL="redis://127.0.0.1:1/0")
    assert any("The cache at 127.0.0.1:1 does not answer" in said for said in musts(answer))


def test_backups_that_are_old_or_missing(archive, tmp_path):
    [backup] = (tmp_path / "var" / "backups").iterdir()
    long_ago = time.time() - 8 * 86_400
    os.utime(backup, (long_ago, long_ago))
    assert "The last backup is 8 days old." in shoulds(doctor(archive))
    backup.unlink()
    assert any(said.startswith("There is no backup in") for said in shoulds(doctor(archive)))


def test_secrets_that_others_may_read_and_a_closed_archive(archive, tmp_path):
    (tmp_path / "var" / "secret-key").touch(0o644)
    (tmp_path / "var" / "maintenance").touch()
    answer = doctor(archive)
    assert any(said.startswith("Others on this machine may read") for said in shoulds(answer))
    assert "The archive is closed." in shoulds(answer)


def test_too_many_processes_for_little_memory(monkeypatch, tmp_path):
    (tmp_path / "limit").write_text("512000000\n")
    monkeypatch.setattr(machine, "LIMIT_OF_CONTAINER", tmp_path / "limit")
    monkeypatch.setenv("WEB_CONCURRENCY", "4")
    [finding] = machine.memory()
    assert finding.what == "4 web processes share 512 MB of memory."
    monkeypatch.setenv("WEB_CONCURRENCY", "2")
    assert list(machine.memory()) == []


def test_a_disk_is_nearly_full_by_bytes_or_by_share():
    gigabyte = 1_000_000_000
    assert files.is_nearly_full(gigabyte // 2, 10 * gigabyte)
    assert files.is_nearly_full(4 * gigabyte, 100 * gigabyte)
    assert not files.is_nearly_full(2 * gigabyte, 20 * gigabyte)


def test_a_postgresql_that_is_too_old():
    assert list(database.too_old(15)) == []
    looking = database.too_old(14)
    assert next(looking).what == "The database is PostgreSQL 14; 15 is the oldest that works."
    with pytest.raises(CannotLook):
        next(looking)


def test_every_check_has_a_name_of_its_own():
    names = [check.name for stage in STAGES for check in (stage.door, *stage.checks)]
    assert len(names) == len({*names}) >= 30


def test_what_is_well_is_told_on_demand(archive):
    assert "  ok  the settings start" in run("doctor", archive, "--verbose").stdout

"""What the doctor finds in a database that answers: its kind, its tables, its people, its work."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.models import SiteSettings
from tests.cast import PASSWORD, person
from tests.keeping.broken import address, run, sound
from tests.keeping.test_doctor import doctor, musts, shoulds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(tmp_path, db):
    """With an empty queue: Django's tests leave its tables as they are."""
    sql("TRUNCATE procrastinate_workers, procrastinate_jobs CASCADE")
    yield sound(tmp_path / "var") | {"DATABASE_URL": address()}
    sql("TRUNCATE procrastinate_workers, procrastinate_jobs CASCADE")


@pytest.fixture
def kept(archive, admin):
    """An archive that is set up, with a worker at work."""
    admin.set_password("a long walk by the harbour")
    admin.save()
    SiteSettings(name="The Lamplit Shelf", set_up_at=timezone.now()).save()
    sql("INSERT INTO procrastinate_workers DEFAULT VALUES")


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_where_all_is_well_nothing_is_said(archive, kept):
    answer = run("doctor", archive)
    assert answer.returncode == 0, answer.stdout
    assert "To be mended: 0. To be looked at: 0." in answer.stdout


def test_a_new_archive_needs_its_setting_up_and_its_worker(archive):
    answer = doctor(archive)
    assert musts(answer) == ["The worker is not running."]
    assert shoulds(answer) == ["The archive is not set up."]
    assert "manage.py setup_code" in answer.stdout


def test_nobody_left_to_rule_and_a_password_that_everybody_knows(archive, kept, admin):
    admin.is_active = False
    admin.save()
    person("bob")
    password = PBKDF2PasswordHasher().encode(PASSWORD, "salt")  # as production keeps it
    User.objects.filter(username="bob").update(password=password)
    answer = doctor(archive)
    assert musts(answer) == [
        "Nobody is administrator.",
        "The account bob has the password of the sample archive.",
    ]


def test_work_that_is_late_left_or_failed(archive, kept):
    sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    for status, scheduled_at in (
        ("todo", "now() - interval '6 minutes'"),
        ("todo", "now() + interval '1 hour'"),
        ("doing", "NULL"),
        ("failed", "NULL"),
        ("failed", "NULL"),
    ):
        sql(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at) "
            f"VALUES ('default', 'x', '{status}', {scheduled_at})"
        )
    answer = doctor(archive)
    assert musts(answer) == ["The worker is not running."]
    assert shoulds(answer) == [
        "Jobs wait for more than 5 minutes: 1.",
        "Jobs were begun and not ended: 1.",
        "Jobs failed, even when tried again: 2.",
    ]


def test_an_older_and_a_newer_database(archive, kept):
    sql("UPDATE django_migrations SET name = '9999_x' WHERE app = 'core' AND name = '0001_initial'")
    try:
        answer = doctor(archive)
    finally:
        sql("UPDATE django_migrations SET name = '0001_initial' WHERE name = '9999_x'")
    assert musts(answer) == [
        "The database lacks 1 changes of this version, the first is core.0001_initial.",
        "The database belongs to a newer version: core.9999_x is not known here.",
    ]


def test_no_table_to_count_sign_ins(archive, kept):
    sql("ALTER TABLE cache RENAME TO no_cache")
    try:
        answer = doctor(archive)
    finally:
        sql("ALTER TABLE no_cache RENAME TO cache")
    assert musts(answer) == ["The table in which sign-ins are counted is missing."]


def test_a_database_and_a_user_that_do_not_exist(archive):
    answer = doctor(archive, DATABASE_URL=address(NAME="nowhere"))
    assert musts(answer)[0].startswith("There is no database nowhere at ")
    answer = doctor(archive, DATABASE_URL=address(USER="nobody_here"))
    assert len(musts(answer)) == 1
    assert "nobody_here" in musts(answer)[0]


@pytest.fixture
def poor_database():
    """Of the wrong encoding, with a user who may do nothing in it."""
    name = f"{connection.settings_dict['NAME']}_poor"
    sql(f"CREATE ROLE {name} LOGIN")
    sql(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    yield name
    sql(f"DROP DATABASE {name}")
    sql(f"DROP ROLE {name}")


def test_a_database_of_another_encoding_in_which_nothing_may_be_made(archive, poor_database):
    answer = doctor(archive, DATABASE_URL=address(NAME=poor_database, USER=poor_database))
    said = musts(answer)
    assert said[0] == "The database stores text as SQL_ASCII, not as UTF8."
    assert said[1].startswith(f"The user {poor_database} may not make tables in the database")
    assert said[2] == "The database is empty."

"""Archives of their own: a database each, with the sample stories in it or with nothing."""

import contextlib
import os
import shutil
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as project
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from archive import samples
from archive.backup import BackupError, back_up, restore
from core import site

TABLES = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
"""


class Databases:
    """Makes databases on the tests' own server, and points Django at one of them."""

    def __init__(self):
        self.made = []

    def make(self, purpose, *, like="template0"):
        name = f"keeping_{os.getpid()}_{purpose}_{len(self.made)}"
        connection.close()
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        self.made.append(name)
        return name

    def run(self, statement):
        with self.session("postgres") as session:
            session.execute(statement)

    def session(self, name=""):
        """Another one than Django's."""
        words = connection.get_connection_params()
        return psycopg.connect(
            **{key: words[key] for key in ("user", "password", "host", "port") if key in words},
            dbname=name or words["dbname"],
            autocommit=True,
        )

    @contextlib.contextmanager
    def back_home(self):
        home = connection.settings_dict["NAME"]
        try:
            yield
        finally:
            self.use(home)

    def use(self, name):
        connection.close()
        connection.settings_dict["NAME"] = name
        site.forget()
        ContentType.objects.clear_cache()

    def drop_all(self):
        for name in self.made:
            self.run(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def databases(django_db_blocker):
    with django_db_blocker.unblock():
        databases = Databases()
    yield databases
    with django_db_blocker.unblock():
        databases.drop_all()


@pytest.fixture(scope="session")
def sample(databases, migrated, django_db_blocker, tmp_path_factory):
    """The sample archive: the name of its database, and its files."""
    media = tmp_path_factory.mktemp("sample")
    with django_db_blocker.unblock(), databases.back_home(), override_settings(MEDIA_ROOT=media):
        name = databases.make("sample", like=migrated)
        databases.use(name)
        samples.load()
    return name, media


@pytest.fixture(scope="session")
def emptied(databases, django_db_blocker):
    """One empty database again and again, because to drop one takes its time."""
    with django_db_blocker.unblock():
        name = databases.make("empty")

    def empty():
        with databases.session(name) as session:
            session.execute("DROP EVENT TRIGGER IF EXISTS tripwire")
            session.execute("DROP SCHEMA IF EXISTS tripwire, public CASCADE; CREATE SCHEMA public")
        return name

    return empty


@pytest.fixture
def elsewhere(databases, emptied, django_db_blocker, settings, tmp_path):
    """Another machine: elsewhere() has an empty database and an empty folder for files."""
    numbers = iter(range(100))

    def move(*, like=""):
        connection.close()
        databases.use(databases.make("copy", like=like) if like else emptied())
        settings.MEDIA_ROOT = tmp_path / f"elsewhere-{next(numbers)}"

    with django_db_blocker.unblock(), databases.back_home():
        yield move


@pytest.fixture
def archive(databases, sample, elsewhere, settings, tmp_path):
    """The sample archive, of which a test changes the files only."""
    name, media = sample
    databases.use(name)
    settings.MEDIA_ROOT = shutil.copytree(media, tmp_path / "media")


@pytest.fixture
def own_archive(databases, sample, archive):
    """With a database for a test that changes that, too."""
    databases.use(databases.make("own", like=sample[0]))


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    return tmp_path_factory.mktemp("backups")


@pytest.fixture
def backup(archive, written):
    """Of the sample archive; one is enough for all tests."""
    if not (made := list(written.iterdir())):
        made = [quietly_back_up(written)]
    return made[0]


def quietly_back_up(folder):
    return back_up(folder, say=str).path


def quietly_restore(path):
    return restore(path, say=str)


def fails(path, sentence):
    before = everything()
    with pytest.raises(CommandError, match=sentence) as trouble:
        call_command("restore", path, verbosity=0)
    assert isinstance(trouble.value.__cause__, BackupError)
    assert everything() == before


def all_rows(session=None):
    """Every table with all that stands in it, but for what a backup leaves out."""
    with contextlib.ExitStack() as stack:
        session = session or stack.enter_context(connection.cursor())
        tables = [name for (name,) in session.execute(TABLES).fetchall()]
        return {
            table: [
                row
                for (row,) in session.execute(
                    f'SELECT t::text FROM {table} AS t ORDER BY t::text COLLATE "C"'
                )
            ]
            for table in tables
        }


def all_files():
    root = Path(project.MEDIA_ROOT)
    return {
        str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def everything():
    return all_rows(), all_files()


def is_empty():
    root = Path(project.MEDIA_ROOT)
    return not all_rows() and not (root.exists() and any(root.iterdir()))

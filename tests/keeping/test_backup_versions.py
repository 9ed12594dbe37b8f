"""A backup moves between versions of PostgreSQL: every table is the same, row for row."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from core import embedded
from core.embedded.place import wheel_binaries
from tests.conftest import ROOT
from tests.keeping.conftest import all_rows

BINARIES = {15: Path("/usr/lib/postgresql/15/bin"), 18: wheel_binaries()}

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(
        not (BINARIES[15] / "postgres").exists(),
        reason="PostgreSQL 15 is not installed in /usr/lib/postgresql/15",
    ),
]


@pytest.fixture(scope="module")
def servers():
    """Version → the address of a server of that version, of our own."""
    with tempfile.TemporaryDirectory(prefix="ficwright-test-") as folder:
        project = Path(folder)
        project.chmod(0o755)
        yield {
            version: embedded.ensure_running(
                f"v{version}", durable=False, project=project, binaries=binaries
            )
            for version, binaries in BINARIES.items()
        }
        for version in BINARIES:
            embedded.leave(f"v{version}")


@pytest.fixture(scope="module")
def archives(servers, tmp_path_factory):
    """Version → a sample archive on that server, in use."""
    made = {version: Archive(url, tmp_path_factory.mktemp("a")) for version, url in servers.items()}
    for one in made.values():
        one.manage("migrate", "--verbosity=0")
        one.manage("createcachetable")
        one.manage("load_samples")
    return made


class Archive:
    def __init__(self, url, folder):
        self.url, self.media, self.backups = url, folder / "media", folder / "backups"

    def manage(self, *words):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "DATABASE_URL": self.url,
            "FICWRIGHT_MODE": "sample",
            "MEDIA_ROOT": str(self.media),
        }
        command = [sys.executable, "manage.py", *map(str, words)]
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    def everything(self):
        files = [path for path in self.media.rglob("*") if path.is_file()]
        with psycopg.connect(self.url) as session:
            return (
                all_rows(session),
                {str(path.relative_to(self.media)): path.read_bytes() for path in files},
                session.execute(SEQUENCES).fetchall(),
                session.execute(TRIGGERS).fetchall(),
            )


SEQUENCES = "SELECT sequencename::text, last_value FROM pg_sequences ORDER BY 1"
TRIGGERS = "SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"


@pytest.mark.parametrize(("old", "new"), [(18, 18), (15, 15), (15, 18), (18, 15)])
def test_every_table_is_the_same_on_the_other_server(old, new, servers, archives, tmp_path):
    before = archives[old]
    before.manage("backup", "--to", before.backups)
    backup = max(before.backups.iterdir())
    name = f"from_{old}"
    with psycopg.connect(servers[new], autocommit=True) as session:
        session.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    after = Archive(servers[new].replace("/ficwright?", f"/{name}?"), tmp_path)
    after.manage("restore", backup)
    assert after.everything() == before.everything()
    assert len(after.everything()[0]["public.stories_story"]) == 12

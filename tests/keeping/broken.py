"""Set-ups for the doctor: an archive in folders of its own, and what may be wrong with it."""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

from django.contrib.staticfiles.finders import get_finders
from django.db import connection

from tests.conftest import ROOT

NOBODY_LISTENS = "postgres://ficwright:secret@127.0.0.1:1/ficwright"


@cache
def static_files() -> Path:
    """As `collectstatic` would leave them, without its slow compression."""
    folder = Path(tempfile.mkdtemp(prefix="ficwright-static-"))
    atexit.register(shutil.rmtree, folder)
    for finder in get_finders():
        for name, storage in finder.list([]):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(storage.path(name), folder / name)
    (folder / "staticfiles.json").touch()
    return folder


def sound(var: Path) -> dict[str, str]:
    """The environment of an archive that lacks only its database."""
    (var / "media").mkdir(parents=True)
    (var / "backups").mkdir()
    (var / "backups" / "ficwright-archive-20261122T030000Z.tar").touch()
    (var / "static").symlink_to(static_files())
    return {
        "FICWRIGHT_MODE": "production",
        "FICWRIGHT_VAR": str(var),
        "DATABASE_URL": NOBODY_LISTENS,
        "SECRET_KEY": "q7Zr_2mXb-9KfLw4TnYd8sHvJc1PgAe6RuIo3NiWkEyBxMtQzD",
        "ALLOWED_HOSTS": "archive.example",
        "TRUSTED_PROXIES": "1",
    }


def run(command: str, environment: dict[str, str | None], *words: str):
    """manage.py with this environment and no other settings of ours."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    given = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        [sys.executable, "manage.py", command, *words],
        cwd=ROOT, env=plain | given, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def address(**changes: str) -> str:
    """The DATABASE_URL of the tests' own database."""
    given = {**connection.settings_dict, **changes}
    return (
        f"postgres://{given['USER']}@:{given['PORT']}/{quote(given['NAME'])}"
        f"?host={quote(given['HOST'], safe='/')}"
    )


@contextmanager
def server_that_refuses(message: str, code: str):
    """Something that listens as PostgreSQL does, and turns everybody away with these words."""
    fields = b"".join(
        f"{kind}{word}\0".encode()
        for kind, word in zip("SCM", ("FATAL", code, message), strict=True)
    )
    answer = b"E" + (4 + len(fields) + 1).to_bytes(4, "big") + fields + b"\0"
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def turn_away():
            while True:
                try:
                    visitor, _ = listening.accept()
                except OSError:
                    return
                with visitor:
                    visitor.recv(1_000)
                    visitor.sendall(answer)

        threading.Thread(target=turn_away, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)

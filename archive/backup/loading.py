"""The database, read by pg_restore and psql, in one transaction.

pg_restore turns the dump into SQL, this process leaves out the settings that the server does not
know, psql runs it. COMMIT is the last line that psql is told: whoever is killed before, the server
rolls back.
"""

import contextlib
import subprocess
import threading
from collections.abc import Callable
from hashlib import sha256
from typing import IO

from django.db import connection

from archive.backup import statements, sums
from archive.backup.preamble import without_unknown_settings
from archive.backup.tools import Ended, running
from archive.backup.trouble import BackupError

PG_RESTORE = ("--no-owner", "--no-privileges", "--no-comments", "--file=-")
PSQL = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null")


def load(
    dump: IO[bytes],
    digest: str,
    *,
    rows: dict[str, int],
    empty: list[str],
    before_commit: Callable[[], None],
) -> None:
    """Fill the database from a dump with this hash, and compare the rows of its tables.

    `empty` names tables that must still be without a row when it begins. Raises BackupError; then
    the database is as it was.
    """
    known = known_settings()
    with running("psql", *PSQL, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        psql = Psql(process)
        psql.tell("BEGIN;")
        psql.tell(statements.lock(empty))
        psql.tell(statements.compare_rows(dict.fromkeys(empty, 0)))
        psql.tell(statements.CLEAR)
        psql.pass_on(dump, digest, known)
        psql.tell(statements.compare_rows(rows))
        psql.wait_until("loaded")
        before_commit()
        psql.tell("COMMIT;")
        psql.wait_until("kept")


def known_settings() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings")
        return {name for (name,) in cursor.fetchall()}


class Psql:
    def __init__(self, process: subprocess.Popen[bytes]):
        self.process = process
        self.stdin, self.stdout = pipes_of(process)

    def tell(self, words: str) -> None:
        self.write(words.encode() + b"\n")

    def write(self, data: bytes) -> None:
        try:
            self.stdin.write(data)
        except BrokenPipeError:
            raise Ended(self.process) from None

    def wait_until(self, word: str) -> None:
        """It does one thing after the other: when it says the word, all before is done."""
        self.tell(f"\\echo {word}")
        try:
            self.stdin.flush()
        except BrokenPipeError:
            raise Ended(self.process) from None
        if self.stdout.readline().decode().strip() != word:
            raise Ended(self.process)

    def pass_on(self, dump: IO[bytes], digest: str, known: set[str]) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with running("pg_restore", *PG_RESTORE, **pipes) as process:
            stdin, script = pipes_of(process)
            feeder = Feeder(dump, stdin)
            feeder.start()
            for line in without_unknown_settings(script, known):
                self.write(line)
            for chunk in sums.chunks(script):
                self.write(chunk)
            feeder.join()
        if feeder.trouble:
            raise feeder.trouble
        if feeder.digest.hexdigest() != digest:
            raise BackupError("The dump in the backup changed while it was read.")


class Feeder(threading.Thread):
    """Gives the dump to pg_restore, while another thread takes what comes out."""

    def __init__(self, dump: IO[bytes], stdin: IO[bytes]):
        super().__init__(daemon=True)
        self.dump, self.stdin = dump, stdin
        self.digest = sha256()
        self.trouble: Exception | None = None

    def run(self) -> None:
        try:
            for chunk in sums.chunks(self.dump):
                self.digest.update(chunk)
                with contextlib.suppress(BrokenPipeError):  # pg_restore has read enough
                    self.stdin.write(chunk)
            with contextlib.suppress(BrokenPipeError):
                self.stdin.close()
        except Exception as trouble:
            self.trouble = trouble


def pipes_of(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin  # noqa: S101 (for mypy)
    assert process.stdout  # noqa: S101
    return process.stdin, process.stdout

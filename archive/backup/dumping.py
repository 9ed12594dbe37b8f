"""The database, written by pg_dump."""

import subprocess
from collections.abc import Iterator

from archive.backup import sums
from archive.backup.snapshot import LEFT_OUT
from archive.backup.tools import running

OPTIONS = (
    "--format=custom",
    "--encoding=UTF8",
    "--no-owner",
    "--no-privileges",
    *(f"--exclude-table-data=public.{table}" for table in LEFT_OUT),
)


def dump(snapshot_id: str) -> Iterator[bytes]:
    """pg_dump's output, as it comes. Raises BackupError at its end if pg_dump was not content."""
    with running(
        "pg_dump",
        *OPTIONS,
        f"--snapshot={snapshot_id}",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    ) as pg_dump:
        assert pg_dump.stdout  # noqa: S101 (for mypy)
        yield from sums.chunks(pg_dump.stdout)

"""A backup, from the first look at the disk to the last look at what was written."""

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from archive.backup import bucket as in_bucket
from archive.backup import files, shelf, snapshot
from archive.backup.checking import check
from archive.backup.dumping import dump
from archive.backup.files import Copied
from archive.backup.manifest import Manifest
from archive.backup.reading import DUMP, MANIFEST, SUMS
from archive.backup.snapshot import LEFT_OUT, Snapshot
from archive.backup.tools import program
from archive.backup.trouble import BackupError, database_in_words, folder_in_words
from archive.backup.writing import Writer
from archive.version import VERSION
from core.storage import bucket


@dataclass(frozen=True)
class Backup:
    path: Path
    bytes: int
    rows: int
    files: int
    seconds: float
    missing: list[str]  # files that rows name and that were not there
    not_copied: list[str]  # what lies in MEDIA_ROOT and is no file
    removed: list[Path]  # older backups


def back_up(folder: Path, *, keep: int = 0, say: Callable[[str], object] = print) -> Backup:
    """Write a backup into the folder, read it back, then remove all but the `keep` newest ones
    (0: remove none). The archive may be in use. Raises BackupError; then nothing is left behind."""
    began = time.monotonic()
    media = Path(settings.MEDIA_ROOT)
    program("pg_dump")
    with folder_in_words(folder):
        shelf.prepare(folder, media=media)
        shelf.sweep(folder)
        shelf.check_room(folder, files.size(media))
        path, rows, copied, missing = write(folder, media, say)
        removed = shelf.remove_older(path, keep=keep) if keep else []
        size = path.stat().st_size
    seconds = time.monotonic() - began
    return Backup(
        path, size, rows, copied.files, seconds, missing, copied.not_copied, removed
    )  # fmt: skip


def write(
    folder: Path, media: Path, say: Callable[[str], object]
) -> tuple[Path, int, Copied, list[str]]:
    """The files are copied after the snapshot was taken: whatever a row of it names is there then,
    unless it was deleted meanwhile."""
    with database_in_words(), snapshot.taken() as now:
        facts = describe(now)
        path = folder / shelf.file_name(facts.name, datetime.fromisoformat(facts.taken_at))
        with shelf.begun(path) as file, tempfile.TemporaryFile(dir=folder) as list_of_sums:
            writer = Writer(file, list_of_sums)
            writer.add(MANIFEST, [facts.as_json()])
            say("Writing the database …")
            writer.add(DUMP, dump(now.id))
            say("Copying the files …")
            copied = files.copy(media, writer)
            if bucket():
                copied += in_bucket.copy(now.file_names(), writer)
            missing = files.missing(now.file_names(), media, list_of_sums)
            now.let_go()
            writer.finish(SUMS)
            say("Reading it back …")
            read_back(file)
    return path, sum(facts.rows.values()), copied, missing


def describe(now: Snapshot) -> Manifest:
    rows = now.rows()
    if "public.django_migrations" not in rows or "public.core_sitesettings" not in rows:
        raise BackupError("This database holds no archive: there is nothing to back up.")
    return Manifest(
        name=now.name_of_archive(),
        taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=VERSION,
        postgresql=now.postgresql(),
        migrations=now.last_migrations(),
        rows=rows,
        left_out=list(LEFT_OUT),
    )


def read_back(file: BinaryIO) -> None:
    """From the disk, not from the memory that still holds what was written, where that is known
    how to be asked for."""
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    check(Path(file.name))

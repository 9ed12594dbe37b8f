"""The folder of backups: how they are called, which are old, and how one is begun and completed."""

import fcntl
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from archive.backup.trouble import BackupError

STAMP = r"[0-9]{8}T[0-9]{6}Z"
LONGEST_NAME = 40  # characters


def file_name(archive: str, taken_at: datetime) -> str:
    return f"ficwright-{slug(archive)}-{taken_at.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar"


def slug(archive: str) -> str:
    plain = unicodedata.normalize("NFKD", archive).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-") or "archive"


def prepare(folder: Path, *, media: Path) -> None:
    if folder.resolve().is_relative_to(media.resolve()):
        raise BackupError(
            f"{folder} lies within MEDIA_ROOT, where the files are that a backup copies: "
            "choose another folder."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BackupError(
            f"The backup needs at least {megabytes(needed)} and {folder} has room for "
            f"{megabytes(free)}: free some, or choose another disk."
        )


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


@contextmanager
def begun(path: Path) -> Iterator[BinaryIO]:
    """A file of another name, which becomes `path` only when everything went well."""
    half = path.with_name(f".{path.name}.part")
    try:
        file = open(half, "x+b", opener=closed_to_others)  # noqa: SIM115
    except FileExistsError:
        raise BackupError("Another backup began in this second: one is enough.") from None
    try:
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        half.rename(path)
        sync(path.parent)
    finally:
        half.unlink(missing_ok=True)


def closed_to_others(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Away with what a backup that was killed left behind: nobody holds its lock."""
    for half in folder.glob(".ficwright-*.tar.part"):
        try:
            with half.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                half.unlink()
        except (BlockingIOError, FileNotFoundError):
            continue


def remove_older(newest: Path, *, keep: int) -> list[Path]:
    """All but the `keep` newest backups of the same archive, known by their names."""
    stem = newest.name[: -len("-20260101T000000Z.tar")]
    pattern = re.compile(rf"{re.escape(stem)}-{STAMP}\.tar")
    found = sorted(path for path in newest.parent.iterdir() if pattern.fullmatch(path.name))
    older = [path for path in found[: -keep or None] if path != newest]
    for path in older:
        path.unlink()
    return older

"""The tar of a backup, read in one pass. It may be cut short, damaged, or made by somebody hostile:
nothing in it is believed before it was looked at."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from archive.backup.files import FOLDER, WAITING
from archive.backup.trouble import BackupError

MANIFEST, DUMP, SUMS = "manifest.json", "database.dump", "SHA256SUMS"

NO_TAR = "{path} is not a backup of Ficwright: {why}."
DAMAGED = "{path} is damaged or not complete: {why}. Take another backup of it."


@dataclass(frozen=True)
class Member:
    name: str
    size: int
    modified: float
    stream: IO[bytes]

    @property
    def file(self) -> str:
        """The name of a file of MEDIA_ROOT; empty for the other members."""
        return self.name[len(FOLDER) :] if self.name.startswith(FOLDER) else ""


@contextmanager
def opened(path: Path) -> Iterator[Iterator[Member]]:
    """Its members in their order. What goes wrong while they are read is said in words."""
    try:
        file = path.open("rb")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BackupError(f"{path} cannot be read: {reason}.") from error
    with file:
        try:
            tar = tarfile.open(  # noqa: SIM115 (it closes nothing but `file`)
                fileobj=file, mode="r:", encoding="utf-8", errors="surrogateescape"
            )
        except tarfile.TarError:
            raise BackupError(NO_TAR.format(path=path, why="it is no tar file")) from None
        try:
            yield members(tar, path)
        except (tarfile.TarError, EOFError):
            raise BackupError(DAMAGED.format(path=path, why="it ends too soon")) from None


def members(tar: tarfile.TarFile, path: Path) -> Iterator[Member]:
    """manifest.json, database.dump, files, SHA256SUMS: in this order and nothing else."""
    expected = [MANIFEST, DUMP]
    is_over = False
    while (info := tar.next()) is not None:
        tar.members.clear()  # type: ignore[attr-defined]  # it would remember all of them
        first = expected.pop(0) if expected else ""
        if is_over or (first and info.name != first):
            why = f"{info.name!r} stands where {first or 'nothing'} should"
            raise BackupError(NO_TAR.format(path=path, why=why))
        if not first and info.name != SUMS and not is_safe(info.name):
            why = f"it holds something called {info.name!r}, and may be hostile"
            raise BackupError(NO_TAR.format(path=path, why=why))
        is_ordinary = info.type == tarfile.REGTYPE and not info.issparse()
        stream = tar.extractfile(info) if is_ordinary else None
        if stream is None:
            why = f"{info.name!r} in it is no ordinary file, and may be hostile"
            raise BackupError(NO_TAR.format(path=path, why=why))
        is_over = info.name == SUMS
        yield Member(info.name, info.size, info.mtime, stream)
    if not is_over:
        raise BackupError(DAMAGED.format(path=path, why="its end is missing"))


def is_safe(name: str) -> bool:
    """A path below files/, and nowhere else once it is written to a disk."""
    parts = PurePosixPath(name).parts
    return (
        name.startswith(FOLDER)
        and "/".join(parts) == name
        and len(parts) > 1
        and not {"..", "."} & set(parts)
        and "\0" not in name
        and parts[1] != WAITING
    )

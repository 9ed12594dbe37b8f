"""Is a backup whole? Every member is read, and its hash compared with what was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.backup import manifest, sums
from archive.backup.manifest import Manifest
from archive.backup.reading import DAMAGED, MANIFEST, NO_TAR, SUMS, opened
from archive.backup.trouble import BackupError


@dataclass(frozen=True)
class Contents:
    manifest: Manifest
    files: int
    bytes: int  # of the files

    @property
    def rows(self) -> int:
        return sum(self.manifest.rows.values())


def check(path: Path) -> Contents:
    """Read it all. Raises BackupError, which names what is damaged."""
    facts = look_at(path)
    files = size = 0
    lines = listed(path)
    with opened(path) as members:
        for member in members:
            if member.name == SUMS:
                continue
            if next(lines, None) != (sums.digest(member.stream), member.name):
                why = f"{member.name} is not what was written"
                raise BackupError(DAMAGED.format(path=path, why=why))
            if member.file:
                files, size = files + 1, size + member.size
    if next(lines, None):
        raise BackupError(DAMAGED.format(path=path, why="a file of its list is missing"))
    return Contents(facts, files, size)


def look_at(path: Path) -> Manifest:
    """Only what it says of itself: quick, and not yet to be believed."""
    with opened(path) as members:
        first = next(members)
        if first.name != MANIFEST or first.size > manifest.LARGEST:
            raise BackupError(NO_TAR.format(path=path, why="its manifest.json is too large"))
        return manifest.parse(first.stream.read())


def listed(path: Path) -> Iterator[tuple[str, str]]:
    """The digest and the name of each member, out of its list."""
    with opened(path) as members:
        for member in members:
            if member.name == SUMS:
                yield from map(sums.parse, member.stream)

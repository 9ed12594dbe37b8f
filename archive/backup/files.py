"""The files that authors brought, as they lie in MEDIA_ROOT."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.backup import sums
from archive.backup.writing import Writer

FOLDER = "files/"  # of a backup
WAITING = ".restoring"  # in MEDIA_ROOT: what a restore has not put in its place yet
NOT_OURS = (WAITING, "lost+found")


@dataclass
class Copied:
    files: int = 0
    bytes: int = 0
    not_copied: list[str] = field(default_factory=list)  # links, devices …

    def __add__(self, other: "Copied") -> "Copied":
        return Copied(
            self.files + other.files, self.bytes + other.bytes, self.not_copied + other.not_copied
        )


def copy(root: Path, writer: Writer) -> Copied:
    """Into the backup. A file that is deleted meanwhile is not there; see `missing`."""
    copied = Copied()
    for path in walk(root):
        name = str(path.relative_to(root))
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            continue
        except OSError:
            if not path.is_symlink():
                raise
            copied.not_copied.append(name)
            continue
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                copied.not_copied.append(name)
                continue
            chunks = sums.chunks(file)
            copied.bytes += writer.add(FOLDER + name, chunks, modified=found.st_mtime)
            copied.files += 1
    return copied


def walk(folder: Path, *, but: tuple[str, ...] = NOT_OURS) -> Iterator[Path]:
    """Whatever is no folder, in the order of names."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in found:
        if entry.name in but:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path), but=())
        else:
            yield Path(entry.path)


def size(root: Path) -> int:
    """Of all of them, in bytes, about: they come and go."""
    total = 0
    for path in walk(root):
        try:
            total += path.lstat().st_size
        except FileNotFoundError:
            continue
    return total


def missing(names: Iterator[str], root: Path, list_of_sums) -> list[str]:
    """Files that rows name and that are not in the backup.

    Most of them are on the disk still, so that only the few others are looked for in the list."""
    gone = {name for name in names if not (root / name).is_file()}
    if gone:
        list_of_sums.seek(0)
        gone -= {sums.parse(line)[1].removeprefix(FOLDER) for line in list_of_sums}
        list_of_sums.seek(0, os.SEEK_END)
    return sorted(gone)

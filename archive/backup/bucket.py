"""The files of an archive that keeps them in an S3-compatible store: into a backup and back."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from archive.backup import sums
from archive.backup.arrival import Arrival
from archive.backup.files import FOLDER, Copied, walk
from archive.backup.writing import Writer
from core.storage import bucket


def copy(names: Iterator[str], writer: Writer) -> Copied:
    """Every file that a row names, in the order of rows. One that is gone is not there; see
    `files.missing`."""
    copied = Copied()
    for name in names:
        try:
            modified = default_storage.get_modified_time(name).timestamp()
            with default_storage.open(name, "rb") as file:
                copied.bytes += writer.add(FOLDER + name, sums.chunks(file), modified=modified)
        except FileNotFoundError:
            continue
        copied.files += 1
    return copied


class ArrivalInBucket(Arrival):
    """They wait on this machine's disk until the database is filled."""

    def __init__(self, media: Path):
        super().__init__(media)
        self.sent: list[str] = []

    def settle(self) -> None:
        self.is_settled = True
        for path in walk(self.waiting):
            name = str(path.relative_to(self.waiting))
            with path.open("rb") as file:
                self.sent.append(default_storage.save(name, File(file)))
            path.unlink()

    def finish(self) -> None:
        self.empty_waiting_room()

    def undo(self) -> None:
        for name in self.sent:
            default_storage.delete(name)
        self.sent.clear()
        super().undo()


def arrival(media: Path) -> Arrival:
    return ArrivalInBucket(media) if bucket() else Arrival(media)

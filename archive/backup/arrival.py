"""The files of a restore: they wait in a folder within MEDIA_ROOT until the database is filled.

That folder is there from the first step to the last: where one is found and the database is empty,
a restore was interrupted, and whatever lies in MEDIA_ROOT is what it left.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from archive.backup import shelf, sums
from archive.backup.files import FOLDER, NOT_OURS, WAITING
from archive.backup.reading import Member
from archive.backup.trouble import BackupError


class Arrival:
    def __init__(self, media: Path):
        self.media = media
        self.waiting = media / WAITING
        self.is_settled = False

    def begin(self, needed: int) -> None:
        self.media.mkdir(parents=True, exist_ok=True)
        self.undo()
        free = shutil.disk_usage(self.media).free
        if free < needed:
            raise BackupError(
                f"The files need {shelf.megabytes(needed)} and {self.media} has room for "
                f"{shelf.megabytes(free)}: free some, or choose another disk."
            )
        self.waiting.mkdir(mode=0o700)

    def take(self, member: Member) -> None:
        path = self.waiting / member.file
        self.make_folder(path.parent)
        mode = settings.FILE_UPLOAD_PERMISSIONS or 0o644
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        except FileExistsError:
            raise BackupError(f"The backup holds {member.name} twice.") from None
        with os.fdopen(descriptor, "wb") as file:
            shutil.copyfileobj(member.stream, file, sums.CHUNK)
        os.utime(path, (member.modified, member.modified))
        self.give_away(path)

    def make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self.make_folder(folder.parent)
            folder.mkdir()
            self.give_away(folder)

    def give_away(self, path: Path) -> None:
        """Root restores for the user whose folder it is."""
        if os.geteuid() == 0:
            owner = self.media.stat()
            os.chown(path, owner.st_uid, owner.st_gid)

    def compare(self, listed: Iterator[tuple[str, str]]) -> None:
        """What lies on the disk with the hashes of the backup."""
        for digest, name in listed:
            if not name.startswith(FOLDER):
                continue
            with (self.waiting / name[len(FOLDER) :]).open("rb") as file:
                if sums.digest(file) != digest:
                    raise BackupError(f"{name} was not written as it stands in the backup.")

    def settle(self) -> None:
        """Into their places; on the disk for good."""
        self.is_settled = True
        for path in self.waiting.iterdir():
            path.rename(self.media / path.name)
        os.sync()

    def finish(self) -> None:
        self.waiting.rmdir()

    def empty_waiting_room(self) -> None:
        shutil.rmtree(self.waiting)

    def undo(self) -> None:
        """Only what a restore brought: its folder of waiting files goes last."""
        if not self.waiting.exists():
            return
        for path in self.media.iterdir():
            if path.name not in NOT_OURS:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(self.waiting)

"""The tar of a backup, written in one pass: nothing is read twice, nothing waits in memory."""

import tarfile
import time
from collections.abc import Iterable
from hashlib import sha256
from itertools import chain
from typing import IO

from archive.backup import sums


class Writer:
    """Adds members whose size nobody knows beforehand: a head that was wrong is written again."""

    def __init__(self, file: IO[bytes], list_of_sums: IO[bytes]):
        self.file = file
        self.sums = list_of_sums

    def add(self, name: str, chunks: Iterable[bytes], *, modified: float | None = None) -> int:
        """Returns how many bytes it has."""
        size, digest = self._write(name, chunks, time.time() if modified is None else modified)
        self.sums.write(sums.line(digest, name))
        return size

    def finish(self, name: str) -> None:
        """The list of hashes is the last member; it does not name itself."""
        self.sums.seek(0)
        self._write(name, sums.chunks(self.sums), time.time())
        self.file.write(bytes(2 * tarfile.BLOCKSIZE))

    def _write(self, name: str, chunks: Iterable[bytes], modified: float) -> tuple[int, str]:
        info, digest = tarfile.TarInfo(name), sha256()
        info.mode, info.mtime = 0o600, int(modified)
        rest = iter(chunks)
        first = next(rest, b"")
        size, info.size = 0, len(first)  # of most files the whole
        start = self.file.tell()
        self.file.write(head(info))
        for chunk in chain([first], rest):
            self.file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        self.file.write(bytes(-size % tarfile.BLOCKSIZE))
        if size != info.size:
            info.size = size
            self.write_again(start, head(info))
        return size, digest.hexdigest()

    def write_again(self, place: int, data: bytes) -> None:
        end = self.file.tell()
        self.file.seek(place)
        self.file.write(data)
        self.file.seek(end)


def head(info: tarfile.TarInfo) -> bytes:
    """In GNU's form, which is as long for every size."""
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")

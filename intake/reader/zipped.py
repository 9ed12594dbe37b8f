"""A packed file, opened with care: every limit is counted while reading, nothing is believed."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _

from intake.reader.unreadable import Unreadable

ENTRIES = 2_000
INFLATED = 100_000_000  # bytes of all entries together, counted while reading
RATIO = 100  # an entry may grow to so many times its size …
FLOOR = 1_000_000  # … unless it stays below so many bytes
PIECE = 65_536  # bytes read at once


class Zipped:
    """The entries of a zip by their names, folders left out. Raises Unreadable."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._entries = {one.filename: one for one in self._zip.infolist() if not one.is_dir()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Unreadable(_("This file is damaged: it cannot be unpacked.")) from error
        self._inflated = 0

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        return b"".join(self._pieces(name))

    def _pieces(self, name: str) -> Iterator[bytes]:
        with self._zip.open(self._entries[name]) as entry:
            while piece := entry.read(PIECE):
                self._inflated += len(piece)
                if self._inflated > INFLATED:
                    raise Unreadable(_("Unpacked, this file is too large."))
                yield piece

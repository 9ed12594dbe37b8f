"""A packed file, opened with care: every limit is counted while reading, nothing is believed."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy as lazy

from intake.reader.unreadable import Unreadable

ENTRIES = 2_000
DIRECTORY = 1_000_000  # bytes of the list of entries, which is read before they can be counted
INFLATED = 100_000_000  # bytes of all entries together, counted while reading
RATIO = 100  # an entry may grow to so many times its size …
FLOOR = 1_000_000  # … unless it stays below so many bytes
PIECE = 65_536  # bytes read at once
ENTITY = b"<!ENTITY"

DAMAGED = lazy("This file is damaged: it cannot be unpacked.")
TOO_LARGE = lazy("Unpacked, this file is too large.")
TOO_MANY = lazy("There are too many files in this one.")
PASSWORD = lazy("This file is locked with a password. Save it without one.")
CROOKED = lazy(
    "This file is packed in a way that we do not trust. Save it again, or paste the text."
)

IS_ENCRYPTED = 0x1
IS_UTF8 = 0x800
END = struct.Struct("<4s4H2LH")  # of the list of entries; APPNOTE.TXT 4.3.16
END_64 = struct.Struct("<4sQ2H2L4Q")  # 4.3.14
BROKEN = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error)
DRIVE = re.compile(r"[A-Za-z]:")


class Zipped:
    """The entries of a zip by their names, folders left out. Raises Unreadable."""

    def __init__(self, data: bytes) -> None:
        self._size, self._inflated = len(data), 0
        if _directory_size(data) > DIRECTORY:
            raise Unreadable(TOO_MANY)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            found = self._zip.infolist()
        except BROKEN as error:
            raise Unreadable(DAMAGED) from error
        if len(found) > ENTRIES:
            raise Unreadable(TOO_MANY)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in found:
            self._take(entry)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes of each entry, unpacked, as the file itself says: not to be relied on."""
        return {name: entry.file_size for name, entry in self._entries.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """All of an entry; what was read counts towards INFLATED, however often."""
        return b"".join(self._pieces(name))

    def head(self, name: str, length: int) -> bytes:
        """Its first bytes."""
        found = b""
        for piece in self._pieces(name):
            found += piece
            if len(found) >= length:
                break
        return found[:length]

    def inspect(self, *, xml: tuple[str, ...] = ()) -> None:
        """Unpack every entry and forget it, before another program does: it is whole and within
        the limits, and no part with one of these suffixes defines entities."""
        for name in self.names:
            is_xml, tail = name.lower().endswith(xml), b""
            for piece in self._pieces(name):
                if is_xml:
                    refuse_entities(tail + piece)
                    tail = piece[-2 * len(ENTITY) :]

    def _take(self, entry: zipfile.ZipInfo) -> None:
        name = _name_of(entry)
        if entry.is_dir() or name.endswith("/"):
            return
        if entry.flag_bits & IS_ENCRYPTED:
            raise Unreadable(PASSWORD)
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        if is_link or _leads_elsewhere(name) or name in self._entries:
            raise Unreadable(CROOKED)
        self._entries[name] = entry

    def _pieces(self, name: str) -> Iterator[bytes]:
        entry = self._entries[name]
        limit = max(FLOOR, RATIO * min(entry.compress_size, self._size))
        inflated = 0
        try:
            with self._zip.open(entry) as packed:
                while piece := packed.read(PIECE):
                    inflated += len(piece)
                    self._inflated += len(piece)
                    if inflated > limit or self._inflated > INFLATED:
                        raise Unreadable(TOO_LARGE)
                    yield piece
        except BROKEN as error:
            raise Unreadable(DAMAGED) from error


def refuse_entities(xml: bytes) -> None:
    """A plain DOCTYPE is harmless; one that defines entities could grow without end, or ask for
    files. Found in every encoding that has ASCII's letters, alone or with zero bytes."""
    if ENTITY in xml or (b"\x00" in xml and ENTITY in xml.replace(b"\x00", b"")):
        raise Unreadable(CROOKED)


def _directory_size(data: bytes) -> int:
    """What the end of the zip says, where Python's own reader looks for it."""
    at = len(data) - END.size
    if at < 0 or not (data.startswith(b"PK\x05\x06", at) and data.endswith(b"\x00\x00")):
        at = data.rfind(b"PK\x05\x06", max(0, at - 65_536))
    if at < 0 or at + END.size > len(data):
        raise Unreadable(DAMAGED)
    size: int = END.unpack_from(data, at)[5]
    at_64 = data.rfind(b"PK\x06\x06", 0, at)
    if size == 0xFFFFFFFF and 0 <= at_64 <= len(data) - END_64.size:
        size = END_64.unpack_from(data, at_64)[8]
    return size


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Old programs wrote UTF-8 without saying so, and the slashes of Windows."""
    name = entry.filename
    if not entry.flag_bits & IS_UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _leads_elsewhere(name: str) -> bool:
    return (
        name.startswith("/")
        or bool(DRIVE.match(name))
        or "\x00" in name
        or ".." in PurePosixPath(name).parts
    )

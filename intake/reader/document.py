"""What the readers are given: the bytes as they came, and what they are."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from intake.reader.kinds import Kind
from intake.reader.letters.decoding import Decoded, decode


@dataclass(frozen=True)
class Document:
    """`name` is the file's, "" of a pasted text."""

    data: bytes
    name: str
    kind: Kind

    @cached_property
    def decoded(self) -> Decoded:
        return decode(self.data)

    @property
    def text(self) -> str:
        """Of plain text and HTML only."""
        return self.decoded.text

    @property
    def stem(self) -> str:
        return PurePath(self.name).stem

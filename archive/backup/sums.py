"""SHA256SUMS: a line for each member, as `sha256sum` writes and checks them."""

import os
from collections.abc import Iterator
from hashlib import sha256
from typing import IO

CHUNK = 1 << 20  # bytes


def line(digest: str, name: str) -> bytes:
    """A name with a backslash or a line break is escaped, and the line begins with a backslash."""
    plain = os.fsencode(name)
    safe = plain.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return (b"\\" if safe != plain else b"") + digest.encode() + b"  " + safe + b"\n"


def parse(one: bytes) -> tuple[str, str]:
    """The digest and the name of a line."""
    is_escaped = one.startswith(b"\\")
    digest, _, name = one.removeprefix(b"\\").removesuffix(b"\n").partition(b"  ")
    if is_escaped:
        parts = name.split(b"\\\\")
        parts = [part.replace(b"\\n", b"\n").replace(b"\\r", b"\r") for part in parts]
        name = b"\\".join(parts)
    return digest.decode(errors="replace"), os.fsdecode(name)


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def digest(stream: IO[bytes]) -> str:
    found = sha256()
    for chunk in chunks(stream):
        found.update(chunk)
    return found.hexdigest()

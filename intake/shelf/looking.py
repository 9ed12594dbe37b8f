"""Reading alone: what would become of the files. No database is needed."""

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from intake.batches import left_out
from intake.batches.gathering import outline_of
from intake.jail import read_with_care
from intake.outline import outline
from intake.reader import LARGEST, Unreadable
from intake.reader.joining import in_order, joined, together
from intake.reader.kinds import Kind, kind_of
from intake.reader.zipped import Zipped
from intake.shelf.rows import REFUSED, Row


class Looked(NamedTuple):
    """A document, by its name, and of a zip with the zip's; `load` gets its bytes once more."""

    name: str
    digest: str
    outline: dict[str, Any]
    refusal: str
    load: Callable[[], bytes]


def bytes_of(path: Path) -> bytes:
    """One more than may be, so that whoever reads them says that they are too many."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def look(path: Path, done: set[str], *, thoughts: bool = True) -> Iterator[Looked]:
    """The document, or those in a zip; without those whose hashes are `done`. Raises OSError."""
    data = bytes_of(path)
    try:
        zipped = Zipped(data) if kind_of(data, path.name) == Kind.ZIP else None
        names = [name for name in zipped.names if not left_out.reason(name)] if zipped else []
    except Unreadable:
        zipped = None  # what is wrong with it is said when it is read
    if zipped is None:
        documents = [(str(path), partial(bytes_of, path))]
    else:
        ordered = (names[place] for place in in_order(names))
        documents = [(f"{path}/{name}", partial(zipped.read, name)) for name in ordered]
    for name, load in documents:
        yield from _look(name, load, done, thoughts=thoughts)


def _look(
    name: str, load: Callable[[], bytes], done: set[str], *, thoughts: bool
) -> Iterator[Looked]:
    data = load()
    digest = sha256(data).hexdigest()
    if digest in done:
        return
    try:
        manuscript = read_with_care(data, name, thoughts=thoughts)
    except Unreadable as error:
        yield Looked(name, digest, {}, str(error), load)
    else:
        yield Looked(name, digest, outline(manuscript), "", load)


def stories(files: list[Looked], *, thoughts: bool = True) -> Iterator[Row]:
    """Of the files of one folder: a row each, but one for those that are parts of one story."""
    readable = [one for one in files if not one.refusal]
    groups = together([outline_of(one.name, one.outline) for one in readable])
    parts = {readable[group[0]].name: [readable[place] for place in group] for group in groups}
    later = {one.name for group in parts.values() for one in group[1:]}
    for one in files:
        if one.name not in later:
            yield _row(parts.get(one.name, [one]), thoughts=thoughts)


def _row(group: list[Looked], *, thoughts: bool) -> Row:
    first = group[0]
    names, hashes = [one.name for one in group], [one.digest for one in group]
    if first.refusal:
        return Row.of(names, hashes, {}, state=REFUSED, why=first.refusal)
    if len(group) == 1:
        return Row.of(names, hashes, first.outline)
    whole = joined([read_with_care(one.load(), one.name, thoughts=thoughts) for one in group])
    return Row.of(names, hashes, outline(whole))

"""What became of a story's files: a row for the table, for the report and for whoever goes on."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

READ, HERE, DRAFT, PUBLISHED, REFUSED = "read", "already here", "draft", "published", "refused"
LEFT_OUT = "left out"
MANY = " + "  # between the names of files that are one story
OPENING = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula


@dataclass(frozen=True)
class Row:
    """`missing` words found no place (0 is the promise); `state` is one of the names above, `why`
    the sentence to it, `story` an address."""

    files: str
    title: str = ""
    fandom: str = ""
    rating: str = ""
    chapters: int = 0
    words: int = 0
    missing: int = 0
    state: str = READ
    why: str = ""
    story: str = ""
    sha256: str = ""

    @classmethod
    def of(
        cls, names: Iterable[str], hashes: Iterable[str], outline: dict[str, Any], **more
    ) -> "Row":
        return cls(
            files=MANY.join(names),
            sha256=MANY.join(hashes),
            title=outline.get("title", ""),
            fandom=", ".join(outline.get("fandoms", [])),
            rating=outline.get("rating", ""),
            chapters=outline.get("chapters", 0),
            words=outline.get("words", 0),
            missing=outline.get("missing", 0),
            **more,
        )


class Report:
    """A CSV file that grows by a row at a time, so that an interrupted run loses nothing."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.done = set(_hashes(path)) if path and path.exists() else set()

    def add(self, row: Row) -> None:
        if self.path is None:
            return
        is_new = not self.path.exists() or not self.path.stat().st_size
        with self.path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [field.name for field in fields(Row)])
            if is_new:
                writer.writeheader()
            writer.writerow({name: _harmless(value) for name, value in asdict(row).items()})


def _hashes(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (row.get("sha256") or "").split(MANY)


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(OPENING) else value

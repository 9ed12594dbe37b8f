"""What a document said when it was kept, as short marks beside its Source: by these a later look
tells what changed in a newer document from what its author changed here."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from stories.forms import KINDS
from tags import keys

type Marks = dict[str, str]


def mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def marks_of(copy) -> dict[str, Any]:
    """Of a FairCopy as it was read: {texts: {field: mark}, tags: {field: keys}, chapters: [{field:
    mark}]}, chapters without a word left out."""
    return {
        "texts": _each(copy.texts),
        "tags": {
            field: [keys.of(KINDS[field], name) for name in names]
            for field, names in copy.tags.items()
        },
        "chapters": [_each(chapter) for chapter in copy.chapters if any(chapter.values())],
    }


def with_chapters(marks: dict[str, Any], chapters: Iterable[int]) -> dict[str, Any]:
    """The same with each chapter's key here: [[key, {field: mark}]]. Where the chapters here are
    not those that were read, each of them counts as changed."""
    keys, read = list(chapters), marks.get("chapters", [])
    each = read if len(read) == len(keys) else [{}] * len(keys)
    return {**marks, "chapters": [list(pair) for pair in zip(keys, each, strict=True)]}


def _each(texts: dict[str, str]) -> Marks:
    return {name: mark(text) for name, text in texts.items()}

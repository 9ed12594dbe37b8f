"""Which of several documents are parts of one story, and in which order: by their own words, else
by the names of their files. Never in doubt: two stories joined are worse than one in pieces."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from intake.reader.joining.names import base_of
from intake.reader.mail.parts import name_and_number, named_part

PARTS = 500  # more documents than that are no story
DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Outline:
    """What is known of one document: the file's `name` with its path, the `title` ("" where the
    text has none), the `authors` that it names, its `part`, as in Manuscript."""

    name: str
    title: str = ""
    authors: tuple[str, ...] = ()
    part: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Part:
    """A document that may be one of several. `is_sure`: it says so itself, or its file's name does
    in words; a mere number at the end of a name needs others beside it."""

    at: int
    number: int
    whole: int
    title: str
    authors: frozenset[str]
    is_sure: bool


def in_order(names: Iterable[str]) -> list[int]:
    """The indexes of these file names in their natural order: "Rain 2" before "Rain 10"."""
    keys = [_natural(name) for name in names]
    return sorted(range(len(keys)), key=lambda at: keys[at])


def _natural(name: str) -> list[tuple[int, int, str]]:
    pieces = DIGITS.split(name.casefold())
    return [(0, int(p[:18]), "") if p.isdecimal() else (1, 0, p) for p in pieces if p]


def together(outlines: Sequence[Outline]) -> list[tuple[int, ...]]:
    """The indexes of documents that are one story, its parts in order; each group has at least two.
    Documents that stand alone are in no group."""
    groups: dict[tuple[str, str, str], list[_Part]] = defaultdict(list)
    for at, outline in enumerate(outlines):
        for key, part in _candidates(at, outline):
            groups[key].append(part)
    found: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for key in sorted(groups, key=lambda key: key[0]):
        parts = sorted(groups[key], key=lambda part: part.number)
        if _is_one_story(parts, by_title=key[0] == "by title") and not taken & {
            p.at for p in parts
        }:
            found.append(tuple(part.at for part in parts))
            taken.update(part.at for part in parts)
    return sorted(found)


def _candidates(at: int, outline: Outline) -> Iterator[tuple[tuple[str, str, str], _Part]]:
    """One document under its title and under its file's name."""
    folder = str(PurePath(outline.name).parent)
    stem, number = name_and_number(outline.name)
    title = base_of(outline.title)
    authors = frozenset(base_of(author) for author in outline.authors)
    said = outline.part or named_part(outline.name)
    if said and title:
        yield ("by title", "", title), _Part(at, *said, title, authors, is_sure=True)
    counted = said or ((number, 0) if number is not None else None)
    if counted:
        part = _Part(at, *counted, title, authors, is_sure=said is not None)
        yield ("from names", folder, base_of(stem)), part


def _is_one_story(parts: list[_Part], *, by_title: bool) -> bool:
    """Parts 1, 2, 3 or 0, 1, 2, each once, of one author as far as they say."""
    numbers = [part.number for part in parts]
    wholes = {part.whole for part in parts if part.whole}
    if not 2 <= len(parts) <= PARTS or len(wholes) > 1:
        return False
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] > 1:
        return False
    if wholes and numbers[-1] > max(wholes):
        return False
    named = [part.authors for part in parts if part.authors]
    if named and not frozenset.intersection(*named):
        return False
    titles = {part.title for part in parts if part.title}
    return by_title or len(titles) <= 1 or all(part.is_sure for part in parts)

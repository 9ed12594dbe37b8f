"""What there is to say of a document in a line: written once, when it was read."""

from dataclasses import asdict
from hashlib import sha256
from typing import Any

from core import names
from core import words as words_of
from intake import tongues
from intake.reader.conservation import Counts, check
from intake.reader.manuscript import Manuscript

OPENING = 40  # words of the first chapter, by which a story is known again


def outline(manuscript: Manuscript) -> dict[str, Any]:
    """For the batch table, for the story's page of originals, and to know a story again.

    {title, title_key, opening, origin, authors, fandoms, rating, warnings, language, words,
    chapters, part, series, written, published, updated, missing, counts}: what the document states,
    as plain JSON. `missing` is how many of its words found no place; `counts` proves the others."""
    counts, figures = check(manuscript, manuscript.source), manuscript.figures
    return {
        **identity(manuscript),
        "authors": [one.name for one in manuscript.suggestions("author")],
        "fandoms": _stated(manuscript, "fandom"),
        "rating": next(iter(_stated(manuscript, "rating")), ""),
        "warnings": _stated(manuscript, "warning"),
        "language": _language(manuscript),
        "words": sum(words_of.count(chapter.text) for chapter in manuscript.chapters),
        "chapters": len(manuscript.chapters),
        "part": list(manuscript.part) if manuscript.part else None,
        "series": [{"name": one.name, "position": one.position} for one in manuscript.series],
        "written": _written(manuscript),
        "published": figures.published.isoformat() if figures.published else None,
        "updated": figures.updated.isoformat() if figures.updated else None,
        "missing": len(counts.missing),
        "counts": numbers(counts),
    }


def identity(manuscript: Manuscript) -> dict[str, Any]:
    """{title, title_key, opening, origin}: by what intake/twice.py knows a story again."""
    title = manuscript.title.text or next((one.name for one in manuscript.suggestions("title")), "")
    first = manuscript.chapters[0].text if manuscript.chapters else ""
    return {
        "title": title,
        "title_key": names.key(title),
        "opening": opening(first),
        "origin": manuscript.origin.key if manuscript.origin else "",
    }


def opening(text: str) -> str:
    """A short mark of the first words, whatever their case; "" without any."""
    first = [word.casefold() for word in words_of.words(text)[:OPENING]]
    return sha256(" ".join(first).encode()).hexdigest()[:16] if first else ""


def numbers(counts: Counts) -> dict[str, Any]:
    """The proof without the words themselves."""
    found = asdict(counts)
    return {**found, "missing": len(counts.missing), "added": len(counts.added)}


def _stated(manuscript: Manuscript, kind: str) -> list[str]:
    return [one.name for one in manuscript.suggestions(kind) if one.stated]


def _language(manuscript: Manuscript) -> str:
    """A tag of our list: as stated, else as the letters of its first chapter say; or ""."""
    stated = next(filter(None, map(tongues.tag_of, _stated(manuscript, "language"))), "")
    first = manuscript.chapters[0].text[: tongues.SAMPLE] if manuscript.chapters else ""
    return stated or tongues.guess(first)


def _written(manuscript: Manuscript) -> str:
    """As precisely as it is known: 2001, 2001-03 or 2001-03-14."""
    when = manuscript.written
    dates = (when.year, when.month, when.day) if when else ()
    return "-".join(f"{part:02}" for part in dates if part)

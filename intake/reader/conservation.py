"""The promise: every word of the source is in a chapter, a field, a header line or the report.

Words are compared as multisets, those of the chapters' bodies also in order.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from core.words import words
from intake.reader.body.blocks import CJK
from intake.reader.manuscript import Chapter, Manuscript, Passage


@dataclass(frozen=True)
class Counts:
    """Numbers of words, and the proof: what is `missing` and what was `added` (as multisets), and
    whether the chapters' words stand in the order of the source."""

    source: int
    chapters: int
    fields: int
    header_lines: int
    report: int
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    in_order: bool = True

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.added and self.in_order


def check(manuscript: Manuscript, source_text: str) -> Counts:
    """Count every word. `source_text` is the document's plain reading, as `reader.lines.reading`
    gives it for plain text and `core.html` for HTML; `Manuscript.source` holds it."""
    source = _words(source_text)
    bodies = [word for chapter in manuscript.chapters for word in _words(chapter.text)]
    parts = {
        "chapters": bodies + _around(manuscript.chapters),
        "fields": _passages(manuscript.fields),
        "header_lines": _all(f"{line.label} {line.value}" for line in manuscript.header_lines),
        "report": _all(line.text for line in manuscript.report),
    }
    there, kept = Counter(source), Counter(word for found in parts.values() for word in found)
    return Counts(
        source=len(source),
        **{name: len(found) for name, found in parts.items()},
        missing=tuple((there - kept).elements()),
        added=tuple((kept - there).elements()),
        in_order=_is_in_order(bodies, source),
    )


def _around(chapters: Iterable[Chapter]) -> list[str]:
    titles = _all(chapter.title for chapter in chapters)
    return titles + _passages(
        part
        for chapter in chapters
        for part in (chapter.summary, *chapter.notes, *chapter.end_notes)
    )


def _passages(passages: Iterable[Passage]) -> list[str]:
    return _all(f"{passage.label}\n{passage.text}" for passage in passages)


def _all(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in _words(text)]


def _words(text: str) -> list[str]:
    """Chinese and Japanese by the character: their wrapped lines are joined without a space."""
    if CJK.search(text):
        text = CJK.sub(r" \g<0> ", normalize("NFC", text))
    return words(text)


def _is_in_order(bodies: list[str], source: list[str]) -> bool:
    """Are the bodies' words a subsequence of the source's?"""
    following = iter(source)
    return all(word in following for word in bodies)

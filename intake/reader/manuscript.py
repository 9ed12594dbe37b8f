"""What the reader of a raw document returns: a story with every part's whereabouts.

Line numbers are 1-based and inclusive; (0, 0) means "nowhere". For plain text they count the lines
of the file, for HTML the lines of its plain reading. Nothing here knows a database or a request.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

Span = tuple[int, int]
NOWHERE: Span = (0, 0)


@dataclass(frozen=True)
class Passage:
    """A recognised part: `html` (sanitised) and `text` as readers see it, `label` as the author
    wrote it ("Author's note 2", "" without one), and the source lines that it came from."""

    html: str = ""
    text: str = ""
    label: str = ""
    lines: Span = NOWHERE
    source: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def to_json(self) -> dict[str, Any]:
        return {
            "html": self.html,
            "text": self.text,
            "label": self.label,
            "lines": list(self.lines),
            "source": self.source,
        }


NOTHING = Passage()


@dataclass(frozen=True)
class Suggestion:
    """A tag, rating, language or title that the document speaks for. `stated` ones stood under a
    label and are taken over; the others are guesses. `why` is the source line, `line` its number.

    Kinds: relationship, character, fandom, freeform, au, warning, category, rating, language,
    title, author (a name that stands over the text: perhaps a pen name of whoever brings it).
    """

    kind: str
    name: str
    why: str
    line: int
    stated: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "why": self.why, "line": self.line, "stated": self.stated}


@dataclass(frozen=True)
class HeaderLine:
    """A line about the story that became no field: kept for the author alone."""

    label: str
    value: str
    line: int

    def to_json(self) -> dict[str, Any]:
        return {"label": self.label, "value": self.value, "line": self.line}


@dataclass(frozen=True)
class ReportLine:
    """A source text that is neither in a field nor in the body, and why; or, with an empty `text`,
    a repair made on the way. Line 0 speaks of the whole document."""

    line: int
    text: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        return {"line": self.line, "text": self.text, "reason": self.reason}


@dataclass(frozen=True)
class Written:
    """When the story was written, as precisely as its document says."""

    year: int
    month: int | None = None
    day: int | None = None
    line: int = 0

    def to_json(self) -> dict[str, Any]:
        return {"year": self.year, "month": self.month, "day": self.day, "line": self.line}


@dataclass(frozen=True)
class Origin:
    """Where a document was published before: `site` "ao3", "ffn" …, the story's `number` there and
    its `address`. Two downloads of one story have the same `key`."""

    site: str
    number: str
    address: str = ""

    @property
    def key(self) -> str:
        return f"{self.site}:{self.number}"

    def to_json(self) -> dict[str, Any]:
        return {"site": self.site, "number": self.number, "address": self.address}


@dataclass(frozen=True)
class Credit:
    """Somebody or something that the document names: `kind` is "co_author", "inspired_by",
    "translation_of" or "also_at" (the story itself, elsewhere)."""

    kind: str
    name: str
    address: str = ""
    line: int = 0

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "name": self.name, "address": self.address, "line": self.line}


@dataclass(frozen=True)
class PartOfSeries:
    """A series that the story belongs to; `position` 0 where the document does not say."""

    name: str
    position: int = 0
    address: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "position": self.position, "address": self.address}


@dataclass(frozen=True)
class Figures:
    """What another archive said of the story. Dates are days; `is_complete` and `planned` are None
    where it said nothing, `words` and `chapters` are its own counts."""

    published: date | None = None
    updated: date | None = None
    is_complete: bool | None = None
    planned: int | None = None
    words: int | None = None
    chapters: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "published": self.published.isoformat() if self.published else None,
            "updated": self.updated.isoformat() if self.updated else None,
            "is_complete": self.is_complete,
            "planned": self.planned,
            "words": self.words,
            "chapters": self.chapters,
        }


@dataclass(frozen=True)
class Chapter:
    """`html` is sanitised, `text` its visible words, a paragraph a line. `heading` is the source's
    own line ("Part 2: The Rain"), `title` what is worth showing of it."""

    title: str = ""
    html: str = ""
    text: str = ""
    heading: Passage = NOTHING
    notes: tuple[Passage, ...] = ()
    summary: Passage = NOTHING
    end_notes: tuple[Passage, ...] = ()
    lines: Span = NOWHERE

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "html": self.html,
            "text": self.text,
            "notes": [note.text for note in self.notes],
            "summary": self.summary.text,
            "end_notes": [note.text for note in self.end_notes],
            "lines": list(self.lines),
        }


@dataclass(frozen=True)
class Manuscript:
    """`taken` are lines that became tags, a rating, a date, a credit, a series …: fields as well.
    `au_premise` is a sentence of a note as it stands, unless a label of its own announced it.
    `end_mark` is "The End" or its like; it also stays in the body. `part` is (2, 3) in the second
    of three documents that are one story, (2, 0) where nobody says of how many."""

    title: Passage = NOTHING
    notes: tuple[Passage, ...] = ()
    summary: Passage = NOTHING
    dedication: Passage = NOTHING
    au_premise: Passage = NOTHING
    end_notes: tuple[Passage, ...] = ()
    written: Written | None = None
    taken: tuple[Passage, ...] = ()
    suggested: tuple[Suggestion, ...] = ()
    header_lines: tuple[HeaderLine, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    report: tuple[ReportLine, ...] = ()
    end_mark: Passage = NOTHING
    origin: Origin | None = None
    credits: tuple[Credit, ...] = ()
    series: tuple[PartOfSeries, ...] = ()
    figures: Figures = Figures()
    part: tuple[int, int] | None = None
    source: str = ""

    @property
    def fields(self) -> tuple[Passage, ...]:
        """Every passage outside the chapters, each once: a premise inside a note is no other."""
        premise = self.au_premise if self.au_premise.label else NOTHING
        single = (self.title, self.summary, self.dedication, premise)
        return (*(part for part in single if part), *self.notes, *self.end_notes, *self.taken)

    def suggestions(self, kind: str) -> list[Suggestion]:
        return [one for one in self.suggested if one.kind == kind]

    def to_json(self) -> dict[str, Any]:
        kinds = sorted({one.kind for one in self.suggested})
        return {
            "title": self.title.text,
            "notes": [note.text for note in self.notes],
            "summary": self.summary.text,
            "dedication": self.dedication.text,
            "au_premise": self.au_premise.text,
            "end_notes": [note.text for note in self.end_notes],
            "written": self.written.to_json() if self.written else None,
            "suggested": {k: [one.to_json() for one in self.suggestions(k)] for k in kinds},
            "header_lines": [line.to_json() for line in self.header_lines],
            "chapters": [chapter.to_json() for chapter in self.chapters],
            "report": [line.to_json() for line in self.report],
            "passages": [part.to_json() for part in self.fields],
            "end_mark": self.end_mark.text,
            "origin": self.origin.to_json() if self.origin else None,
            "credits": [credit.to_json() for credit in self.credits],
            "series": [part.to_json() for part in self.series],
            "figures": self.figures.to_json(),
            "part": list(self.part) if self.part else None,
        }

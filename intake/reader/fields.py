"""Entries of a header → the fields of a manuscript. What has no field becomes a header line."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from intake.reader import dates, stated
from intake.reader.entries import Entry
from intake.reader.lines import Line
from intake.reader.manuscript import NOTHING, HeaderLine, Passage, ReportLine, Suggestion, Written
from intake.reader.press import Press, title_html
from intake.reader.suggestions import guesses

PART_OF_TITLE = re.compile(r"\s*[(\[]\s*(\d{1,3}\s*(?:/|of)\s*(?:\d{1,3}|\?))\s*[)\]]\s*$")
STORY_BY = re.compile(r"an?\s+(.+?)\s+(?:story|fic|fan ?fiction|fanfic|tale|vignette)\b", re.I)
TITLE_EDGES = " \t\u00a0*_~="
QUOTES = ('""', "“”", "«»", "''", "‘’")


@dataclass
class Fields:
    """Collects what a document says about its story, entry by entry, in source order."""

    press: Press
    title: Passage = NOTHING
    summary: Passage = NOTHING
    dedication: Passage = NOTHING
    premise: Passage = NOTHING
    notes: list[Passage] = field(default_factory=list)
    end_notes: list[Passage] = field(default_factory=list)
    taken: list[Passage] = field(default_factory=list)
    suggested: list[Suggestion] = field(default_factory=list)
    header_lines: list[HeaderLine] = field(default_factory=list)
    report: list[ReportLine] = field(default_factory=list)
    written: Written | None = None

    def add(self, entry: Entry, *, at_end: bool = False) -> None:
        if entry.is_empty:
            self.keep_aside(entry)
        elif entry.field == "notes":
            (self.end_notes if at_end else self.notes).append(self.prose(entry))
        elif entry.field == "title" and not self.title:
            self.title = self._title(entry)
        elif entry.field in ("summary", "dedication", "premise") and self._is_free(entry.field):
            setattr(self, entry.field, self.prose(entry))
        elif entry.field == "written":
            self._date(entry)
        elif entry.field in stated.FIELDS:
            self._tags(entry)
        else:
            self.keep_aside(entry)

    def add_loose(self, lines: list[Line]) -> None:
        """A paragraph under "The End": for readers, unless it holds an address."""
        if any("@" in line.text for line in lines):
            self.keep_aside(Entry("", "", lines[0].number, lines))
        else:
            self.end_notes.append(self._guessed(self.press.passage(lines), lines))

    def _is_free(self, name: str) -> bool:
        """A premise of its own label replaces one that was found in a note."""
        return not getattr(self, name) or (name == "premise" and not self.premise.label)

    def keep_aside(self, entry: Entry) -> None:
        value = value_of(entry)
        self.header_lines.append(HeaderLine(entry.label, value, entry.number))
        if not entry.label or entry.field == "envelope":
            self._guess(value, [entry.number], [0])
        if match := STORY_BY.match(entry.label):
            why = self.press.source((entry.number, entry.number)).strip()
            self.suggested.append(Suggestion("fandom", match[1], why, entry.number))

    def prose(self, entry: Entry) -> Passage:
        passage = self.press.passage(entry.pieces, label=entry.label, span=entry.span)
        return self._guessed(passage, entry.pieces)

    def _title(self, entry: Entry) -> Passage:
        text = value_of(entry)
        part = PART_OF_TITLE.search(text)
        if part and part.start():
            reason = _("The number of this part, beside the title.")
            self.report.append(ReportLine(entry.number, part[1], reason))
            text = text[: part.start()]
        text = text.strip(TITLE_EDGES) or text
        if len(text) > 2 and text[0] + text[-1] in QUOTES:
            text = text[1:-1]
        source = self.press.source(entry.span)
        return Passage(title_html(text), text, entry.label, entry.span, source)

    def _date(self, entry: Entry) -> None:
        found = dates.parse(value_of(entry))
        if found and not self.written:
            year, month, day, is_whole = found
            self.written = Written(year, month, day, entry.number)
            self._take(entry, is_whole)
        else:
            self.keep_aside(entry)

    def _tags(self, entry: Entry) -> None:
        value, why = value_of(entry), self.press.source((entry.number, entry.number))
        found, is_whole = stated.stated(entry.field, value, entry.number, why)
        self.suggested += found
        self._take(entry, is_whole)

    def _take(self, entry: Entry, is_whole: bool) -> None:
        """Wholly understood lines are fields; of the others the author keeps the words."""
        if is_whole:
            self.taken.append(
                Passage(
                    title_html(value_of(entry)),
                    value_of(entry),
                    entry.label,
                    entry.span,
                    self.press.source(entry.span),
                )
            )
        else:
            self.keep_aside(entry)

    def _guessed(self, passage: Passage, lines: list[Line]) -> Passage:
        text, starts = "", []
        for line in lines:
            starts.append(len(text))
            text += line.plain() + (" " if not line.is_blank else "\n\n")
        self._guess(text, [line.number for line in lines], starts, is_prose=True)
        return passage

    def _guess(
        self, text: str, numbers: list[int], starts: list[int], *, is_prose: bool = False
    ) -> None:
        found = guesses(
            text,
            lambda offset: numbers[bisect_right(starts, offset) - 1],
            lambda line: self.press.source((line, line)).strip(),
        )
        self.suggested += found.suggestions
        if found.premise and is_prose and not self.premise:
            span = (found.premise_line, found.premise_line)
            premise = Line(found.premise_line, found.premise)
            self.premise = self.press.passage([premise], span=span)


def value_of(entry: Entry) -> str:
    return " ".join(line.plain() for line in entry.pieces if not line.is_blank)

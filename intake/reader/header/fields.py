"""Entries of a header → the fields of a manuscript. What has no field becomes a header line."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from intake.reader.addresses import is_address
from intake.reader.body.press import title_html
from intake.reader.header import overheard
from intake.reader.header.entries import Entry, value_of
from intake.reader.header.facts import Facts
from intake.reader.header.labels import key_of
from intake.reader.lines import Line
from intake.reader.manuscript import NOTHING, HeaderLine, Passage, ReportLine

__all__ = ["PART_OF_TITLE", "Fields", "value_of"]

PART_OF_TITLE = re.compile(r"\s*[(\[]\s*(\d{1,3}\s*(?:/|of)\s*(?:\d{1,3}|\?))\s*[)\]]\s*$")
TITLE_EDGES = " \t\u00a0*_~="
NOTHING_SAID = re.compile(r"\W*(?:none|nope|n/?a|nothing|no summary)?\W*", re.IGNORECASE)
SUBJECTS = frozenset(("fic", "story", "new"))  # of a post, with more than the title in it
QUOTES = ('""', "“”", "«»", "''", "‘’")


@dataclass
class Fields(Facts):
    """Collects what a document says about its story, entry by entry, in source order."""

    summary: Passage = NOTHING
    dedication: Passage = NOTHING
    notes: list[Passage] = field(default_factory=list)
    end_notes: list[Passage] = field(default_factory=list)
    report: list[ReportLine] = field(default_factory=list)

    def add(self, entry: Entry, *, at_end: bool = False) -> None:
        if entry.is_empty or (entry.field in ("summary", "dedication") and _says_nothing(entry)):
            self.keep_aside(entry)
        elif entry.field == "notes":
            (self.end_notes if at_end else self.notes).append(self.prose(entry))
        elif entry.field == "title" and not (self.title and self._is_sure_of_title(entry)):
            self._set_aside_title()
            self.title = self._title(entry)
        elif entry.field in ("summary", "dedication", "premise") and self._is_free(entry.field):
            setattr(self, entry.field, self.prose(entry))
        else:
            if entry.field == "title" and self.title.text != value_of(entry):
                self._suggest("title", value_of(entry), entry.number)
            self.learn(entry)

    def add_loose(self, lines: list[Line]) -> None:
        """A paragraph under "The End": for readers, unless it says little beside an address."""
        text = " ".join(line.plain() for line in lines)
        if is_address(text) or overheard.day_of(text):
            self.keep_aside(Entry("", "", lines[0].number, lines, is_stated=False))
        else:
            self.end_notes.append(self._guessed(self.press.passage(lines), lines))

    def _is_sure_of_title(self, entry: Entry) -> bool:
        """What stood over the labels without one of its own was a greeting: "Hi all!"."""
        if self.title.label and entry.label:  # "FIC: Oar (PG)" above "Title: Oar"
            is_the_same = self.title.text.casefold().startswith(value_of(entry).casefold())
            return not (is_the_same and key_of(self.title.label) in SUBJECTS)
        is_sentence = self.title.text.endswith((".", "!", "?"))
        return bool(self.title.label or not entry.label) or not is_sentence

    def _set_aside_title(self) -> None:
        if self.title:
            self.header_lines.append(
                HeaderLine(self.title.label, self.title.text, self.title.lines[0])
            )

    def _is_free(self, name: str) -> bool:
        """A premise of its own label replaces one that was found in a note."""
        return not getattr(self, name) or (name == "premise" and not self.premise.label)

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

    def _guessed(self, passage: Passage, lines: list[Line]) -> Passage:
        text, starts = "", []
        for line in lines:
            starts.append(len(text))
            text += line.plain() + (" " if not line.is_blank else "\n\n")
        self._guess(text, [line.number for line in lines], starts, is_prose=True)
        return passage


def _says_nothing(entry: Entry) -> bool:
    """ "Summary: none"."""
    return NOTHING_SAID.fullmatch(value_of(entry)) is not None

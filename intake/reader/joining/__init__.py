"""Several documents that are the parts of one story → one manuscript.

What a later part's header repeats is folded into the report; what differs stays with that part: its
title, summary and notes become its chapter's, the rest header lines. No word is lost on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from intake.reader.body.chapters import COUNTED
from intake.reader.body.marks import heading
from intake.reader.body.press import title_html
from intake.reader.compose import REPEATED, TOLD
from intake.reader.joining.cuts import is_cut, sewn
from intake.reader.joining.gathering import Outline, in_order, together
from intake.reader.joining.names import base_of
from intake.reader.joining.shifting import shifted
from intake.reader.mail.parts import without_part
from intake.reader.manuscript import (
    NOTHING,
    Chapter,
    HeaderLine,
    Manuscript,
    Passage,
    ReportLine,
    Suggestion,
)

__all__ = ["Outline", "in_order", "joined", "together"]

PREFACE = 2_500  # characters of a "part 0" that are notes, no chapter


def joined(manuscripts: Sequence[Manuscript]) -> Manuscript:
    """One manuscript of parts in their order. Its `source` is theirs, one below the other, and line
    numbers count through."""
    if len(manuscripts) == 1:
        return manuscripts[0]
    story = _Story()
    line = 0
    for position, part in enumerate(manuscripts):
        story.add(shifted(part, line), is_last=position == len(manuscripts) - 1)
        line += part.source.count("\n") + 1
    return story.manuscript("\n".join(part.source for part in manuscripts))


@dataclass
class _Story:
    """What the parts say together, the first of them in full."""

    parts: list[Manuscript] = field(default_factory=list)
    title: Passage = NOTHING
    summary: Passage = NOTHING
    dedication: Passage = NOTHING
    premise: Passage = NOTHING
    notes: list[Passage] = field(default_factory=list)
    end_notes: list[Passage] = field(default_factory=list)
    taken: list[Passage] = field(default_factory=list)
    header_lines: list[HeaderLine] = field(default_factory=list)
    chapters: list[list[Chapter]] = field(default_factory=list)  # each in the pieces it was cut in
    report: list[ReportLine] = field(default_factory=list)
    known: set[tuple[str, str]] = field(default_factory=set)

    def add(self, part: Manuscript, *, is_last: bool) -> None:
        self._report(part.report)
        chapters = list(part.chapters)
        if part.part and part.part[0] == 0:
            chapters = self._preface(part, chapters)
        title = self._title(part)
        summary = self._single("summary", part.summary)
        self._keep_aside(self._single("dedication", part.dedication))
        if part.au_premise.label:
            self._keep_aside(self._single("premise", part.au_premise))
        elif part.au_premise and not self.premise:
            self.premise = part.au_premise
        notes, ends = self._new(part.notes), self._new(part.end_notes)
        self.taken += self._new(part.taken)
        for line in part.header_lines:
            self._header_line(line)
        if chapters and self.parts:
            notes, summary, title = self._opening(chapters, notes, summary, title)
        self.notes += notes
        self._keep_aside(summary)
        self._keep_aside(title)
        if chapters and not is_last:
            chapters[-1] = replace(chapters[-1], end_notes=(*chapters[-1].end_notes, *ends))
        else:
            self.end_notes += ends
        self._chapters(chapters)
        self.parts.append(part)

    def _opening(
        self, chapters: list[Chapter], notes: list[Passage], summary: Passage, title: Passage
    ) -> tuple[list[Passage], Passage, Passage]:
        """The first chapter of a later part takes what is new in its header; what it has no room
        for comes back."""
        first = chapters[0]
        first = replace(first, notes=(*notes, *first.notes))
        if summary and not first.summary:
            first, summary = replace(first, summary=summary), NOTHING
        if title and len(chapters) == 1 and not first.title and self._repeats_label(title):
            first, title = replace(first, title=title.text), NOTHING
        chapters[0] = first
        return [], summary, title

    def _repeats_label(self, title: Passage) -> bool:
        """Its words "Title:" stand over the first part as well."""
        if not title.label:
            return True
        if title.label.casefold() != self.title.label.casefold():
            return False
        self.report.append(ReportLine(title.lines[0], title.label, str(REPEATED)))
        return True

    def _preface(self, part: Manuscript, chapters: list[Chapter]) -> list[Chapter]:
        """ "Part 0" is a header; the few words below it are no chapter."""
        has_more = any(one.title or one.summary or one.end_notes for one in chapters)
        if has_more or sum(len(chapter.text) for chapter in chapters) > PREFACE:
            return chapters
        for chapter in chapters:
            self.notes += chapter.notes
            if chapter.text:
                self.notes.append(Passage(chapter.html, chapter.text, "", chapter.lines))
        return []

    def _title(self, part: Manuscript) -> Passage:
        """The first title is the story's; another comes back."""
        title = part.title
        if not title:
            return NOTHING
        base = without_part(title.text)
        if not self.title:
            self.title = self._without_part(title, base)
            return NOTHING
        if base_of(title.text) in ("", base_of(self.title.text)):
            self._repeated(title)
            return NOTHING
        return title

    def _without_part(self, title: Passage, base: str) -> Passage:
        """ "Rain, part 1" → "Rain", the number goes to the report."""
        if not base or base == title.text or not title.text.startswith(base):
            return title
        number = title.text[len(base) :].strip(" ,;:-–—")
        reason = _("The number of this part, beside the title.")
        self.report.append(ReportLine(title.lines[0], number, reason))
        return replace(title, text=base, html=title_html(base))

    def _single(self, name: str, passage: Passage) -> Passage:
        """Takes the first of its kind; another comes back, unless it says the same."""
        if not passage:
            return NOTHING
        if not getattr(self, name):
            setattr(self, name, passage)
            self.known.add(_key(passage))
            return NOTHING
        if _key(passage) in self.known:
            self._repeated(passage)
            return NOTHING
        return passage

    def _new(self, passages: Sequence[Passage]) -> list[Passage]:
        """Those that no earlier part has."""
        found = [one for one in passages if not (self.parts and _key(one) in self.known)]
        for one in passages:
            if one not in found:
                self._repeated(one)
        self.known.update(_key(one) for one in found)
        return found

    def _header_line(self, line: HeaderLine) -> None:
        key = (line.label.casefold(), line.value.casefold())
        if self.parts and key in self.known:
            words = f"{line.label} {line.value}".strip()
            self.report.append(ReportLine(line.line, words, str(REPEATED)))
            return
        self.known.add(key)
        self.header_lines.append(line)

    def _repeated(self, passage: Passage) -> None:
        words = f"{passage.label} {passage.text}".strip()
        self.report.append(ReportLine(passage.lines[0], words, str(REPEATED)))

    def _keep_aside(self, passage: Passage) -> None:
        if passage:
            line = HeaderLine(passage.label, passage.text, passage.lines[0])
            self.header_lines.append(line)

    def _report(self, lines: Sequence[ReportLine]) -> None:
        """A repair of the whole is told once."""
        self.report += [line for line in lines if line.text or line not in self.report]

    def _chapters(self, chapters: list[Chapter]) -> None:
        for chapter in chapters:
            placed = self._placed(chapter)
            if self.chapters and chapter is chapters[0] and is_cut(self.chapters[-1][-1], placed):
                self.chapters[-1].append(placed)
            else:
                self.chapters.append([placed])

    def _placed(self, chapter: Chapter) -> Chapter:
        """ "Part 2/3" over the second chapter says what its place says."""
        mark = heading(chapter.title) if chapter.heading else None
        if not mark or mark.kind not in COUNTED or mark.number != len(self.chapters) + 1:
            return chapter
        self.report.append(ReportLine(chapter.heading.lines[0], mark.mark, str(TOLD)))
        return replace(chapter, title=mark.title)

    def manuscript(self, source: str) -> Manuscript:
        parts = self.parts
        first = parts[0]
        return Manuscript(
            title=self.title,
            notes=tuple(self.notes),
            summary=self.summary,
            dedication=self.dedication,
            au_premise=self.premise,
            end_notes=tuple(self.end_notes),
            written=next((part.written for part in parts if part.written), None),
            taken=tuple(self.taken),
            suggested=_each_once(parts),
            header_lines=tuple(sorted(self.header_lines, key=lambda line: line.line)),
            chapters=tuple(sewn(pieces) for pieces in self.chapters),
            report=tuple(sorted(self.report, key=lambda line: line.line)),
            end_mark=parts[-1].end_mark,
            origin=first.origin,
            credits=tuple(dict.fromkeys(credit for part in parts for credit in part.credits)),
            series=next((part.series for part in parts if part.series), ()),
            figures=first.figures,
            source=source,
        )


def _key(passage: Passage) -> tuple[str, str]:
    return passage.label.casefold(), passage.text.casefold()


def _each_once(parts: Sequence[Manuscript]) -> tuple[Suggestion, ...]:
    """A later part's title is none of the story's."""
    found: dict[tuple[str, str], Suggestion] = {}
    for position, part in enumerate(parts):
        for one in part.suggested:
            if one.kind != "title" or not position:
                found.setdefault((one.kind, one.name.casefold()), one)
    return tuple(sorted(found.values(), key=lambda one: not one.stated))

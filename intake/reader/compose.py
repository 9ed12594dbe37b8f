"""Numbered lines → a manuscript: the header on top, chapters between, notes at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from core.html.tags import names
from intake.reader.body.blocks import Shape, shape
from intake.reader.body.chapters import Section, sections
from intake.reader.body.endings import ending
from intake.reader.body.legends import signs
from intake.reader.body.marks import heading
from intake.reader.body.press import Press, span_of, text_of
from intake.reader.body.repeated import KnownHeader
from intake.reader.body.wraps import unwrapped
from intake.reader.header.closing import closing_labels
from intake.reader.header.entries import Entry, Front
from intake.reader.header.fields import PART_OF_TITLE, Fields, value_of
from intake.reader.header.front_matter import front_matter
from intake.reader.header.greetings import headers
from intake.reader.header.labels import WEAK_KEYS, key_of, labelled
from intake.reader.lines import Line
from intake.reader.manuscript import NOTHING, Chapter, Manuscript, Passage, ReportLine, Suggestion

SURE = names("title author notes summary disclaimer rating relationship envelope")
NOTES = 30  # lines in which a chapter's closing notes are looked for
REPEATED = _("This line stands in an earlier part as well.")
ANOTHER = _(
    "Here a header begins for “%(title)s”. It stayed in the text. If this is another story, bring "
    "it as a file of its own."
)
TOLD = _("This heading says where the chapter stands; its place says it now.")


def compose(
    lines: list[Line],
    raw: list[str],
    *,
    form: Shape | None = None,
    thoughts: bool = True,
    above: Sequence[Entry] = (),
) -> Manuscript:
    """`raw`: the source lines as they stand, `raw[0]` being line 1. `above`: what was taken from
    the top before, a mail's envelope."""
    if form is None:
        lines = unwrapped(lines)
        form = shape(lines)
    front = front_matter(lines, form)
    told = signs(lines, front.body)
    form = replace(form, kept=told.lines)
    press = Press(raw, form, thoughts, signs=told)
    story = Fields(press)
    front.entries[:0] = above
    for entry in front.entries:
        story.add(entry)
    for line in front.breaks:
        press.note_break(line)
    names = [value_of(entry) for entry in front.entries if entry.field == "author"]
    known = KnownHeader.of(story.title.text, names, lines[: front.body])
    bodies = _Bodies(press, story, front.entries, known, report=list(told.report()))
    bodies.read(sections(lines[front.body :], form, known))
    bodies.tell_of_headers()
    bodies.take_title(front.entries)
    return _manuscript(story, bodies)


@dataclass
class _Bodies:
    press: Press
    story: Fields
    first: list[Entry]
    known: KnownHeader
    chapters: list[Chapter] = field(default_factory=list)
    report: list[ReportLine] = field(default_factory=list)
    mark: Passage = NOTHING
    headers: list[tuple[Line, str]] = field(default_factory=list)

    def read(self, found: list[Section]) -> None:
        last = ending(found[-1].lines, self.press.form)
        found[-1] = replace(found[-1], lines=last.body)
        for position, section in enumerate(found, 1):
            is_last = position == len(found)
            self._chapter(section, position, is_only=len(found) == 1, is_last=is_last)
        if last.mark:
            self.mark = self.press.passage([last.mark])
        for entry in last.entries:
            self.story.add(entry, at_end=True)
        for loose in last.loose:
            self.story.add_loose(loose)
        for line in last.breaks:
            self.press.note_break(line)

    def take_title(self, entries: list[Entry]) -> None:
        """ "Chapter 7: Nobody Sleeps" above the labels of a document with that chapter alone."""
        parts = [entry for entry in entries if entry.field == "part" and not entry.label]
        mark = heading(value_of(parts[0])) if len(parts) == len(self.chapters) == 1 else None
        if mark and mark.title and not (self.chapters[0].title or self.chapters[0].heading):
            title, kept = value_of(parts[0]), self.story.header_lines
            heading_of_it = self.press.passage(parts[0].pieces)
            self.chapters = [replace(self.chapters[0], title=title, heading=heading_of_it)]
            self.story.header_lines = [line for line in kept if line.line != parts[0].number]

    def tell_of_headers(self) -> None:
        """Headers that stayed in the text, as they do where several stories are in one file."""
        for line, title in self.headers:
            if not self.story.title:
                why = line.plain()
                self.story.suggested.append(Suggestion("title", title, why, line.number))
            self.report.append(ReportLine(line.number, "", str(ANOTHER) % {"title": title}))

    def _chapter(self, section: Section, position: int, *, is_only: bool, is_last: bool) -> None:
        chapter, lines = Chapter(), section.lines
        if section.headings or section.is_mailed:
            chapter, lines = self._headed(section, position, is_only=is_only)
        if not is_last:
            lines, notes = self._under_a_chapter(lines)
            chapter = replace(chapter, end_notes=notes)
        self.headers += [
            (line, line.plain(line.text[mark.start :]))
            for line in headers(lines)
            if (mark := labelled(line))
        ]
        html = self.press.html(lines)
        if html or section.headings:
            span = span_of([*section.headings, *lines])
            chapter = replace(chapter, html=html, text=text_of(html), lines=span)
            self.chapters.append(chapter)

    def _headed(
        self, section: Section, position: int, *, is_only: bool
    ) -> tuple[Chapter, list[Line]]:
        """A heading, and the labelled lines that may stand above and under it."""
        title = section.title(position, is_only=is_only)
        mark = self.press.passage(list(section.headings)) if section.headings else NOTHING
        chapter = Chapter(title, heading=mark)
        if told := section.told(position, is_only=is_only):
            self.report.append(ReportLine(section.headings[0].number, told, str(TOLD)))
        header = self._folded(section.header)
        lines = self._folded(section.lines, at_top=True) if position > 1 else section.lines
        above = front_matter(header, self.press.form, has_title=False)
        below = front_matter(lines, self.press.form, has_title=False)
        if not any(entry.field in SURE for entry in below.entries):
            below = Front([], 0, [])
        for entry in (*above.entries, *below.entries):
            chapter = self._entry(chapter, entry, is_only=is_only)
        for line in (*above.breaks, *below.breaks):
            self.press.note_break(line)
        rest = (section.preface, header[above.body :], lines[below.body :])
        return chapter, [line for piece in rest for line in piece]

    def _under_a_chapter(self, lines: list[Line]) -> tuple[list[Line], tuple[Passage, ...]]:
        """The notes that close a chapter, where nothing else stands with them."""
        begin = max(0, len(lines) - NOTES)
        start = closing_labels(lines[begin:])
        if start is None:
            return lines, ()
        below = lines[begin + start :]
        front = front_matter(below, self.press.form, has_title=False)
        is_sure = front.entries and all(
            entry.field == "notes" and not entry.is_empty and key_of(entry.label) not in WEAK_KEYS
            for entry in front.entries
        )
        if not is_sure or front.breaks or front.body < len(below):
            return lines, ()
        return lines[: begin + start], tuple(self.story.prose(entry) for entry in front.entries)

    def _folded(self, lines: list[Line], *, at_top: bool = False) -> list[Line]:
        """Without the lines that the story's header has as well: a title and a name again.
        `at_top`: only those before the first that it has not."""
        kept: list[Line] = []
        for at, line in enumerate(lines):
            if self.known.repeats(line):
                self.report.append(ReportLine(line.number, line.plain(), str(REPEATED)))
            elif at_top and not line.is_blank:
                return kept + lines[at:]
            else:
                kept.append(line)
        return kept

    def _entry(self, chapter: Chapter, entry: Entry, *, is_only: bool) -> Chapter:
        if any(_key(entry) == _key(other) for other in self.first):
            words = f"{entry.label} {value_of(entry)}".strip()
            self.report.append(ReportLine(entry.number, words, str(REPEATED)))
        elif is_only:
            self.story.add(entry)
        elif entry.field == "notes" and not entry.is_empty:
            return replace(chapter, notes=(*chapter.notes, self.story.prose(entry)))
        elif entry.field == "summary" and not (entry.is_empty or chapter.summary):
            return replace(chapter, summary=self.story.prose(entry))
        else:
            self.story.keep_aside(entry)
        return chapter


def _key(entry: Entry) -> tuple[str, str]:
    """Equal for a header line and its repetition in the next part."""
    return entry.field, PART_OF_TITLE.sub("", value_of(entry)).casefold()


def _manuscript(story: Fields, bodies: _Bodies) -> Manuscript:
    report = [*story.press.report, *story.report, *bodies.report]
    return Manuscript(
        title=story.title,
        notes=tuple(story.notes),
        summary=story.summary,
        dedication=story.dedication,
        au_premise=story.premise,
        end_notes=tuple(story.end_notes),
        written=story.written,
        taken=tuple(story.taken),
        suggested=_each_once(story.suggested),
        header_lines=tuple(sorted(story.header_lines, key=lambda line: line.line)),
        chapters=tuple(bodies.chapters),
        report=tuple(sorted(report, key=lambda line: line.line)),
        end_mark=bodies.mark,
        credits=tuple(story.credits),
        series=tuple(story.series),
        figures=story.figures,
    )


def _each_once(suggestions: list[Suggestion]) -> tuple[Suggestion, ...]:
    """What was stated goes before what is guessed; the first of equals stays."""
    found: dict[tuple[str, str], Suggestion] = {}
    for one in sorted(suggestions, key=lambda one: not one.stated):
        found.setdefault((one.kind, one.name.casefold()), one)
    return tuple(found.values())

"""Where a body falls into chapters: "Chapter One", "Part 2/3: The Rain", "Prologue", each on a
line of its own and followed by text; or a row of "1.", "2.", "3."; or the header of a part, again.
Conservative: what is in doubt stays a paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from core.html.tags import names
from intake.reader.body.blocks import FINISHED, Shape
from intake.reader.body.chapter_rows import rows
from intake.reader.body.headings import EPISODIC, Heading, counted, heading
from intake.reader.body.repeated import KnownHeader
from intake.reader.body.subtitles import subtitles
from intake.reader.header.ahead import is_more_below
from intake.reader.header.labels import labelled, labels_at_the_end
from intake.reader.lines import Line

CHAPTERS = 1_000  # more headings than that divide nothing: they are lines of a list
PREFACE = 600  # characters before the first heading that are no chapter of their own
EDGES = " \t\u00a0*_~=#[]{}|•+"
SCRAP = 20  # characters under a header that are no part: a date
FEW = 150  # characters that are no part of a mailed story
HEADER = 30  # lines above a heading that may be its header
NAMING = frozenset(("title", "author", "envelope"))
COUNTED = names(
    "chapter chap ch part pt kapitel teil chapitre partie capítulo capitulo parte capitolo глава "
    "часть hoofdstuk deel rozdział część kapittel kapitola الفصل الجزء"
)
ACTS = names("act akt acte acto atto акт")
HEADINGS_TOGETHER = 2  # "Book Two" over "Chapter One"; more are a table of contents


@dataclass(frozen=True)
class Section:
    """`headings` are the source lines of its heading, `header` labelled lines that stand above it
    (each part of a mailed story had its header again), `preface` a motto above both, `lines` what
    stands below. `is_mailed`: it begins with its own header and no heading."""

    headings: tuple[Line, ...]
    lines: list[Line]
    header: list[Line] = field(default_factory=list)
    preface: list[Line] = field(default_factory=list)
    is_mailed: bool = False

    def title(self, position: int, *, is_only: bool) -> str:
        """What the heading says beyond the chapter's number, which every page shows anyway."""
        mark = self._told(position, is_only=is_only)
        if mark and not self._subtitle:
            return mark.title
        shown = self.headings[1:] if mark else self.headings
        return ". ".join(line.plain().strip(EDGES) for line in shown)

    def told(self, position: int, *, is_only: bool) -> str:
        """The words of the heading that its title leaves out: "Part 1/3"."""
        mark = self._told(position, is_only=is_only)
        return mark.mark if mark else ""

    def _told(self, position: int, *, is_only: bool) -> Heading | None:
        if len(self.headings) != 1 and not self._subtitle:
            return None
        mark = _mark(self.headings[0])
        return mark if mark and _is_told_by(mark, position, is_only=is_only) else None

    @property
    def _subtitle(self) -> bool:
        """ "Part One" and below it "The Rain"."""
        if len(self.headings) != HEADINGS_TOGETHER or self.headings[1].heading:
            return False
        first, second = map(_mark, self.headings)
        return first is not None and not first.title and second is None


def _mark(line: Line) -> Heading | None:
    if found := heading(line.plain()):
        return found
    in_a_row = counted(line.plain())
    return in_a_row[1] if in_a_row else None


def sections(lines: list[Line], form: Shape, known: KnownHeader | None = None) -> list[Section]:
    """The body in order, cut at its headings. Without any, or with too many: one section. `known`:
    the story's header, which parts may repeat."""
    known = known or KnownHeader()
    starts = _runs_of_headings(lines, form)
    mailed = [at for at in known.again(lines) if is_more_below(lines, at, SCRAP)]
    if not 0 < len(starts) + len(mailed) <= CHAPTERS:
        return [Section((), lines)]
    found: list[Section] = []
    header_start = len(lines)
    cuts = _with_mailed(starts, mailed)
    for (_, before), (start, end) in reversed(list(pairwise([(0, 0), *cuts]))):
        marks = tuple(line for line in lines[start:end] if not line.is_blank)
        above = known.above(lines, _header_above(lines, start)) if marks else start
        above = min([above, *(at for at in mailed if start - HEADER <= at < start)])
        above = above if above >= before else start  # that header is the section's before
        body = lines[end:header_start]
        found.insert(0, Section(marks, body, lines[above:start], is_mailed=not marks))
        header_start = above
    return _with_preface(lines[:header_start], found)


def _with_mailed(starts: list[tuple[int, int]], mailed: Sequence[int]) -> list[tuple[int, int]]:
    """Headings, and headers that stand over no heading of their own."""
    alone = [
        (at, at) for at in mailed if not any(start - HEADER <= at < end for start, end in starts)
    ]
    return sorted(starts + alone)


def _header_above(lines: list[Line], start: int) -> int:
    """Where the header begins that was mailed with this part: blocks of labels, a title in them."""
    found = labels_at_the_end(lines[max(0, start - HEADER) : start])
    if found is None:
        return start
    begin = max(0, start - HEADER) + found
    is_header = any(
        (mark := labelled(line)) and mark.field in NAMING for line in lines[begin:start]
    )
    return begin if is_header else start


def _with_preface(preface: list[Line], found: list[Section]) -> list[Section]:
    """A motto above the first heading opens the first chapter; more is a chapter of its own."""
    length = sum(len(line.text.strip()) for line in preface)
    if not length:
        return found
    is_part = found[0].is_mailed and length > FEW
    if length > PREFACE or is_part or any(line.is_block for line in preface):
        return [Section((), preface), *found]
    return [replace(found[0], preface=preface), *found[1:]]


def _runs_of_headings(lines: list[Line], form: Shape) -> list[tuple[int, int]]:
    """(first, after the last) of each heading of one or two lines that has text under it."""
    sure = {
        at: mark
        for at, line in enumerate(lines)
        if not line.is_blank and (mark := _heading(lines, at, form))
    }
    headings = sure.keys() | _episodic(lines, sure)
    if sum(1 for mark in sure.values() if mark.number) < 2:
        headings |= rows(lines)
    headings |= subtitles(lines, headings)
    runs: list[tuple[int, int]] = []
    run: list[int] = []
    for at, line in enumerate(lines) if headings else ():
        if line.is_blank:
            continue
        if at in headings:
            run.append(at)
            continue
        if run:
            first = run[0] if len(run) <= HEADINGS_TOGETHER else _last(run, lines)
            runs.append((first, run[-1] + 1))
        run = []
    return runs


def _last(run: list[int], lines: list[Line]) -> int:
    """Of a table of contents with a heading under it: that heading, with its second line."""
    above, last = lines[run[-2]], lines[run[-1]]
    return run[-2] if _mark(above) and not _mark(last) and not last.heading else run[-1]


def _episodic(lines: list[Line], sure: dict[int, Heading]) -> set[int]:
    """ "Teaser" and "Tag" among acts, as in a script for television."""
    found = {
        at: text
        for at, line in enumerate(lines)
        if len(line.text) < 40
        and (text := line.plain().strip(EDGES + ":").casefold()) in EPISODIC
        and stands_apart(lines, at)
    }
    is_script = any(mark.kind in ACTS for mark in sure.values())
    return set(found) if is_script or len(set(found.values())) > 1 else set()


def stands_apart(lines: list[Line], at: int) -> bool:
    around = (lines[at - 1] if at else None, lines[at + 1] if at + 1 < len(lines) else None)
    return not lines[at].is_blank and all(line is None or line.is_blank for line in around)


def _heading(lines: list[Line], at: int, form: Shape) -> Heading | None:
    line = lines[at]
    if line.is_block:
        return None
    mark = heading(line.plain())
    if line.heading:
        return mark or Heading(line.plain(), "", 0, line.plain())
    if not mark:
        return None
    above = lines[at - 1] if at else None
    below = lines[at + 1] if at + 1 < len(lines) else None
    if above is None or above.is_blank:
        return mark
    is_done = above.plain().endswith(FINISHED) or bool(heading(above.plain()))
    is_last = below is None or below.is_blank or bool(heading(below.plain()))
    return mark if is_done and (is_last or not form.has_blank_lines) else None


def _is_told_by(mark: Heading, position: int, *, is_only: bool) -> bool:
    return mark.kind in COUNTED and mark.number == (1 if is_only else position)

"""Where a body falls into chapters: "Chapter One", "Part 2/3: The Rain", "Prologue", each on a line
of its own and followed by text. Conservative: what is in doubt stays a paragraph."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from intake.reader.blocks import FINISHED, Shape
from intake.reader.labels import labelled, labels_at_the_end
from intake.reader.lines import Line
from intake.reader.marks import Heading, heading, numbered

CHAPTERS = 1_000  # more headings than that divide nothing: they are lines of a list
PREFACE = 600  # characters before the first heading that are no chapter of their own
EDGES = " \t\u00a0*_~=#[]{}|•+"
HEADER = 30  # lines above a heading that may be its header
NAMING = frozenset(("title", "author", "envelope"))
COUNTED = frozenset(("chapter", "part", "kapitel", "chapitre", "capítulo", "глава"))
HEADINGS_TOGETHER = 2  # "Book Two" over "Chapter One"; more are a table of contents


@dataclass(frozen=True)
class Section:
    """`headings` are the source lines of its heading, `header` labelled lines that stand above it
    (each part of a mailed story had its header again), `preface` a motto above both, `lines` what
    stands below."""

    headings: tuple[Line, ...]
    lines: list[Line]
    header: list[Line] = field(default_factory=list)
    preface: list[Line] = field(default_factory=list)

    def title(self, position: int, *, is_only: bool) -> str:
        """What the heading says beyond the chapter's number, which every page shows anyway."""
        if mark := self._told(position, is_only=is_only):
            return mark.title
        return ". ".join(line.plain().strip(EDGES) for line in self.headings)

    def told(self, position: int, *, is_only: bool) -> str:
        """The words of the heading that its title leaves out: "Part 1/3"."""
        mark = self._told(position, is_only=is_only)
        return mark.mark if mark else ""

    def _told(self, position: int, *, is_only: bool) -> Heading | None:
        text = self.headings[0].plain() if len(self.headings) == 1 else ""
        mark = heading(text) or numbered(text)
        return mark if mark and _is_told_by(mark, position, is_only=is_only) else None


def sections(lines: list[Line], form: Shape) -> list[Section]:
    """The body in order, cut at its headings. Without any, or with too many: one section."""
    starts = _runs_of_headings(lines, form)
    if not 0 < len(starts) <= CHAPTERS:
        return [Section((), lines)]
    found: list[Section] = []
    header_start = len(lines)
    for start, end in reversed(starts):
        marks = tuple(line for line in lines[start:end] if not line.is_blank)
        above = _header_above(lines, start)
        found.insert(0, Section(marks, lines[end:header_start], lines[above:start]))
        header_start = above
    return _with_preface(lines[:header_start], found)


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
    if length > PREFACE or any(line.is_block for line in preface):
        return [Section((), preface), *found]
    return [replace(found[0], preface=preface), *found[1:]]


def _runs_of_headings(lines: list[Line], form: Shape) -> list[tuple[int, int]]:
    """(first, after the last) of each heading of one or two lines that has text under it."""
    counted = _counted(lines)
    runs: list[tuple[int, int]] = []
    run: list[int] = []
    for at, line in enumerate(lines):
        if line.is_blank:
            continue
        if at in counted or _is_heading(lines, at, form):
            run.append(at)
            continue
        if run:
            first = run[0] if len(run) <= HEADINGS_TOGETHER else run[-1]
            runs.append((first, run[-1] + 1))
        run = []
    return runs


def _counted(lines: list[Line]) -> set[int]:
    """Lines such as "2. The Monkey and I", apart from the text, if they count 1, 2, 3 … with text
    between them: a list in a story has none."""
    found: list[int] = []
    for at, line in enumerate(lines):
        mark = numbered(line.plain()) if _stands_apart(lines, at) else None
        if mark and mark.number == len(found) + 1:
            found.append(at)
    is_list = any(after - before < 4 for before, after in pairwise(found))
    return set(found) if len(found) > 1 and not is_list else set()


def _stands_apart(lines: list[Line], at: int) -> bool:
    around = (lines[at - 1] if at else None, lines[at + 1] if at + 1 < len(lines) else None)
    return not lines[at].is_blank and all(line is None or line.is_blank for line in around)


def _is_heading(lines: list[Line], at: int, form: Shape) -> bool:
    line = lines[at]
    if line.is_block:
        return False
    if line.heading:
        return True
    if not heading(line.plain()):
        return False
    above = lines[at - 1] if at else None
    below = lines[at + 1] if at + 1 < len(lines) else None
    if above is None or above.is_blank:
        return True
    is_done = above.plain().endswith(FINISHED) or bool(heading(above.plain()))
    is_last = below is None or below.is_blank or bool(heading(below.plain()))
    return is_done and (is_last or not form.has_blank_lines)


def _is_told_by(mark: Heading, position: int, *, is_only: bool) -> bool:
    return mark.kind in COUNTED and mark.number == (1 if is_only else position)

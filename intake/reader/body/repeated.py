"""The header of a story in front of its later parts, as lists mailed it: again, or nearly so."""

from dataclasses import dataclass

from intake.reader.header.labels import labelled
from intake.reader.lines import Line

BLOCK = 20  # lines of a header without a blank one
BLOCKS = 3  # of which it may consist: a mail's, the story's
TITLED = 8  # lines of a title and a name over a heading
NAMING = frozenset(("title", "envelope"))


@dataclass(frozen=True)
class KnownHeader:
    """`title`: the story's, without the number of a part. `lines`: those of its header, folded."""

    title: str = ""
    lines: frozenset[str] = frozenset()

    @staticmethod
    def of(title: str, names: list[str], lines: list[Line]) -> "KnownHeader":
        """`names`: of its authors, as its labels give them."""
        texts = {" ".join(line.plain().split()) for line in lines}
        texts |= {title, *names, *(f"by {name}" for name in names)}
        known = (text.casefold() for text in texts if any(map(str.isalnum, text)))
        return KnownHeader(title.casefold(), frozenset(known))

    def again(self, lines: list[Line]) -> list[int]:
        """Where a header with the story's title begins: the first of its blocks of labels."""
        found: list[int] = []
        end = 0
        for at, line in enumerate(lines) if self.title else ():
            if at < end or self.title not in line.text.casefold() or not self._names(line):
                continue
            begin = _begin(lines, at, end)
            if begin is not None:
                found.append(begin)
                end = _end(lines, at)
        return found

    def _names(self, line: Line) -> bool:
        mark = labelled(line)
        return mark is not None and mark.field in NAMING and not mark.is_weak

    def above(self, lines: list[Line], start: int) -> int:
        """Where the lines begin that stand over `start` and are known from the header."""
        begin = start
        for at in range(start - 1, max(-1, start - TITLED - 1), -1):
            if lines[at].is_blank:
                continue
            if folded(lines[at]) not in self.lines:
                break
            begin = at
        return begin

    def repeats(self, line: Line) -> bool:
        """A line without a label that stands in the header as well."""
        return not line.is_blank and folded(line) in self.lines and not labelled(line)


def folded(line: Line) -> str:
    return " ".join(line.plain().casefold().split())


def _begin(lines: list[Line], at: int, floor: int) -> int | None:
    """The top of the labelled blocks that hold this line; None inside a paragraph."""
    begin = None
    for _ in range(BLOCKS):
        top = _top(lines, at, floor)
        if top is None or not (top == 0 or lines[top - 1].is_blank) or not labelled(lines[top]):
            break
        begin = top
        at = top - 2
        if at < floor or lines[at].is_blank:
            break
    return begin


def _top(lines: list[Line], at: int, floor: int) -> int | None:
    for top in range(at, max(floor, at - BLOCK) - 1, -1):
        if lines[top].is_blank:
            return top + 1 if top < at else None
    return floor if at - floor < BLOCK else None


def _end(lines: list[Line], at: int) -> int:
    while at < len(lines) and not lines[at].is_blank:
        at += 1
    return at

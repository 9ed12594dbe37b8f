"""Line ends that no author meant, undone before anything else is looked at.

Mails were wrapped at 80 columns and then again at 72, so that a long line and a short one take
turns, quoted or not; and pages were copied so that a blank line stands under every line.
"""

import re
from itertools import groupby, pairwise

from intake.reader.body.blocks import FINISHED, is_full, wrap_of
from intake.reader.body.setting import indent
from intake.reader.lines import Line

FEWEST = 4  # leftovers of a second wrapping; fewer prove nothing
FEWEST_SPACED = 8  # lines that stand alone
SHORT = 0.55  # of the wrap column: what the second wrapping leaves over is shorter
WIDEST = 110  # columns before the second wrapping
QUOTE = re.compile(r"(?:>[ \t]?)+")


def unwrapped(lines: list[Line]) -> list[Line]:
    """The lines as they were before they were wrapped again or spread. Line numbers stay."""
    return _rewrapped(_spread(_quoted(lines)))


def _quoted(lines: list[Line]) -> list[Line]:
    """Quoted lines whose leftovers fell out of the quotation: all are quoted, none is any more."""
    filled = [line for line in lines if not line.is_blank]
    quoted = sum(line.text.startswith(">") for line in filled)
    if quoted < FEWEST or not len(filled) * 0.4 <= quoted < len(filled):
        return lines
    fallen = [(a, b) for a, b in pairwise(lines) if not (b.is_blank or b.text.startswith(">"))]
    below = sum(a.text.startswith(">") and len(b.text) < len(a.text) for a, b in fallen)
    return [_unquoted(line) for line in lines] if below * 10 >= len(fallen) * 9 else lines


def _unquoted(line: Line) -> Line:
    match = QUOTE.match(line.text)
    return Line(line.number, line.text[match.end() :], line.tags) if match else line


def _spread(lines: list[Line]) -> list[Line]:
    """A blank line under every line parts nothing where the line above is full."""
    pairs, touching = _alone(lines)
    if len(pairs) < FEWEST_SPACED or touching * 8 > len(pairs):
        return lines
    width = wrap_of(pairs, 0.5)
    if not width:
        return lines
    kept: list[Line] = []
    blank: list[Line] = []
    above: Line | None = None
    for line in lines:
        if line.is_blank:
            blank.append(line)
            continue
        is_one = above is not None and len(blank) == 1 and is_full(above, line, width)
        if not (is_one and above and indent(line) <= indent(above)):
            kept += blank[: max(1, (len(blank) - 1) // 2)]
        kept.append(line)
        above, blank = line, []
    return kept + blank


def _alone(lines: list[Line]) -> tuple[list[tuple[Line, Line]], int]:
    """The pairs of lines with one blank line between, and how many lines touch."""
    pairs: list[tuple[Line, Line]] = []
    touching = blanks = 0
    above: Line | None = None
    for line in lines:
        if line.is_blank:
            blanks += 1
            continue
        if above is not None:
            touching += blanks == 0
            if blanks == 1:
                pairs.append((above, line))
        above, blanks = line, 0
    return pairs, touching


def _rewrapped(lines: list[Line]) -> list[Line]:
    """Lines that were wrapped twice, joined to what they were after the first time."""
    inner = [a.width for a, b in pairwise(lines) if not (a.is_blank or b.is_blank)]
    if len(inner) < FEWEST * 2:
        return lines
    width = sorted(inner)[(len(inner) - 1) * 95 // 100]
    left = _leftovers(lines, width)
    if not left:
        return lines
    lengths = sorted(a.width + 1 + b.width for a, b in left)
    before = lengths[(len(lengths) - 1) * 95 // 100]
    if not width < before <= WIDEST:
        return lines
    found: list[Line] = []
    for is_blank, run in groupby(lines, key=lambda line: line.is_blank):
        block = list(run)
        found += block if is_blank else _joined(block, width, before)
    return found


def _leftovers(lines: list[Line], width: int) -> list[tuple[Line, Line]]:
    """Pairs of a full line and a short one in the middle of a sentence, with a line below; empty
    where they are too few to be no accident."""
    left: list[tuple[Line, Line]] = []
    full = 0
    for a, b, c in zip(lines, lines[1:], lines[2:], strict=False):
        if a.is_blank or b.is_blank or c.is_blank or not is_full(a, b, width):
            continue
        full += 1
        if b.width <= width * SHORT and not is_full(b, c, width):
            left.append((a, b))
    ended = sum(b.plain().endswith(FINISHED) for _, b in left)
    is_so = len(left) >= FEWEST and len(left) * 4 >= full and ended * 2 < len(left)
    return left if is_so else []


def _joined(run: list[Line], width: int, before: int) -> list[Line]:
    found: list[Line] = []
    is_open = True  # the line above was not put together yet
    for line in run:
        above = found[-1] if found else None
        fits = above is not None and above.width + 1 + line.width <= before + 1
        if above and is_open and fits and is_full(above, line, width) and not line.html:
            text = f"{above.text.rstrip()} {line.text.lstrip()}"
            found[-1] = Line(above.number, text, above.tags + line.tags, last=line.number)
            is_open = False
        else:
            found.append(line)
            is_open = True
    return found

"""Where a header begins that stands at the end: notes, feedback, all of it, or a bare "3/99"."""

import re
from collections.abc import Iterator

from intake.reader.body.marks import is_scene_break
from intake.reader.header import overheard
from intake.reader.header.labels import ALONE, key_of, labelled
from intake.reader.lines import Line

SIGNED = re.compile(r"[~–—-]+\s*\w[\w .'’-]{0,24}[~*]*")
LOOSE = 5  # paragraphs without a label that may go on what a label on its own line announced


def closing_labels(lines: list[Line]) -> int | None:
    """The place of the first line of the blocks that close these lines: each has a label on top or
    is a day; what stands under "Author's Notes" alone, or under a label below a row of signs, may
    have more paragraphs. The first line of all is never one of them."""
    found, loose = None, 0
    for start, end in _blocks_from_the_end(lines):
        is_below_signs = is_scene_break(lines[start].plain()) and end - start > 1
        top = lines[start + is_below_signs]
        if _is_label(top, is_followed=found is not None):
            if loose and not (is_below_signs or key_of(top.plain()) in ALONE):
                break
            found, loose = start, 0
        elif not loose and _is_day(lines[start:end]):
            found = start
        elif found is None and not loose and _is_signed(lines[start:end]):
            continue
        elif is_scene_break(top.plain()) or loose == LOOSE:
            break
        else:
            loose += 1
    return found


def _blocks_from_the_end(lines: list[Line]) -> Iterator[tuple[int, int]]:
    end = len(lines)
    for at in range(len(lines) - 1, 0, -1):
        if lines[at].is_blank:
            end = at
        elif lines[at - 1].is_blank or lines[at - 1].html:
            yield at, end
            end = at


def _is_day(block: list[Line]) -> bool:
    return len(block) == 1 and overheard.day_of(block[0].plain()) is not None


def _is_signed(block: list[Line]) -> bool:
    """ "~Ann", "-- Ann": under the last note."""
    return len(block) == 1 and SIGNED.fullmatch(block[0].plain()) is not None


def _is_label(line: Line, *, is_followed: bool) -> bool:
    """Weak ones begin sentences too: "Note:" is one here where it is the last, or others follow."""
    label = labelled(line)
    if not label:
        return False
    return not label.is_weak or label.field == "notes" or is_followed

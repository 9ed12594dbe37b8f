"""The title of a chapter on the line under its number: "Part One", and below it "The Rain"."""

import re
from collections.abc import Iterable

from intake.reader.body.headings import counted, heading
from intake.reader.body.marks import is_scene_break
from intake.reader.body.setting import CENTRED, indent
from intake.reader.header.labels import labelled
from intake.reader.lines import Line

LONGEST = 60  # characters
ENDED = (
    *(".", ",", ";", ":", '."', ',"', '!"', '?"', ".”", ",”", "!”", "?”", "-", "—", "…"),
    *"。，、！？」』؟۔",
)
SCENE = re.compile(r"(?:INT|EXT|FADE IN|I/E)\b[.:/ ]")  # of a script
SIGNS = "*_~=#[(-+"
QUOTES = ('""', "“”", "«»", "''", "‘’")


def subtitles(lines: list[Line], headings: Iterable[int]) -> set[int]:
    """Lines that stand directly under a heading without a title and above a blank line; or apart
    from it, if they are set like a title, or if there is one under every heading."""
    near: set[int] = set()
    apart: dict[int, bool] = {}
    bare = [at for at in sorted(headings) if _is_bare(lines[at])]
    for at in bare:
        below = next(
            (i for i in range(at + 1, min(at + 3, len(lines))) if not lines[i].is_blank), 0
        )
        if not below or not _may_be_title(lines, below):
            continue
        if below == at + 1:
            near.add(below)
        else:
            apart[below] = _is_set_as_title(lines[below])
    is_habit = len(bare) > 1 and len(near) + len(apart) == len(bare)
    return near | {at for at, is_set in apart.items() if is_set or is_habit}


def _is_bare(line: Line) -> bool:
    if line.heading:
        return False
    mark = heading(line.plain())
    in_a_row = None if mark else counted(line.plain())
    mark = mark or (in_a_row[1] if in_a_row else None)
    return mark is not None and not mark.title


def _may_be_title(lines: list[Line], at: int) -> bool:
    line, text = lines[at], lines[at].plain()
    is_alone = at + 1 < len(lines) and lines[at + 1].is_blank
    if not is_alone or SCENE.match(text) or line.heading or line.is_block or len(text) > LONGEST:
        return False
    first = text.lstrip(SIGNS + "\"“«'‘ ")[:1]
    ends = text.rstrip(SIGNS + ")] ").endswith(ENDED) and not _is_quoted_title(text)
    if not first or first.islower() or ends:
        return False
    return not (labelled(line) or heading(text) or counted(text) or is_scene_break(text))


def _is_set_as_title(line: Line) -> bool:
    text = line.plain()
    is_quoted = _is_quoted(text)
    is_signed = text[0] in SIGNS and not text[-1].isalnum()
    return is_quoted or is_signed or text.isupper() or indent(line) >= CENTRED


def _is_quoted(text: str) -> bool:
    return len(text) > 2 and text[0] + text[-1] in QUOTES


def _is_quoted_title(text: str) -> bool:
    """ "Who Are You?" with capitals; somebody who says it has one."""
    words = text.strip("\"“”'‘’«»").split()
    return _is_quoted(text) and len(words) > 1 and all(not word[0].islower() for word in words)

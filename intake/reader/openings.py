"""Headers without labels: a title on the first line, "by Somebody" under it."""

import re

from intake.reader.blocks import indent
from intake.reader.labels import labelled
from intake.reader.lines import Line
from intake.reader.marks import heading, is_scene_break

LONGEST_TITLE = 120  # characters
LONGEST_BYLINE = 80
BYLINE = re.compile(
    r"[\W_]*(?P<label>(?:an?\s+(?:\S+\s+){1,8}?(?:story|fic|fan ?fiction|fanfic|tale|vignette)\s+)?"
    r"(?:written\s+)?(?:by|par|von|door|di|av|بقلم))\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
SENTENCE_END = tuple(".,;:\"”'’")
QUOTED = re.compile(r"[\"“'‘«].*[\"”'’»]")


def title_above(lines: list[Line], at: int) -> Line | None:
    """The line at `at`, if it is a title: by what stands under it, or by how it is set."""
    if at >= len(lines) or lines[at].is_block:
        return None
    line, text = lines[at], lines[at].plain()
    if not any(map(str.isalnum, text)) or len(text) > LONGEST_TITLE:
        return None
    if labelled(line) or heading(text) or is_scene_break(text):
        return None
    if line.heading:
        return line
    below = _next_filled(lines, at + 1)
    if below is None:
        return None
    return line if _is_title(line, text, lines[below], below - at) else None


def _is_title(line: Line, text: str, below: Line, distance: int) -> bool:
    found = labelled(below)
    if (found and found.field != "envelope") or byline(below):
        return not text.endswith((",", ";"))
    is_set_apart = text.isupper() or bool(QUOTED.fullmatch(text)) or indent(line) >= 10
    following = below.plain()
    if distance > 1:
        ends = text.endswith(SENTENCE_END) and not is_set_apart
        return len(text) <= 80 and not ends and not text.startswith("<")
    if is_scene_break(following):
        return True
    if heading(following):
        return not text.endswith(SENTENCE_END)
    is_short = len(text) <= 60 and not text.endswith((*SENTENCE_END, "!", "?"))
    return is_short and (is_set_apart or len(following) > max(100, 3 * len(text)))


def byline(line: Line) -> tuple[str, Line] | None:
    """ "by Ann <ann@example.org>" → ("by", the rest of the line)."""
    match = BYLINE.match(line.text)
    if not match or len(line.text) > LONGEST_BYLINE or line.plain().endswith((".", ",", ";", "?")):
        return None
    return match["label"], line.after(match.end())


def _next_filled(lines: list[Line], at: int) -> int | None:
    limit = min(len(lines), at + 10)
    return next((i for i in range(at, limit) if not lines[i].is_blank), None)

"""Lines → paragraphs: which line ends are the author's and which are the mail program's?

Old texts were wrapped at 65 to 80 columns, or by an editor at its window's width, or not at all;
paragraphs are told apart by blank lines, by indents, or by one line end, sometimes all in one file.
`shape` measures the document, `paragraphs` decides at each line end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from intake.reader.lines import Line

WIDEST_WRAP = 100  # columns; longer lines were never wrapped by a mail program
NARROWEST_WRAP = 30
FEWEST_WRAPS = 4  # line ends inside paragraphs; fewer prove nothing
LONG_LINE = 60  # columns; an unfinished line this long goes on in the next
SHORT_LINE = 60  # columns; two that touch may be a letter's end or an address
VERSE_LINE = 50  # columns; the lines of a stanza are shorter
SENTENCE_END = tuple(".!?…\"'”’")
FINISHED = tuple(".!?…:;\"'”’»)]>*_~—–-。！？」』）\u061f\u06d4")
SPEECH = tuple("\"'“‘«„")
INDENT = re.compile(r"[ \t\u00a0\u3000]*")
CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")

JOIN, BREAK, PART = "join", "break", "part"


@dataclass(frozen=True)
class Shape:
    """`width`: the column at which lines were wrapped, 0 if they were not. `has_blank_lines`:
    paragraphs stand apart by blank lines. `margin`: columns before nearly every line."""

    width: int = 0
    has_blank_lines: bool = False
    margin: int = 0
    keeps_lines: bool = False  # HTML: a line end is always the author's


@dataclass(frozen=True)
class Block:
    """A paragraph: each of its rows is one line that the author ended, made of source lines."""

    rows: tuple[tuple[Line, ...], ...]
    is_verse: bool = False


def shape(lines: list[Line]) -> Shape:
    filled = [line for line in lines if not line.is_blank]
    if not filled:
        return Shape()
    inner = [(a, b) for a, b in pairwise(lines) if not (a.is_blank or b.is_blank)]
    width = _width(inner)
    meant = sum(1 for a, b in inner if _is_meant(a, b, width))
    margins = sorted(indent(line) for line in filled)
    return Shape(width, len(filled) - len(inner) > meant, margins[len(margins) // 10])


def _width(inner: list[tuple[Line, Line]]) -> int:
    """The wrap column: near it, the next line's first word would not have fitted any more. True of
    most line ends inside paragraphs, in the middle of sentences, or the document is not wrapped."""
    lengths = sorted(a.width for a, _ in inner)
    if len(inner) < FEWEST_WRAPS:
        return 0
    width = lengths[(len(lengths) - 1) * 95 // 100]
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    full = [a for a, b in inner if is_full(a, b, width)]
    finished = sum(1 for line in full if line.plain().endswith(FINISHED))
    return width if len(full) >= len(inner) * 0.6 and finished * 2 < len(full) else 0


def _is_meant(above: Line, line: Line, width: int) -> bool:
    """A line end without a blank line that still seems to end a paragraph."""
    if width:
        return not is_full(above, line, width)
    return above.plain().endswith(FINISHED)


def is_full(line: Line, following: Line, width: int) -> bool:
    """Would the next line's first word have had no room in this one?"""
    words = following.text.split(maxsplit=1)
    return line.width + 1 + len(words[0] if words else "") > width


def paragraphs(lines: list[Line], form: Shape) -> list[Block]:
    """Blank lines part; verse keeps its lines; every other line end is judged on its own."""
    blocks: list[Block] = []
    for group in groups(lines):
        if _is_verse(group, form):
            blocks.append(Block(tuple((line,) for line in group), is_verse=True))
        else:
            blocks += _prose(group, form)
    return blocks


def groups(lines: list[Line]) -> Iterator[list[Line]]:
    """The runs of lines between blank ones."""
    for is_blank, run in groupby(lines, key=lambda line: line.is_blank):
        if not is_blank:
            yield list(run)


def _is_verse(group: list[Line], form: Shape) -> bool:
    """Short lines that do not end like sentences, or that are set in as one, where paragraphs stand
    apart anyway."""
    if len(group) < 2 or form.keeps_lines or not form.has_blank_lines:
        return False
    if any(len(line.plain()) > VERSE_LINE or line.html for line in group):
        return False
    if form.width and form.width < VERSE_LINE + 10:
        return False
    margin = indent(group[0])
    if margin > form.margin + 1 and all(indent(line) >= margin for line in group):
        return True
    ended = sum(line.plain().endswith(SENTENCE_END) for line in group)
    return len(group) > 2 and ended * 2 < len(group)


def _prose(group: list[Line], form: Shape) -> list[Block]:
    blocks: list[list[list[Line]]] = [[[group[0]]]]
    for above, line in pairwise(group):
        verdict = _verdict(above, line, form)
        if verdict == PART:
            blocks.append([[line]])
        elif verdict == BREAK:
            blocks[-1].append([line])
        else:
            blocks[-1][-1].append(line)
    return [Block(tuple(tuple(row) for row in rows)) for rows in blocks]


def _verdict(above: Line, line: Line, form: Shape) -> str:
    """join · break (the author's line end inside a paragraph) · part (a new paragraph)."""
    if above.html or line.html or above.heading or line.heading:
        return PART
    if form.keeps_lines:
        return BREAK
    text, following = above.plain(), line.plain()
    is_wrapped = bool(form.width) and is_full(above, line, form.width)
    deeper, level = indent(line) > form.margin + 1, indent(above) >= indent(line)
    if deeper and not (level and (is_wrapped or form.has_blank_lines)):
        return PART
    if is_wrapped or following[0].islower():
        return JOIN
    is_finished = text.endswith(FINISHED)
    long = form.width * 3 // 4 or LONG_LINE
    if form.has_blank_lines and not is_finished and len(text) >= long:
        return JOIN
    is_short = form.has_blank_lines and max(len(text), len(following)) <= SHORT_LINE
    is_speech = is_finished and following.startswith(SPEECH)
    return BREAK if is_short and not is_speech and (form.width or not is_finished) else PART


def indent(line: Line) -> int:
    match = INDENT.match(line.text)
    return len(match.group().expandtabs(4)) if match else 0


def needs_space(before: str, after: str) -> bool:
    """Chinese and Japanese lines join without one."""
    return not (CJK.match(before[-1:]) and CJK.match(after[:1]))

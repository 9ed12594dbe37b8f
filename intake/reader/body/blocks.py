"""Lines → paragraphs: which line ends are the author's and which are the mail program's?

Old texts were wrapped at 65 to 80 columns, or by an editor at its window's width, or not at all;
paragraphs are told apart by blank lines, by indents, or by one line end, sometimes all in one file.
`shape` measures the document, `paragraphs` decides at each line end. What is set in some way of its
own (verse, a table, a letter set in) is recognised in `setting`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from intake.reader.body import setting
from intake.reader.body.marks import is_scene_break
from intake.reader.body.setting import indent
from intake.reader.lines import Line

WIDEST_WRAP = 100  # columns; longer lines were never wrapped by a mail program
NARROWEST_WRAP = 30
FEWEST_WRAPS = 4  # line ends inside paragraphs; fewer prove nothing
LONG_LINE = 60  # columns; an unfinished line this long goes on in the next
SHORT_LINE = 60  # columns; two that touch may be a letter's end or an address
WIDE_GAP = 3  # blank lines that part scenes, where nothing else does
FINISHED = tuple(".!?…:;\"'”’»)]>*_~—–-。！？」』）\u061f\u06d4")
SPEECH = tuple("\"'“‘«„")
CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
DASH = re.compile(r"\S(?:--|[—–])$")
HYPHEN = re.compile(r"[^\W\d_]-$")
APART = re.compile(r"(?:and|or|to|nor|und|oder|bis|et|ou|y|e|o)\b|[^\w]", re.IGNORECASE)

UNDONE = re.compile(r"\b(?:the|an?|of|to|and|or|in|on|at|by|for|with|from|my|your|his|her|their)$")
ITEM = re.compile(r"\(?(?:[a-h]|\d{1,2})\) \S")  # "b) the ferry"

JOIN, BREAK, PART = "join", "break", "part"


@dataclass(frozen=True)
class Shape:
    """`width`: the column at which lines were wrapped, 0 if they were not. `has_blank_lines`:
    paragraphs stand apart by blank lines. `margin`: columns before nearly every line. `gap`: so
    many blank lines part scenes, 0 if none do. `kept`: numbers of lines that stay on their own."""

    width: int = 0
    has_blank_lines: bool = False
    margin: int = 0
    keeps_lines: bool = False  # HTML: a line end is always the author's
    gap: int = 0
    is_deep: bool = False  # paragraphs begin far from the margin: nothing there is centred
    kept: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Block:
    """A paragraph: each of its rows is one line that the author ended, made of source lines. `kind`
    is "" for prose, else "verse", "verse set in", "center", "right", "quote" or "table"."""

    rows: tuple[tuple[Line, ...], ...]
    kind: str = ""


def shape(lines: list[Line]) -> Shape:
    filled = [line for line in lines if not line.is_blank]
    if not filled:
        return Shape()
    inner = [(a, b) for a, b in pairwise(lines) if not (a.is_blank or b.is_blank)]
    width = wrap_of(inner)
    meant = sum(1 for a, b in inner if _is_meant(a, b, width))
    margins = sorted(indent(line) for line in filled)
    margin = margins[len(margins) // 10]
    return Shape(
        width,
        len(filled) - len(inner) > meant,
        margin,
        gap=_gap(lines, filled),
        is_deep=setting.is_deep(filled, margin),
    )


def wrap_of(inner: list[tuple[Line, Line]], share: float = 0.6) -> int:
    """The wrap column: near it, the next line's first word would not have fitted any more. True of
    most line ends inside paragraphs, in the middle of sentences, or the document is not wrapped."""
    if len(inner) < FEWEST_WRAPS:
        return 0
    lengths = sorted(a.width for a, _ in inner)
    width = lengths[(len(lengths) - 1) * 95 // 100]
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    full = [a for a, b in inner if is_full(a, b, width)]
    finished = sum(1 for line in full if line.plain().endswith(FINISHED))
    return width if len(full) >= len(inner) * share and finished * 2 < len(full) else 0


def _is_meant(above: Line, line: Line, width: int) -> bool:
    """A line end without a blank line that still seems to end a paragraph."""
    if width:
        return not is_full(above, line, width)
    return above.plain().endswith(FINISHED)


def _gap(lines: list[Line], filled: list[Line]) -> int:
    """How many blank lines part scenes: more than part paragraphs, in few places, and only where
    no signs do."""
    runs = Counter(
        len(list(run)) for is_blank, run in groupby(lines, key=lambda x: x.is_blank) if is_blank
    )
    if not runs or max(runs) < WIDE_GAP:
        return 0
    usual = runs.most_common(1)[0][0]
    gap = max(WIDE_GAP, usual + 2)
    wide = sum(times for length, times in runs.items() if length >= gap)
    if not 0 < wide * 4 <= runs.total() + 3:
        return 0
    return 0 if any(is_scene_break(line.plain()) for line in filled) else gap


def is_full(line: Line, following: Line, width: int) -> bool:
    """Would the next line's first word have had no room in this one?"""
    room = width - line.width - 1
    if room < 0:
        return True
    words = following.text.split(maxsplit=1)
    return len(words[0] if words else "") > room


def paragraphs(lines: list[Line], form: Shape) -> list[Block]:
    """Blank lines part; verse keeps its lines; every other line end is judged on its own."""
    blocks: list[Block] = []
    for group in groups(lines):
        if form.keeps_lines:
            blocks += _prose(group, form)
            continue
        for kind, run in setting.runs(group, form):
            if kind in ("", "quote"):
                inside = replace(form, margin=indent(run[-1])) if kind else form
                blocks += [replace(block, kind=kind) for block in _prose(run, inside)]
            else:
                blocks.append(Block(tuple((line,) for line in run), kind))
    return blocks


def groups(lines: list[Line]) -> Iterator[list[Line]]:
    """The runs of lines between blank ones."""
    for is_blank, run in groupby(lines, key=lambda line: line.is_blank):
        if not is_blank:
            yield list(run)


def _prose(group: list[Line], form: Shape) -> list[Block]:
    blocks: list[list[list[Line]]] = [[[group[0]]]]
    own = {} if form.keeps_lines else setting.own_lines(group)
    for at, (above, line) in enumerate(pairwise(group), 1):
        verdict = own.get(at) or _verdict(above, line, form)
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
    if form.keeps_lines or (form.kept and {above.number, line.number} & form.kept):
        return BREAK
    is_wrapped = bool(form.width) and is_full(above, line, form.width)
    far = indent(line)
    if far > form.margin + 1 and not (
        indent(above) >= far and (is_wrapped or form.has_blank_lines)
    ):
        return PART
    if is_wrapped:
        return JOIN
    text, following = above.plain(), line.plain()
    if ITEM.match(following):
        return BREAK
    if following[0].islower() or (len(text) >= NARROWEST_WRAP and UNDONE.search(text)):
        return JOIN
    is_finished = text.endswith(FINISHED)
    long = form.width * 3 // 4 or LONG_LINE
    if form.has_blank_lines and not is_finished and len(text) >= long:
        return JOIN
    is_short = form.has_blank_lines and max(len(text), len(following)) <= SHORT_LINE
    is_speech = is_finished and following.startswith(SPEECH)
    return BREAK if is_short and not is_speech and (form.width or not is_finished) else PART


def seam(before: str, after: str) -> str:
    """What stands between two lines that are one again: a space, but none in Chinese and Japanese,
    after "well-", or after "and then--" where the author sets dashes without."""
    before = before[-4:]
    if before[-1:] in "-—–" and (
        DASH.search(before) or (HYPHEN.search(before) and not APART.match(after))
    ):
        return ""
    return "" if CJK.match(before[-1:]) and CJK.match(after[:1]) else " "

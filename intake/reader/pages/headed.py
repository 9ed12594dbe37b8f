"""Rows → the lines that the reader takes: which one is the title, where a scene ends without a
sign, which line ends were never the author's.
"""

from dataclasses import replace
from itertools import islice, pairwise, takewhile

from intake.reader.body.blocks import Shape, shape
from intake.reader.body.marks import heading, is_scene_break
from intake.reader.header.labels import labelled
from intake.reader.header.openings import byline
from intake.reader.lines import Line
from intake.reader.pages import signs
from intake.reader.pages.rows import INDENT, Row

LONGEST_TITLE = 120  # characters
FIRST_LINES = 4
FULL_LINE = 90  # characters; paragraphs are longer on average, lines of a poem or letter are not
FEWEST = 6  # line ends that show a habit
SPARSE = 4  # an empty paragraph among so many others is meant; more are only space
FORM = Shape(has_blank_lines=True, keeps_lines=True)


def lines_and_form(rows: list[Row], window: str) -> tuple[list[Line], Shape]:
    """`window`: what the page's `<title>` said."""
    rows = [row for row in rows if not row.sign]
    _find_title(rows, window)
    rows = [row for row in rows if not row.sign]
    rows = _with_scenes(_with_paragraphs(rows))
    lines = [row.line for row in rows]
    form = FORM
    if any(row.is_typed for row in rows):
        form = shape([row.line for row in rows if row.is_typed])
    elif (wrapped := shape(lines)).width:
        form = wrapped
    return lines, form


def _find_title(rows: list[Row], window: str) -> None:
    """Among the first lines the one that the page itself makes a title: by the words that stand
    over the window, or large, or bold in the middle. What stands above it is not the story's."""
    first = list(islice((row for row in rows if row.words and row.line.text.strip()), FIRST_LINES))
    if any(row.line.heading for row in first):
        return
    first = list(takewhile(_may_be_title, first))
    named = [row for row in first if _is_named(row, window)]
    named = named or [row for row in first[:1] if _is_set(row)]
    if not named:
        return
    found = named[0]
    found.line = replace(found.line, heading=1, html="")
    for row in first[: first.index(found)]:
        row.sign = signs.AROUND


def _may_be_title(row: Row) -> bool:
    text = row.line.plain()
    if row.line.is_block or len(text) > LONGEST_TITLE or not any(map(str.isalnum, text)):
        return False
    return not (labelled(row.line) or heading(text) or is_scene_break(text) or byline(row.line))


def _is_named(row: Row, window: str) -> bool:
    text = row.line.plain().strip("\"'“”* ").casefold()
    return len(text) > 2 and text in window.casefold()


def _is_set(row: Row) -> bool:
    is_set = row.is_big or (row.is_centred and row.is_bold)
    return is_set and not row.line.plain().endswith((".", ","))


def _with_paragraphs(rows: list[Row]) -> list[Row]:
    """Lines set in by spaces, and long lines that each end by one `<br>`, are paragraphs."""
    inner = [
        (a, b) for a, b in pairwise(rows) if not (a.is_typed or a.line.is_blank or b.line.is_blank)
    ]
    if not inner:
        return rows
    indented = [b for _, b in inner if b.line.text.startswith(INDENT)]
    average = sum(len(a.line.text) for a, _ in inner) / len(inner)
    is_long = (
        len(inner) >= FEWEST and average > FULL_LINE and not shape([row.line for row in rows]).width
    )
    is_indented = bool(indented) and (
        sum(len(row.line.text) for row in indented) / len(indented) > FULL_LINE / 2
    )
    parted: list[Row] = []
    for row in rows:
        above = parted[-1] if parted else None
        is_inner = above and not (above.line.is_blank or row.line.is_blank or row.is_typed)
        is_new = is_long or (is_indented and row.line.text.startswith(INDENT))
        if above and is_inner and is_new:
            parted.append(Row(Line(row.line.number, "")))
        parted.append(row)
    return parted


def _with_scenes(rows: list[Row]) -> list[Row]:
    """`<p>&nbsp;</p>` between paragraphs parts scenes, where it is rare and nothing else does."""
    if any(is_scene_break(row.line.plain()) for row in rows):
        return rows
    filled = sum(not row.line.is_blank for row in rows)
    places = [at for at, row in enumerate(rows) if row.is_empty and _is_between(rows, at)]
    if not 0 < len(places) * SPARSE <= filled:
        return rows
    for at in places:
        rows[at].line = Line(rows[at].line.number, "* * *")
    return rows


def _is_between(rows: list[Row], at: int) -> bool:
    """Between two paragraphs of prose, and the only empty one there."""
    above = next((row for row in reversed(rows[max(0, at - 3) : at]) if _is_something(row)), None)
    below = next((row for row in rows[at + 1 : at + 4] if _is_something(row)), None)
    return bool(above and below and not (above.is_empty or below.is_empty)) and all(
        len(row.line.text) > FULL_LINE / 2 and not row.line.heading and not labelled(row.line)
        for row in (above, below)
        if row
    )


def _is_something(row: Row) -> bool:
    return row.is_empty or not row.line.is_blank

"""How lines are set on their page: verse, centred lines, letters set in, lists, scripts, tables.

A run of lines without a blank one is looked at as a whole; what is set like prose is prose.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from intake.reader.lines import Line

if TYPE_CHECKING:
    from intake.reader.body.blocks import Shape

VERSE_LINE = 50  # columns; the lines of a stanza are shorter
CENTRED = 10  # columns from the margin; nobody indents a paragraph so far
CENTRED_LINE = 60  # columns that a centred line is long at most
TABLE_LINE = 200  # characters; longer lines are no rows of a table
PAGE = 72  # columns of a page whose lines were not wrapped
LEANING = 12  # columns that somebody who centres by eye is wrong
RIGHT = 30  # columns from the margin: a date over a letter
SET_IN = 4  # columns from the margin: a letter or a quotation
SENTENCE_END = tuple(".!?…\"'”’")
INDENT = re.compile(r"[ \t\u00a0\u3000]*")
SUNG = re.compile(r"\s*[♪♫¶#~]")
MUSIC = re.compile(r"\s*[♪♫¶]")
ITEM = re.compile(r"\s*(?P<sign>[-*•·+–—]|\d{1,2}[.)]|[a-z]\)|\([a-z0-9]{1,2}\))\s+\S")
DASHES = frozenset("-–—")
SPEAKER = re.compile(r"\s*[A-Z][A-Z0-9 .'’&-]{1,24}(?:\s*\([^()]{1,60}\))?:(?:\s|$)")
CHATTER = re.compile(r"\s*(?:[A-Z][\w.'-]{1,20}:|<[\w.'-]{1,24}>:?)\s")
SALUTATION = re.compile(
    r"\s*[\"'“*_/]?(?:my\s+)?(?:dear(?:est)?|beloved|to whom|lieber?|sehr geehrter?|ch[eè]re?s?|"
    r"querid[oa]s?|car[oai]|дорог\w+|عزيز\w+)\b.{0,40}[,:!]\s*",
    re.IGNORECASE,
)
CELL = re.compile(r"\S+(?:\s\s?\S+)*")
WIDE = re.compile(r"\S(?:[ \u00a0]{3,}|\t+)\S")
ENDED = tuple('.!?…"”»')


def indent(line: Line) -> int:
    text = line.text
    if text[:1] not in " \t\u00a0\u3000":
        return 0
    match = INDENT.match(text)
    return len(match.group().expandtabs(4)) if match else 0


def is_deep(filled: list[Line], margin: int) -> bool:
    """Do long lines stand as far from the margin as a centred one would?"""
    far = [line for line in filled if indent(line) >= margin + CENTRED]
    long = sum(len(line.plain()) > CENTRED_LINE for line in far)
    return long * 5 > len(far)


def runs(group: list[Line], form: Shape) -> list[tuple[str, list[Line]]]:
    """The group cut at centred lines, each run with its kind (see blocks.Block)."""
    if is_table(group):
        return [("table", group)]
    if form.is_deep or not any(indent(line) >= CENTRED for line in group):
        return [(_kind(group, form), group)]
    if is_verse(group, form) and len({indent(line) for line in group}) < len(group):
        return [(_verse(group, form), group)]
    found: list[tuple[str, list[Line]]] = []
    for side, run in groupby(group, key=lambda line: side_of(line, form)):
        lines = list(run)
        found.append((side or _kind(lines, form), lines))
    return found


def _kind(group: list[Line], form: Shape) -> str:
    if is_verse(group, form) or is_sung(group):
        return _verse(group, form)
    return "quote" if is_set_in(group, form) else ""


def _verse(group: list[Line], form: Shape) -> str:
    """In a letter, its end ("Yours, / The Cook") stands with the rest of it; above one, at the
    right, place and date."""
    if min(map(indent, group)) >= form.margin + RIGHT:
        return "right"
    return "verse set in" if all(indent(x) >= form.margin + SET_IN for x in group) else "verse"


def side_of(line: Line, form: Shape) -> str:
    """ "center", "right", or "" for a line that begins where lines begin."""
    far, length = indent(line), len(line.plain())
    if far < form.margin + CENTRED or length > CENTRED_LINE or line.html:
        return ""
    middle, half = far + length / 2, (form.width or PAGE) / 2
    if abs(middle - half) <= LEANING:
        return "center"
    return "right" if far >= RIGHT and middle > half else ""


def is_verse(group: list[Line], form: Shape) -> bool:
    """Short lines that do not end like sentences, or that are set in as one, where paragraphs stand
    apart anyway."""
    if len(group) < 2 or not form.has_blank_lines:
        return False
    if any(line.html or len(line.plain()) > VERSE_LINE for line in group):
        return False
    if form.width and form.width < VERSE_LINE + 10:
        return False
    margin = indent(group[0])
    if margin > form.margin + 1 and all(indent(line) >= margin for line in group):
        return True
    if ITEM.match(group[0].text) or SPEAKER.match(group[0].text):
        return False
    ended = sum(line.plain().endswith(SENTENCE_END) for line in group)
    return len(group) > 2 and ended * 2 < len(group)


def is_sung(group: list[Line]) -> bool:
    """Lines of a song between signs: each begins with one, or the first does and the last ends."""
    if any(line.html or len(line.plain()) > CENTRED_LINE for line in group):
        return False
    if all(MUSIC.match(line.text) for line in group):
        return True
    first, last = group[0].plain(), group[-1].plain()
    if len(group) < 2 or not SUNG.match(first):
        return False
    return last.endswith(first[0]) or all(SUNG.match(line.text) for line in group)


def is_set_in(group: list[Line], form: Shape) -> bool:
    """A letter or a quotation: several lines of prose that all begin at one column of their own."""
    if len(group) < 2 or not form.has_blank_lines:
        return False
    far = indent(group[-1])
    if far < form.margin + SET_IN or any(line.html for line in group):
        return False
    return all(indent(line) == far for line in group[1:]) and indent(group[0]) >= far


def is_table(group: list[Line]) -> bool:
    """Three lines or more with wide gaps, whose columns begin or end under one another."""
    if len(group) < 3:
        return False
    if any(line.html or len(line.text) > TABLE_LINE for line in group):
        return False
    texts = [line.text.expandtabs(8) for line in group if WIDE.search(line.text)]
    if len(texts) < 3 or len(texts) * 4 < len(group) * 3:
        return False
    columns: Counter[tuple[str, int]] = Counter()
    for text in texts:
        cells = list(CELL.finditer(text))[1:]
        columns.update({("begin", cell.start()) for cell in cells})
        columns.update({("end", cell.end()) for cell in cells})
    return bool(columns) and max(columns.values()) * 5 >= len(texts) * 4


def own_lines(group: list[Line]) -> dict[int, str]:
    """Which lines of a group (by place, from 1 on) begin anew whatever stands above them: "break"
    for those of a list or a chat, "part" for what the persons of a script say."""
    found = _list(group) if len(group) > 1 else {}
    for pattern, fewest, verdict in ((SPEAKER, 2, "part"), (CHATTER, 3, "break")):
        speakers = [at for at, line in enumerate(group) if pattern.match(line.text)]
        if not found and len(speakers) >= fewest and speakers[0] == 0:
            found = dict.fromkeys(speakers, verdict)
    if SALUTATION.fullmatch(group[0].text) and len(group) > 1:
        found[1] = "break"
    return found


def _list(group: list[Line]) -> dict[int, str]:
    items = {at: match["sign"] for at, line in enumerate(group) if (match := ITEM.match(line.text))}
    first = next(iter(items), 0)
    if len(items) < 2 or not (first == 0 or group[first - 1].plain().endswith(":")):
        return {}
    ended = sum(group[at].plain().endswith(ENDED) for at in items)
    is_speech = set(items.values()) <= DASHES and ended * 2 > len(items)
    return dict.fromkeys(items, "part" if is_speech else "break")

"""Lines → the sanitised HTML and the plain text that readers see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, takewhile

from django.utils.translation import gettext as _

from core.html import clean, visible_text
from intake.reader.body.blocks import FINISHED, Block, Shape, paragraphs
from intake.reader.body.inline import Ink
from intake.reader.body.legends import NO_SIGNS, Signs
from intake.reader.body.marks import LONGEST_BREAK, is_end_mark, is_flashback, is_scene_break
from intake.reader.lines import Line
from intake.reader.manuscript import NOWHERE, Passage, ReportLine, Span

END = ' align="center" class="end-mark"'
CENTRED = ' align="center"'
VERSE = ' class="verse"'
ATTRIBUTES = {"verse": VERSE, "verse set in": VERSE, "center": CENTRED, "right": ' align="right"'}
PICTURE = 30  # rows of signs that are looked at as one
DRAWN = frozenset("/\\|")
RULED = re.compile(r"[-=]{2,}(?:\s{2,}[-=]{2,})+")  # under the heads of a table
COLUMNS = re.compile(r"\S\s{2,}\S")
SET_IN = frozenset(("quote", "verse set in"))


@dataclass
class Press:
    """Sets the passages of one document. `raw`: its source lines as they stand; `report`: signs
    with letters in them ("oOo") that became ornaments, in order."""

    raw: list[str]
    form: Shape
    thoughts: bool = True
    report: list[ReportLine] = field(default_factory=list)
    signs: Signs = NO_SIGNS

    def passage(self, lines: list[Line], *, label: str = "", span: Span = NOWHERE) -> Passage:
        span = span if span != NOWHERE else span_of(lines)
        html = self.html(lines)
        return Passage(html, text_of(html), label, span, self.source(span))

    def source(self, span: Span) -> str:
        return "\n".join(self.raw[span[0] - 1 : span[1]]) if span[0] else ""

    def html(self, lines: list[Line]) -> str:
        ink = Ink(thoughts=self.thoughts, signs=self.signs)
        return clean("\n".join(self._blocks(lines, ink)))

    def _blocks(self, lines: list[Line], ink: Ink) -> Iterator[str]:
        for kind, run in self._runs(lines):
            if kind == "break":
                self.note_break(run[0])
                yield "<hr>"
            elif kind == "drawing":
                yield ink.table(Block(tuple((line,) for line in run)))
            elif kind == "gap":
                yield "<hr>"
            elif kind == "html":
                yield run[0].html
            elif kind == "text":
                yield from _set(paragraphs(run, self.form), ink)
            else:
                block = Block(((run[0],),))
                yield ink.paragraph(block, END if kind == "end" else CENTRED)

    def note_break(self, line: Line) -> None:
        if any(map(str.isalnum, line.plain())):
            reason = _("These signs between two scenes became an ornament.")
            self.report.append(ReportLine(line.number, line.plain(), reason))

    def _runs(self, lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
        """The lines cut at all that is no prose: ("text", …), ("break", …), ("gap", …),
        ("flashback", …), ("end", …), ("html", …)."""
        run: list[Line] = []
        blank = 0  # lines above, after text
        drawn = 0  # lines that a drawing took
        for at, line in enumerate(lines):
            if at < drawn:
                continue
            kind = self._kind(lines, at)
            if kind == "break" and (drawing := _drawing(lines, at)):
                if run:
                    yield "text", run
                yield "drawing", drawing
                run, blank, drawn = [], 0, at + len(drawing)
                continue
            if kind == "text":
                blank = blank + 1 if line.is_blank else blank
                if blank and not line.is_blank:
                    if run and 0 < self.form.gap <= blank and any(not x.is_blank for x in run):
                        yield "text", run
                        yield "gap", []
                        run = []
                    blank = 0
                run.append(line)
                continue
            if run:
                yield "text", run
            yield kind, [line]
            run, blank = [], 0
        if run:
            yield "text", run

    def _kind(self, lines: list[Line], at: int) -> str:
        line = lines[at]
        if line.is_blank:
            return "text"
        if line.is_block:
            return "html" if line.html else "text"
        text = line.plain()
        if RULED.fullmatch(text) and at and COLUMNS.search(lines[at - 1].text):
            return "text"
        if is_scene_break(text) or text in self.signs.breaks:
            return "break"
        if len(text) <= LONGEST_BREAK and _stands_alone(lines, at):
            if is_end_mark(text):
                return "end"
            if is_flashback(text):
                return "flashback"
        return "html" if line.html else "text"


def text_of(html: str) -> str:
    return visible_text(html).strip()


def title_html(text: str) -> str:
    return escape(text, quote=False)


def span_of(lines: list[Line]) -> Span:
    numbers = [line.number for line in lines if not line.is_blank]
    return (numbers[0], numbers[-1]) if numbers else NOWHERE


def _set(blocks: list[Block], ink: Ink) -> Iterator[str]:
    """Paragraphs as HTML; those of one letter or quotation stand in it together."""
    for is_set_in, run in groupby(blocks, key=lambda block: block.kind in SET_IN):
        together = list(run)
        written = [_block(block, ink) for block in together]
        if is_set_in and any(block.kind == "quote" for block in together):
            yield f"<blockquote>{''.join(written)}</blockquote>"
        else:
            yield from written


def _block(block: Block, ink: Ink) -> str:
    if block.kind == "table":
        return ink.table(block)
    return ink.paragraph(block, ATTRIBUTES.get(block.kind, ""))


def _drawing(lines: list[Line], at: int) -> list[Line]:
    """Rows of signs that touch and make a picture, not a break between scenes."""
    here = lines[at : at + PICTURE]
    if len(here) < 2 or here[1].is_blank:
        return []
    rows = list(takewhile(lambda line: not line.is_blank and is_scene_break(line.plain()), here))
    return rows if len(rows) > 1 and any(DRAWN & set(row.text) for row in rows) else []


def _stands_alone(lines: list[Line], at: int) -> bool:
    """Not the last word of a wrapped sentence: "… and that was the / end." """
    above = lines[at - 1] if at else None
    return above is None or above.is_blank or above.plain().endswith(FINISHED)

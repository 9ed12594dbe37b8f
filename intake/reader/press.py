"""Lines → the sanitised HTML and the plain text that readers see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from django.utils.translation import gettext as _

from core.html import clean, visible_text
from intake.reader.blocks import FINISHED, Shape, paragraphs
from intake.reader.inline import Ink
from intake.reader.lines import Line
from intake.reader.manuscript import NOWHERE, Passage, ReportLine, Span
from intake.reader.marks import is_end_mark, is_scene_break

END = ' align="center" class="end-mark"'
VERSE = ' class="verse"'


@dataclass
class Press:
    """Sets the passages of one document. `raw`: its source lines as they stand; `report`: signs
    with letters in them ("oOo") that became ornaments, in order."""

    raw: list[str]
    form: Shape
    thoughts: bool = True
    report: list[ReportLine] = field(default_factory=list)

    def passage(self, lines: list[Line], *, label: str = "", span: Span = NOWHERE) -> Passage:
        span = span if span != NOWHERE else span_of(lines)
        html = self.html(lines)
        return Passage(html, text_of(html), label, span, self.source(span))

    def source(self, span: Span) -> str:
        return "\n".join(self.raw[span[0] - 1 : span[1]]) if span[0] else ""

    def html(self, lines: list[Line]) -> str:
        ink = Ink(thoughts=self.thoughts)
        return clean("\n".join(self._blocks(lines, ink)))

    def _blocks(self, lines: list[Line], ink: Ink) -> Iterator[str]:
        for kind, run in _runs(lines):
            if kind == "break":
                self.note_break(run[0])
                yield "<hr>"
            elif kind == "html":
                yield run[0].html
            else:
                for block in paragraphs(run, self.form):
                    verse = VERSE if block.is_verse else ""
                    yield ink.paragraph(block, END if kind == "end" else verse)

    def note_break(self, line: Line) -> None:
        if any(map(str.isalnum, line.plain())):
            reason = _("These signs between two scenes became an ornament.")
            self.report.append(ReportLine(line.number, line.plain(), reason))


def text_of(html: str) -> str:
    return visible_text(html).strip()


def title_html(text: str) -> str:
    return escape(text, quote=False)


def span_of(lines: list[Line]) -> Span:
    numbers = [line.number for line in lines if not line.is_blank]
    return (numbers[0], numbers[-1]) if numbers else NOWHERE


def _runs(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The lines cut at all that is no prose: ("text", …), ("break", …), ("end", …), ("html", …)."""
    run: list[Line] = []
    for at, line in enumerate(lines):
        kind = _kind(lines, at)
        if kind == "text":
            run.append(line)
            continue
        if run:
            yield "text", run
        yield kind, [line]
        run = []
    if run:
        yield "text", run


def _kind(lines: list[Line], at: int) -> str:
    line = lines[at]
    text = line.plain()
    if is_scene_break(text) and not line.is_block:
        return "break"
    if is_end_mark(text) and _stands_alone(lines, at) and not line.is_block:
        return "end"
    return "html" if line.html else "text"


def _stands_alone(lines: list[Line], at: int) -> bool:
    """Not the last word of a wrapped sentence: "… and that was the / end." """
    above = lines[at - 1] if at else None
    return above is None or above.is_blank or above.plain().endswith(FINISHED)

"""A source document as numbered lines, with the true tags of its text set aside.

Plain text is not HTML, yet old stories hold `<i>` beside `<I can't believe it>`. Which `<…>` is a
tag is decided once, for the whole text (see core.html). A true tag then leaves a mark of no width,
`Line.TAG`, in its line, so that everything after can look at words alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from core.html.build import INLINE
from core.html.tags import plain_tokens, true_tags
from core.html.text import ASIDE, Asides

# Tags that shape words inside a paragraph. All others only separate words: they are left out.
SHAPING = INLINE | {"wbr"}
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")


@dataclass(frozen=True)
class Line:
    """`text` holds `TAG` where each of `tags` stood. Lines of HTML may also have the `html` that
    they are printed as, `is_block` where they are no prose (a list), and `heading` (1–6)."""

    TAG: ClassVar[str] = "\ufdd0"

    number: int
    text: str
    tags: tuple[str, ...] = ()
    html: str = ""
    heading: int = 0
    is_block: bool = False
    before: int = 0  # characters of the source line that stood left of `text`
    last: int = 0  # the number of the last source line, where several are one again

    def plain(self, piece: str | None = None) -> str:
        """The text, or a piece of it, as a reader sees it: without the marks of tags."""
        return (self.text if piece is None else piece).replace(self.TAG, "").strip()

    @cached_property
    def found(self) -> dict[bool, Any]:
        """What `labels.labelled` found here: whoever looks ahead asks each line many times."""
        return {}

    @cached_property
    def is_blank(self) -> bool:
        return not self.is_block and not (self.plain() if self.tags else self.text.strip())

    def after(self, start: int) -> "Line":
        """The rest of the line from `start` on, with the tags that stand in it."""
        skipped = self.text.count(self.TAG, 0, start)
        return Line(
            self.number,
            self.text[start:],
            self.tags[skipped:],
            before=self.before + start,
            last=self.last,
        )

    def until(self, end: int) -> "Line":
        kept = self.text.count(self.TAG, 0, end)
        return Line(
            self.number, self.text[:end], self.tags[:kept], before=self.before, last=self.last
        )

    @property
    def width(self) -> int:
        """Columns of the whole source line, up to this piece's end."""
        return self.before + len(self.text.rstrip())


def lines_of(text: str) -> list[Line]:
    """Every line of a decoded plain text, numbered from 1. A tag that runs over a line end belongs
    to the line where it begins; the lines after keep their numbers."""
    lines: list[Line] = []
    piece: list[str] = []
    tags: list[str] = []
    number = 1
    for is_tag, run in _runs(text):
        if is_tag:
            piece.append(Line.TAG if is_inline(run) else " ")
            tags += [run] if is_inline(run) else []
            continue
        for position, part in enumerate(run.split("\n")):
            if position:
                lines.append(Line(number, "".join(piece), tuple(tags)))
                number, piece, tags = number + 1, [], []
            piece.append(part)
    return [*lines, Line(number, "".join(piece), tuple(tags))]


def reading(text: str) -> str:
    """The plain reading that promises are measured by: the text without its true tags, with what
    `core.html.visible_text` puts between a word and its footnote or its reading."""
    asides = Asides()
    pieces: list[str] = []
    for token in plain_tokens(text):
        piece = token.source
        if token.kind != "text":
            is_aside = token.name in ASIDE
            piece = asides.sign(token, after=pieces[-1] if pieces else "") if is_aside else ""
            piece = piece if is_inline(token.source) else " "
        if piece:
            pieces += (asides.end_of_reading(piece), piece)
    return "".join((*pieces, asides.end_of_reading("")))


def is_inline(tag: str) -> bool:
    match = NAME.match(tag)
    return match is not None and match[1].lower() in SHAPING


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text cut into (False, words) and (True, tag), in order."""
    position = 0
    for start, end in true_tags(text):
        yield False, text[position:start]
        yield True, text[start:end]
        position = end
    yield False, text[position:]

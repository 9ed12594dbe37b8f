"""A text as letters in a row, and where each of them stands in its HTML: to speak of a passage by
its place, and to change words without touching the marks around them."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from core.html.attributes import escaped
from core.html.tags import VOID, Token, decode, tokens
from core.html.text import LINE_ENDS

type Run = tuple[int, int, int, int]  # from, to in the text; from, to in the HTML


@dataclass(frozen=True)
class Located:
    """`text`: what one reads, a line for each block or line of it, no line blank. Words of
    footnotes stand in lines of their own after the block that they belong to.

    `blocks`: from where to where each element at the top reaches in it, pictures and scene breaks
    too, as core.html.blocks() counts them.
    """

    html: str
    text: str
    blocks: tuple[tuple[int, int], ...]
    runs: tuple[Run, ...]

    def block_at(self, place: int) -> int:
        """The number of the block in which the letter at this place stands."""
        return max(bisect_right(self._begins, place) - 1, 0)

    @cached_property
    def _begins(self) -> list[int]:
        # An empty block begins where the next one does, and is never the one that is meant.
        return list(accumulate((start for start, _end in self.blocks), max))

    def changed(self, changes: list[tuple[int, int, str]]) -> str:
        """The HTML with other words at some places: (from, to, plain words), rising, apart from
        each other, each within one line. New words stand inside the marks of those that they
        replace, or that they follow."""
        edits: dict[Run, list[tuple[int, int, str]]] = {}
        for start, end, words in changes:
            for run, piece in self._shared_out(start, end, words):
                edits.setdefault(run, []).append(piece)
        html, at = [], 0
        for run in sorted(edits, key=lambda one: one[2]):
            html += [self.html[at : run[2]], escaped(self._rewritten(run, edits[run]))]
            at = run[3]
        return "".join([*html, self.html[at:]])

    def _shared_out(self, start: int, end: int, words: str) -> Iterator[tuple[Run, tuple]]:
        touched = [run for run in self.runs if run[0] < end and start < run[1]]
        if start == end:
            touched = [run for run in self.runs if run[0] < start <= run[1]] or [
                run for run in self.runs if run[0] == start
            ]
        for run in touched:
            yield run, (max(start, run[0]), min(end, run[1]), words)
            words = ""

    def _rewritten(self, run: Run, pieces: list[tuple[int, int, str]]) -> str:
        text, at = "", run[0]
        for start, end, words in pieces:
            text += self.text[at:start] + words
            at = end
        return text + self.text[at : run[1]]


def located(html: str) -> Located:
    """Of sanitised HTML."""
    rows = Rows()
    depth = at = 0
    for token in tokens(html):
        begins, at = at, at + len(token.source)
        if token.kind in ("text", "raw"):
            rows.words(token, begins, at)
            continue
        if token.kind == "start":
            if not depth:
                rows.end_block()
                rows.begin_block()
            depth += token.name not in VOID
        elif token.kind == "end":
            depth = max(depth - 1, 0)
        rows.tag(token)
    rows.end_block()
    return Located(html, rows.text(), tuple(rows.blocks), tuple(rows.runs))


class Rows:
    """The lines so far. What is open is a block, and within it perhaps a footnote, whose words wait
    until the block is done."""

    def __init__(self):
        self.out: list[str] = []
        self.size = 0
        self.blocks: list[tuple[int, int]] = []
        self.runs: list[Run] = []
        self.is_fresh = True  # nothing stands in the line yet
        self.is_open = False
        self.block = 0
        self.spans: list[bool] = []  # the open ones: is it a footnote?
        self.notes: list[tuple[str, int, int] | None] = []  # their words; None begins another

    def begin_block(self) -> None:
        self._end_line()
        self.block, self.is_open = self.size, True

    def end_block(self) -> None:
        for note in self._taken_notes():
            self._put(*note) if note else self._end_line()
        if self.is_open:
            end = self.size - (self.is_fresh and bool(self.out))
            self.blocks.append((self.block, max(self.block, end)))
        self.is_open = False

    def text(self) -> str:
        """Without the end of the last line; a line end of its own words stays."""
        return "".join(self.out[:-1] if self.is_fresh else self.out)

    def words(self, token: Token, begins: int, ends: int) -> None:
        text = decode(token.source) if token.kind == "text" else token.source
        if any(self.spans):
            self.notes.append((text, begins, ends))
        else:
            self._put(text, begins, ends)

    def tag(self, token: Token) -> None:
        if token.name == "span":
            if token.kind == "end":
                if self.spans:
                    self.spans.pop()
                return
            is_note = "footnote" in token.attributes.get("class", "").split()
            if is_note and not any(self.spans):
                self.notes.append(None)
            self.spans.append(is_note)
        elif token.name in LINE_ENDS and not any(self.spans):
            self._end_line()

    def _put(self, text: str, begins: int, ends: int) -> None:
        if self.is_fresh and not text.strip():
            return
        self.runs.append((self.size, self.size + len(text), begins, ends))
        self.out.append(text)
        self.size += len(text)
        self.is_fresh = False

    def _end_line(self) -> None:
        if not self.is_fresh:
            self.out.append("\n")
            self.size += 1
        self.is_fresh = True

    def _taken_notes(self) -> list[tuple[str, int, int] | None]:
        notes, self.notes, self.spans = self.notes, [], []
        return notes

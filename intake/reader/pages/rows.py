"""The sanitised page as rows: each block is one, each `<br>` begins another.

Everything that is shown counts in the numbering, also what is withheld: line numbers are those of
the page's plain reading.
"""

import re
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborNode

from core.html import visible_text
from core.html.tags import decode, names, tokens
from intake.reader.body.marks import is_scene_break
from intake.reader.lines import SHAPING, Line
from intake.reader.pages import aside, signs, tables

HEADINGS = {f"h{level}": level for level in range(1, 7)}
WRAPPERS = frozenset(("div", "center"))
BLOCKS = (
    WRAPPERS | HEADINGS.keys() | names("address blockquote details dl figure hr ol p pre table ul")
)
TYPED_LINES = 8  # of a `<pre>` that holds most of a page
MOST = 0.5  # of a page's characters
SMALL = 600  # characters that may stand in the middle even of a small page
SET_CLASS = re.compile(r'<p (?:align="[a-z]+" )?class="(?!end-mark|scene-break)')
PROSE = 200  # characters of a line that is no header
BEFORE = 20  # rows that are looked at
INDENT = "\xa0\xa0"


@dataclass
class Row:
    """`line` as the reader takes it; `sign` if it is withheld as a whole; `aside` are (sign, words)
    of what is withheld of it; `words` all that it shows, `links` the share of them that lead
    elsewhere."""

    line: Line
    sign: str = ""
    words: str = ""
    aside: tuple[tuple[str, str], ...] = ()
    links: float = 0.0
    is_big: bool = False
    is_centred: bool = False
    is_bold: bool = False
    is_typed: bool = False  # of a `<pre>`: its line ends may be anybody's
    is_empty: bool = False  # a paragraph with nothing in it


@dataclass
class Rows:
    """`size`: characters of the page's plain reading."""

    size: int
    rows: list[Row] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def read(self, node: LexborNode, *, is_centred: bool = False) -> None:
        """The blocks of a container, in order; loose words between them are paragraphs."""
        loose = ""
        for child in node.iter(include_text=True):
            if child.tag not in BLOCKS:
                loose += child.html or ""
                continue
            self._paragraph(loose, is_centred=is_centred)
            loose = ""
            self._element(child, child.tag, child.html or "", is_centred=is_centred)
        self._paragraph(loose, is_centred=is_centred)

    def _element(self, node: LexborNode, tag: str, html: str, *, is_centred: bool) -> None:
        centres = tag == "center" or node.attributes.get("align") == "center"
        is_centred = is_centred or (centres and (tag not in WRAPPERS or self._is_small(html)))
        if tag == "hr":
            self._break()
        elif tag in HEADINGS:
            self._heading(_inside(html), HEADINGS[tag], is_centred=is_centred)
        elif tag == "p":
            self._paragraph(_inside(html), whole=html, is_centred=is_centred)
        elif tag in WRAPPERS and any(child.tag in BLOCKS for child in node.iter()):
            self.read(node, is_centred=is_centred)
        elif tag in WRAPPERS:
            self._paragraph(_inside(html), whole=html, is_centred=is_centred)
        elif tag == "pre" and self._is_typed(html):
            self._typed(_inside(html))
        elif tag in ("table", "dl"):
            self._table(node, tag, html, is_centred=is_centred)
        else:
            self._block(html)

    def _is_small(self, html: str) -> bool:
        """A page that is centred as a whole was only meant to look nice."""
        return len(html) < MOST * self.size or len(html) < SMALL

    def _break(self) -> None:
        self.rows += [Row(Line(self._number(), "* * *")), self._blank()]

    def _heading(self, inside: str, level: int, *, is_centred: bool) -> None:
        row, shown = self._row(inside)
        is_ornament = is_scene_break(row.line.plain())  # many made them large
        row.line = replace(row.line, heading=0 if is_ornament else level)
        row.is_centred = is_centred
        self.rows += [row, self._blank()]
        if shown:
            self.raw += shown.split("\n")

    def _block(self, html: str) -> None:
        """What is no prose stays as it is: a list, a table."""
        shown = visible_text(html)
        if not shown:
            return
        text, sign = signs.without(shown), aside.sign_of(html)
        kept = signs.without(signs.kept(html))
        line = Line(self._number(), text, html=kept, is_block=True)
        self.rows += [
            Row(line, sign, text, aside.withheld(html), aside.share(html, signs.LINK)),
            self._blank(),
        ]
        self.raw += text.split("\n")

    def _table(self, node: LexborNode, tag: str, html: str, *, is_centred: bool) -> None:
        """A table that lays out a page is read cell by cell; one of labels becomes their lines."""
        if pairs := tables.labelled_pairs(node, tag):
            for label, value in pairs:
                self._pair(label, value)
            self.rows.append(self._blank())
        elif tag == "table" and tables.is_layout(node, len(visible_text(html)), self.size):
            for cell in tables.cells(node):
                self.read(cell, is_centred=is_centred)
        else:
            self._block(html)

    def _pair(self, label: str, value: str) -> None:
        """ "Rating" in one cell and "PG" in the next: a line "Rating: PG"."""
        row, shown = self._row(label.strip().rstrip(":") + ": " + value)
        lines = [signs.without(one) for one in (visible_text(label), visible_text(value)) if one]
        self.rows.append(row)
        self.raw += [" ".join(lines), *lines[1:]] if shown else []

    def _is_typed(self, html: str) -> bool:
        """The whole story stands in it, not a poem or a picture of letters."""
        return html.count("\n") >= TYPED_LINES and len(visible_text(html)) > MOST * self.size

    def _typed(self, inside: str) -> None:
        for piece in inside.split("\n"):
            row, shown = self._row(piece)
            row.is_typed = True
            self.rows.append(row)
            if shown:
                self.raw.append(shown)
        self.rows.append(self._blank())

    def _paragraph(self, inside: str, whole: str = "", *, is_centred: bool = False) -> None:
        """`<br>` parts lines, two of them paragraphs. `whole`: the element, printed as it is."""
        if not inside.strip():
            return
        pieces = tables.BREAK.split(inside)
        if whole and len(pieces) > 1 and self._is_set(whole):
            self._block(whole)
            return
        is_empty = bool(whole) and not visible_text(inside).strip()
        for piece in pieces:
            row, shown = self._row(piece)
            row.is_centred, row.is_empty = is_centred, is_empty
            if whole and len(pieces) == 1:
                html = signs.without(signs.kept(whole))
                row.line = replace(row.line, html=_centred(html) if is_centred else html)
            self.rows.append(row)
            if shown:
                self.raw.append(shown)
        self.rows.append(self._blank())

    def _is_set(self, html: str) -> bool:
        """Lines that belong together: verse; and, below the header, what stands in the middle."""
        if SET_CLASS.match(html):
            return True
        return html.startswith("<p align=") and any(
            len(row.line.text) >= PROSE and not row.line.is_block for row in self.rows[-BEFORE:]
        )

    def _row(self, html: str) -> tuple[Row, str]:
        """A row, and what the plain reading shows of it."""
        if signs.END not in html:
            text, tags = _marked(html)
            line = Line(self._number(), text, tags)
            shown = line.plain()
            return Row(line, words=shown, is_bold=_is_all_bold(line)), shown
        shown = signs.without(_marked(html)[0]).replace(Line.TAG, "").strip()
        sign = aside.sign_of(html)
        text, tags = _marked(html if sign else signs.kept(html))
        line = Line(self._number(), signs.without(text), tags)
        is_big = aside.share(html, signs.BIG) > MOST
        row = Row(line, sign, shown, aside.withheld(html), aside.share(html, signs.LINK), is_big)
        row.is_bold = _is_all_bold(line)
        return row, shown

    def _blank(self) -> Row:
        return Row(Line(self._number(), ""))

    def _number(self) -> int:
        return len(self.raw) + 1


def _is_all_bold(line: Line) -> bool:
    text = line.text.strip()
    is_whole = text.startswith(Line.TAG) and text.endswith(Line.TAG)
    return is_whole and any(tag.startswith(("<b>", "<strong")) for tag in line.tags[:3])


def _centred(html: str) -> str:
    return html.replace("<p>", '<p align="center">', 1) if html.startswith("<p>") else html


def _inside(html: str) -> str:
    """What stands between an element's own tags."""
    return html[html.index(">") + 1 : html.rindex("</")]


def _marked(html: str) -> tuple[str, tuple[str, ...]]:
    """Inline HTML → its text with a mark for each tag, and the tags."""
    pieces: list[str] = []
    tags: list[str] = []
    for token in tokens(html):
        if token.kind == "text":
            pieces.append(decode(token.source))
        elif token.name in SHAPING:
            pieces.append(Line.TAG)
            tags.append(token.source)
        else:
            pieces.append(" ")
    return "".join(pieces), tuple(tags)

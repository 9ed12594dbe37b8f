"""HTML documents: our own dialect, and pages that are not too far from it.

The sanitiser makes a page a plain sequence of blocks; each becomes a line (one for each `<br>`
too), and then the same reader as for plain text finds header, chapters and notes in them.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.html import clean, visible_text
from core.html.tags import decode, names, tokens
from intake.reader.blocks import Shape
from intake.reader.compose import compose
from intake.reader.lines import SHAPING, Line
from intake.reader.manuscript import Manuscript

SUFFIXES = frozenset((".html", ".htm", ".xhtml"))
DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^<>]{0,2000}-->\s*)?"
    r"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
WRAPPERS = frozenset(("div", "center"))
BLOCKS = (
    WRAPPERS | HEADINGS.keys() | names("address blockquote details dl figure hr ol p pre table ul")
)
BREAK = re.compile(r"<br[^<>]*>", re.IGNORECASE)
FORM = Shape(has_blank_lines=True, keeps_lines=True)


def is_html(text: str, filename: str) -> bool:
    """By how it begins; or by its name, if there are tags in it at all."""
    if DOCUMENT.match(text):
        return True
    is_named = PurePath(filename).suffix.lower() in SUFFIXES
    return is_named and any(token.kind == "start" for token in tokens(text))


def manuscript(text: str, *, thoughts: bool) -> Manuscript:
    """Line numbers are those of the page's plain reading, which becomes `source`."""
    html = clean(text)
    page = _Page()
    if body := LexborHTMLParser(html).body:
        page.read(body)
    found = compose(page.lines, page.raw, form=FORM, thoughts=thoughts)
    return replace(found, source=visible_text(html))


@dataclass
class _Page:
    lines: list[Line] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def read(self, node: LexborNode) -> None:
        """The blocks of a container, in order; loose words between them are paragraphs."""
        loose = ""
        for child in node.iter(include_text=True):
            if child.tag not in BLOCKS:
                loose += child.html or ""
                continue
            self._paragraph(loose)
            loose = ""
            self._element(child, child.tag, child.html or "")
        self._paragraph(loose)

    def _element(self, node: LexborNode, tag: str, html: str) -> None:
        if tag == "hr":
            self.lines += [Line(self._number(), "* * *"), Line(self._number(), "")]
        elif tag in HEADINGS:
            text, tags = _marked(_inside(html))
            self._add(Line(self._number(), text, tags, heading=HEADINGS[tag]), text)
        elif tag == "p":
            self._paragraph(_inside(html), whole=html)
        elif tag in WRAPPERS and any(child.tag in BLOCKS for child in node.iter()):
            self.read(node)
        elif tag in WRAPPERS:
            self._paragraph(_inside(html), whole=html)
        elif text := visible_text(html):
            self._add(Line(self._number(), text, html=html, is_block=True), text)

    def _paragraph(self, inside: str, whole: str = "") -> None:
        """`<br>` parts lines, two of them paragraphs. `whole`: the element, printed as it is."""
        rows = BREAK.split(inside)
        for row in rows:
            text, tags = _marked(row)
            line = Line(self._number(), text, tags, html=whole if len(rows) == 1 else "")
            self.lines.append(line)
            if not line.is_blank:
                self.raw.append(line.plain())
        self.lines.append(Line(self._number(), ""))

    def _add(self, line: Line, text: str) -> None:
        self.lines += [line, Line(line.number, "")]
        self.raw += text.replace(Line.TAG, "").split("\n")

    def _number(self) -> int:
        return len(self.raw) + 1


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

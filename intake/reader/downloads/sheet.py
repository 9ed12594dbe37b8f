"""A page whose elements are taken off one by one, each once; what nobody took is told at the end.

So no word can be lost on the way: it was taken, or it is in the rest.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.html import clean, escape_false_tags, laid_out, visible_text
from core.html.build import INLINE
from core.html.tags import VOID, legible, names
from intake.reader.manuscript import NOWHERE, HeaderLine, Passage, Span

TEXT = "-text"
DEEPEST = 500  # elements in one another
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
UNCLOSED = VOID | names("area base dd dt embed input li link meta option p param td th tr")


@dataclass(frozen=True)
class Piece:
    """What was taken: `html` sanitised, `text` its visible words, `lines` of the plain reading."""

    html: str
    text: str
    lines: Span = NOWHERE

    @property
    def line(self) -> int:
        return self.lines[0]

    @cached_property
    def plain(self) -> str:
        """On one line."""
        return " ".join(self.text.split())

    def passage(self, label: str = "") -> Passage:
        return Passage(self.html, self.text, label, self.lines, self.text)

    def name(self, label: str = "") -> Passage:
        """As a title or another value of one line."""
        return Passage(escape(self.plain, quote=False), self.plain, label, self.lines, self.plain)

    def header_line(self, label: str = "") -> HeaderLine:
        return HeaderLine(label, self.plain, self.line)


def joined(pieces: list[Piece]) -> Piece:
    """One after the other."""
    lines = [piece.lines for piece in pieces if piece.line]
    return Piece(
        "\n".join(piece.html for piece in pieces),
        "\n".join(piece.text for piece in pieces),
        (lines[0][0], lines[-1][1]) if lines else NOWHERE,
    )


class Sheet:
    def __init__(self, html: str) -> None:
        """`source` is the plain reading of the whole page, made without looking at its parts."""
        self.source = visible_text(laid_out(html))
        self.body: LexborNode | None = None
        if not _is_too_deep(html):
            self._tree = LexborHTMLParser(escape_false_tags(legible(html), must_close=False))
            self.body = self._tree.body
        self._taken: set[int] = set()
        self._opened: set[int] = set()
        self._places: dict[str, list[int]] = {}
        for number, line in enumerate(self.source.split("\n"), start=1):
            self._places.setdefault(line, []).append(number)
        self._at = 1

    def first(self, selector: str) -> LexborNode | None:
        return self.body.css_first(selector) if self.body else None

    def all(self, selector: str) -> list[LexborNode]:
        return self.body.css(selector) if self.body else []

    def around(self, selector: str) -> set[int]:
        """The elements that have one of these inside, by `mem_id`."""
        found: set[int] = set()
        for node in self.all(selector):
            _climb(node, found)
        return found

    def take(self, node: LexborNode) -> Piece:
        """The inside of an element."""
        return self._take([node], node.inner_html or "")

    def take_all(self, nodes: Iterable[LexborNode]) -> Piece:
        """Neighbours, whole."""
        run = list(nodes)
        return self._take(run, _html_of(run))

    def take_insides(self, nodes: Iterable[LexborNode]) -> Piece:
        """Several elements as one text."""
        run = list(nodes)
        return self._take(run, "\n".join(node.inner_html or "" for node in run))

    def take_row(self, label: LexborNode, value: list[LexborNode]) -> tuple[str, Piece]:
        """A label and what stands beside it, in the same lines."""
        whole = self._take([label, *value], _html_of([label, *value]))
        html = clean(_html_of(value))
        text = visible_text(html)
        lines = whole.lines if whole.line else self._lines_of(text)
        return words_of(label).strip(" :："), Piece(html, text, lines)

    def _take(self, nodes: list[LexborNode], html: str) -> Piece:
        for node in nodes:
            self._taken.add(node.mem_id)
            _climb(node, self._opened)
        html = clean(html)
        text = visible_text(html)
        return Piece(html, text, self._lines_of(text))

    def _lines_of(self, text: str) -> Span:
        if not text:
            return NOWHERE
        first = text.partition("\n")[0]
        places = self._places.get(first, [])
        if not places:
            return NOWHERE
        after = bisect_left(places, self._at)
        begin = places[after] if after < len(places) else places[0]
        end = begin + text.count("\n")
        self._at = max(self._at, end + 1)
        return begin, end

    def rest(self) -> list[Piece]:
        """What nobody took, in order: a piece for each stretch between two that were taken."""
        self._at = 1
        stretches = [""]
        for html in self._left():
            if html is None:
                stretches.append("")
            else:
                stretches[-1] += html
        texts = filter(None, (visible_text(laid_out(stretch)) for stretch in stretches))
        return [Piece("", text, self._lines_of(text)) for text in texts]

    def _left(self) -> Iterator[str | None]:
        """The HTML of what is left; None where something was taken."""
        stack = [iter([self.body])] if self.body else []
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                yield "<br>"
            elif node.mem_id in self._taken:
                yield None
            elif node.mem_id in self._opened:
                yield "" if node.tag in INLINE else "<br>"
                stack.append(iter(node.iter(include_text=True)))
            else:
                yield node.html or ""


def _is_too_deep(html: str) -> bool:
    """No archive nests so deeply, and a parser needs quadratic time for it: such a page has no
    body here."""
    depth = 0
    for slash, name in TAG.findall(html):
        if name.lower() not in UNCLOSED:
            depth = max(0, depth - 1) if slash else depth + 1
            if depth > DEEPEST:
                return True
    return False


def _html_of(nodes: list[LexborNode]) -> str:
    return "".join(node.html or "" for node in nodes)


def _climb(node: LexborNode, found: set[int]) -> None:
    parent = node.parent
    while parent is not None and parent.mem_id not in found:
        found.add(parent.mem_id)
        parent = parent.parent


def inner(node: LexborNode) -> list[LexborNode]:
    """What it holds: elements and words, the spaces between them too."""
    return [child for child in node.iter(include_text=True) if not child.is_comment_node]


def elements(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.iter() if child.is_element_node]


def is_space(node: LexborNode) -> bool:
    """White space, or an anchor that shows nothing."""
    return node.tag in (TEXT, "a", "span") and not node.text().strip() and not node.css_first("img")


def words_of(node: LexborNode) -> str:
    """Its text on one line."""
    return " ".join(node.text().split())


def has_class(node: LexborNode, name: str) -> bool:
    """False of words between elements, too."""
    return bool(node.is_element_node) and name in (node.attributes.get("class") or "").split()


def link_of(node: LexborNode) -> str:
    return (node.attributes.get("href") or "").strip()

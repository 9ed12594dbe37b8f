"""Tags and words put together anew: the one dialect in which texts are stored.

Whatever is open is closed, in the right order. Words stand in a leaf (`<p>`, a heading, `<pre>`) or
directly in a container (`<li>`, `<td>`, `<div>`), at the top always in a leaf. Emphasis that
reaches over paragraphs is opened anew in each. There is no white space that no browser shows. So
the dialect reads back as itself. Depths and repetitions are bounded: no text costs more than
linear time and space.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from core.html.attributes import FOOTNOTE, OWN_IMAGE, URL, escaped, inline_markup, markup
from core.html.tags import UNSEEN, Token, decode, names

FORMATTING = names("a b big code em i s small strike strong tt u")  # HTML5's list
INLINE = FORMATTING | names(
    "abbr acronym bdi bdo cite del dfn font ins kbd mark q rp rt ruby samp span sub sup time var"
)
HEADINGS = names("h1 h2 h3 h4 h5 h6")
LEAVES = HEADINGS | {"p", "pre", "summary"}  # hold words and inline elements only
ROW_GROUPS = names("tbody tfoot thead")
CELLS = names("caption td th")
TABLE_PARTS = CELLS | ROW_GROUPS | {"col", "colgroup", "tr"}
CONTAINERS = TABLE_PARTS | names(
    "address blockquote center dd details div dl dt figcaption figure li ol table ul"
)
ITEMS = {"li": ("ul", "ol"), "dd": ("dl",), "dt": ("dl",)}
ALIASES = {
    "dir": "ul",
    "image": "img",
    "listing": "pre",
    "menu": "ul",
    "plaintext": "pre",
    "xmp": "pre",
} | dict.fromkeys(
    names(
        "article aside dialog fieldset footer form header hgroup legend main nav optgroup option "
        "search section textarea"
    ),
    "div",
)
PARENTS = (
    dict.fromkeys(("caption", "colgroup", *ROW_GROUPS), frozenset({"table"}))
    | dict.fromkeys(("td", "th"), frozenset({"tr"}))
    | {"tr": ROW_GROUPS, "col": frozenset({"colgroup"})}
)
ALONE = {"a": ("a",), "rt": ("rt", "rp"), "rp": ("rt", "rp")}  # never in one another
IMPLIED = {"table": "tbody", "tbody": "tr", "thead": "tr", "tfoot": "tr", "tr": "td"}
BLOCKS = LEAVES | CONTAINERS | {"hr"}
VOID = names("br col hr img wbr")
TAGS = (INLINE - {"font"}) | LEAVES | CONTAINERS | VOID

DEPTH_MAX = 64  # containers in one another
INLINE_MAX = 32  # inline elements in one another
ALT_MAX = 1_000  # characters of what a picture shows
ALIKE_MAX = 3  # the same inline element in itself, as HTML5 reopens it
REOPENED_MIN = 10_000  # characters of tags opened anew that even a short text may cause

SPACE = " \t\n\f"
SPACES = re.compile(f"[{SPACE}]+")
BLANK_LINES = re.compile(r"\n\s*\n")


class Inline(NamedTuple):
    name: str
    opening: str  # empty for an element of which nothing is kept, such as a plain span
    closing: str
    level: int  # of the block where it was opened
    is_new: bool = True


def build(tokens: Iterable[Token], *, size: int, is_plain: bool = False) -> str:
    """`size`: characters of the source. `is_plain`: line ends count, outside written blocks."""
    builder = Builder(size, is_plain=is_plain)
    for kind, source, name, attributes in tokens:
        if kind == "text":
            builder.words(source)
        elif kind == "start":
            builder.start(ALIASES.get(name, name), attributes)
        elif kind == "end":
            builder.end(ALIASES.get(name, name))
        elif kind == "raw":
            builder.text(source)
    return builder.finish()


class Builder:
    def __init__(self, size: int, *, is_plain: bool):
        self.is_plain = is_plain
        self.out: list[str] = []
        self.stack: list[str] = []  # open containers, outermost first
        self.leaf = ""  # the open leaf, if any
        self.leaf_tag = ""  # its opening, until it has content
        self.is_implied = False  # the leaf was not written, it only holds loose words
        self.is_gap = False  # words stood before the leaf, in the same container
        self.inline: list[Inline] = []  # wanted inline elements, outermost first
        self.shown = 0  # how many of them are open in `out`
        self.ignored: Counter[str] = Counter()  # openings passed over, whose ends will come
        self.to_reopen = size + REOPENED_MIN
        self.is_fresh = True  # nothing stands in the line yet
        self.has_space = self.has_newline = False  # white space is waiting for words
        self.breaks = 0  # so are line breaks

    def words(self, source: str) -> None:
        if not self.is_plain:
            self.text(decode(source))
        elif self.stack or (self.leaf and not self.is_implied):
            self.text(decode(source, is_plain=True))
        else:
            self._lines(source)

    def text(self, text: str) -> None:
        if self.leaf == "pre":
            text = text.lstrip("\n") if self.leaf_tag else text
            if text:
                self._show(escaped(text))
            return
        words = text.strip(SPACE)
        if "  " in words or "\n" in words or "\t" in words or "\f" in words:
            words = SPACES.sub(" ", words)
        self.has_space |= text[:1] in SPACE
        if words:
            self._show(escaped(words))
            self.has_space = text[-1] in SPACE

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in INLINE:
            self._start_inline(name, attributes)
        elif name == "br":
            self._break()
        elif name == "wbr":
            self._show("<wbr>")
        elif name == "img":
            self._start_image(attributes)
        elif name in TABLE_PARTS:
            self._start_table_part(name, attributes)
        elif name in BLOCKS:
            self._start_block(name, attributes)
        elif name in UNSEEN:
            self.has_space = True

    def end(self, name: str) -> None:
        if self.ignored[name]:
            self.ignored[name] -= 1
            if name not in INLINE:
                self._separate()
        elif name in INLINE:
            self._end_inline(name)
        elif self.leaf and (name == self.leaf or {name, self.leaf} <= HEADINGS):
            self._close_leaf()
        elif name in ("br", "p"):
            self._separate()
        elif name in CONTAINERS:
            self._end_container(name)

    def finish(self) -> str:
        self._close_down_to(0)
        return "".join(self.out)

    # Words and lines

    def _lines(self, source: str) -> None:
        """Of a plain text: blank lines tell paragraphs apart, line ends are breaks."""
        for number, paragraph in enumerate(BLANK_LINES.split(source)):
            if number:
                self._close_leaf()
            for place, line in enumerate(paragraph.split("\n")):
                self.has_newline |= place > 0
                self.text(decode(line, is_plain=True))

    def _start_line(self) -> None:
        self.is_fresh, self.has_space, self.has_newline, self.breaks = True, False, False, 0

    def _show(self, content: str) -> None:
        """Something to see: it opens all that waited for it."""
        if not self.leaf:
            self._make_room()
        if self.leaf_tag:
            self._open_leaf()
        if self.has_newline and not self.is_fresh:
            self.breaks = self.breaks or 1
        if self.breaks:
            self.out.append("<br>" * self.breaks)
        elif self.has_space and not self.is_fresh and self.leaf != "pre":
            self.out.append(" ")
        for place in range(self.shown, len(self.inline)):
            element = self.inline[place]
            if not element.is_new:
                self.to_reopen -= len(element.opening)
            if self.to_reopen < 0:
                del self.inline[place:]
                break
            self.out.append(element.opening)
            self.inline[place] = element._replace(is_new=False)
        self.shown = len(self.inline)
        self.out.append(content)
        self.is_fresh = self.has_space = self.has_newline = False
        self.breaks = 0

    def _break(self) -> None:
        if self.stack and self.stack[-1] in IMPLIED:
            return
        self._make_room()
        self.breaks += 1
        self.has_newline = False

    def _separate(self) -> None:
        """What was passed over would have stood on lines of its own."""
        if not self.is_fresh:
            self.breaks = self.breaks or 1

    # Inline elements

    def _start_inline(self, name: str, attributes: dict[str, str]) -> None:
        for alone in ALONE.get(name, ()):
            self._end_inline(alone)
        opening, closing = inline_markup(name, attributes)
        if opening.startswith(FOOTNOTE):
            if any(element.opening.startswith(FOOTNOTE) for element in self.inline):
                opening, closing = inline_markup(name, attributes | {"class": ""})
            else:
                self._end_inline("a")  # its mark will be a link
        alike = sum(element.opening == opening for element in self.inline) if opening else 0
        if len(self.inline) >= INLINE_MAX or alike >= ALIKE_MAX:
            self.ignored[name] += 1
            return
        self.inline.append(Inline(name, opening, closing, self._level()))

    def _end_inline(self, name: str) -> None:
        for place in reversed(range(len(self.inline))):
            if self.inline[place].name == name:
                self._hide(place)
                del self.inline[place]
                return

    def _start_image(self, attributes: dict[str, str]) -> None:
        """Ours stays, if it is described. A remote one becomes a link to it; one that cannot be
        reached, its description."""
        source, label = attributes.get("src", "").strip(), attributes.get("alt", "").strip()
        own = OWN_IMAGE.fullmatch(source)
        if own and label:
            alt = SPACES.sub(" ", label)[:ALT_MAX]
            self._show(markup("img", attributes | {"alt": alt, "src": own[1]}))
            return
        is_remote = bool(URL.fullmatch(source))
        if not (label or is_remote or own):
            self.has_space = True
            return
        is_linked = is_remote and not any(e.name == "a" and e.opening for e in self.inline)
        self.text(" ")
        if is_linked:
            self._start_inline("a", {"href": source})
        self.text(label or source)
        if is_linked:
            self._end_inline("a")
        self.text(" ")

    def _hide(self, place: int = 0) -> None:
        """Close what is open of the inline elements from `place` on."""
        if self.shown > place:
            self.out += [element.closing for element in reversed(self.inline[place : self.shown])]
            self.shown = place

    def _level(self) -> int:
        return 2 * len(self.stack) + bool(self.leaf and not self.is_implied)

    def _leave(self, *, is_cell: bool = False) -> None:
        """A block was left: formatting goes on after it, though not out of a cell."""
        if not self.inline:
            return
        level = self._level()
        self.inline = [
            element if element.level <= level else element._replace(level=level)
            for element in self.inline
            if element.level <= level or (element.name in FORMATTING and not is_cell)
        ]

    # Blocks

    def _start_block(self, name: str, attributes: dict[str, str]) -> None:
        if self.leaf == "p" or {self.leaf, name} <= HEADINGS:
            self._close_leaf()
        if self.leaf or (name in CONTAINERS and len(self.stack) >= DEPTH_MAX):
            self._separate()
            self.ignored[name] += name != "hr"
            return
        if name in ITEMS:
            self._end_item(name)
        self.is_gap = not self.is_fresh
        self._make_room(is_block=True)
        self._end_bare_line()
        if name in LEAVES:
            self.leaf, self.leaf_tag, self.is_implied = name, markup(name, attributes), False
        else:
            self._begin(markup(name, attributes))
            if name != "hr":
                self.stack.append(name)

    def _end_item(self, name: str) -> None:
        for place in reversed(range(len(self.stack))):
            if ITEMS.get(self.stack[place]) == ITEMS[name]:
                self._close_down_to(place)
                break
            if self.stack[place] not in ("address", "div"):
                break
        if not any(container in self.stack for container in ITEMS[name]):
            self._make_room(is_block=True)
            self._push(ITEMS[name][0])

    def _start_table_part(self, name: str, attributes: dict[str, str]) -> None:
        if "table" not in self.stack:
            return
        self._close_leaf()
        ancestors = (
            {"table", *ROW_GROUPS, "tr"} if name in ("td", "th") else PARENTS[name] | {"table"}
        )
        while self.stack[-1] not in ancestors:
            self._close()
        while self.stack[-1] not in PARENTS[name]:
            self._push("colgroup" if name == "col" else IMPLIED[self.stack[-1]])
        self._begin(markup(name, attributes))
        if name != "col":
            self.stack.append(name)

    def _end_container(self, name: str) -> None:
        barriers = {"table"} if name in TABLE_PARTS | {"table"} else CELLS | {"table"}
        for place in reversed(range(len(self.stack))):
            if self.stack[place] == name:
                self._close_down_to(place)
                return
            if self.stack[place] in barriers:
                return

    def _make_room(self, *, is_block: bool = False) -> None:
        """A place where words may stand: a cell in a table, a paragraph at the top."""
        if self.stack and self.stack[-1] == "colgroup":
            self._close()
        while self.stack and self.stack[-1] in IMPLIED:
            self._push(IMPLIED[self.stack[-1]])
        if not (self.stack or self.leaf or is_block):
            self.leaf, self.leaf_tag, self.is_implied = "p", "<p>", True

    def _push(self, name: str) -> None:
        self._end_bare_line()
        self._begin(f"<{name}>")
        self.stack.append(name)

    def _begin(self, tag: str) -> None:
        if self.out and not self.stack:
            self.out.append("\n")  # each block at the top has a line of its own
        self.out.append(tag)

    def _open_leaf(self) -> None:
        if self.leaf_tag:
            self._begin(self.leaf_tag)
            self.leaf_tag = ""

    def _end_bare_line(self) -> None:
        self._hide()
        if self.breaks:
            self.out.append("<br>" * self.breaks)
        self._start_line()

    def _close_leaf(self) -> None:
        if not self.leaf:
            return
        self._hide()
        if self.breaks:
            self._open_leaf()
        self._end_bare_line()
        if self.leaf_tag:
            self.is_fresh, self.breaks = not self.is_gap, int(self.is_gap)
        else:
            self.out.append(f"</{self.leaf}>")
        self.leaf = self.leaf_tag = ""
        self.is_gap = False
        self._leave()

    def _close(self) -> None:
        self._close_leaf()
        self._end_bare_line()
        name = self.stack.pop()
        self.out.append(f"</{name}>")
        self._leave(is_cell=name in CELLS)

    def _close_down_to(self, depth: int) -> None:
        while len(self.stack) > depth:
            self._close()
        if not depth:
            self._close_leaf()

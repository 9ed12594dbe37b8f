"""The XML parts of packed documents, read as a stream: nothing is kept but what is asked for, and
no depth or length of a part costs memory."""

from collections.abc import Callable
from xml.parsers import expat

from django.utils.translation import gettext as _

from intake.reader.unreadable import Unreadable

Attributes = dict[str, str]


class Part:
    """Reads one part. A subclass has methods `start_NAME(attributes)` and `end_NAME()` for the
    elements that it knows, by their names in small letters without the prefix ("-" as "_"), and
    `text(words)`."""

    def __init__(self) -> None:
        self.open: list[str] = []  # names of the elements that we are in
        self._known: dict[str, Callable | None] = {}

    def read(self, xml: bytes) -> None:
        """Raises Unreadable for what is no XML."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        parser.EntityDeclHandler = _refuse
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise Unreadable(_("This file is damaged, or not what its name says.")) from error

    def text(self, words: str) -> None:
        """What stands between tags."""

    @property
    def parent(self) -> str:
        """The element around the one that begins."""
        return self.open[-2] if len(self.open) > 1 else ""

    def _start(self, name: str, attributes: Attributes) -> None:
        name = _bare(name)
        self.open.append(name)
        if found := self._method("start", name):
            found({_bare(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        name = self.open.pop()
        if found := self._method("end", name):
            found()

    def _method(self, when: str, name: str) -> Callable | None:
        key = f"{when}_{name.replace('-', '_').lower()}"
        if key not in self._known:
            self._known[key] = getattr(self, key, None)
        return self._known[key]


class Paragraphs(Part):
    """A part with paragraphs: each one's words in order, and on which side those stand that do not
    begin at the margin."""

    def __init__(self, sides: dict[str, str]) -> None:
        super().__init__()
        self.sides = sides  # of the styles, by their names
        self.lines: list[str] = []
        self.aligned: list[tuple[str, str]] = []
        self.images = 0
        self._paragraphs: list[list[str]] = []  # a box in a paragraph has paragraphs
        self._side: list[str] = []
        self._hidden = 0  # elements that we are in and that nobody sees

    def begin(self, style: str) -> None:
        self._paragraphs.append([])
        self._side.append(self.sides.get(style, ""))

    def finish(self) -> None:
        line, side = "".join(self._paragraphs.pop()).strip(), self._side.pop()
        if line:
            self.lines.append(line)
            if side:
                self.aligned.append((line, side))

    def put(self, words: str) -> None:
        if self._paragraphs and not self._hidden:
            self._paragraphs[-1].append(words)

    def hide(self) -> None:
        self._hidden += 1

    def show(self) -> None:
        self._hidden -= 1


def resolved(own: dict[str, str], parents: dict[str, str]) -> dict[str, str]:
    """What each style says, or the style that it is made from; loops end."""
    found = {}
    for style in own.keys() | parents.keys():
        seen: set[str] = set()
        at = style
        while at not in own and at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        if side := own.get(at):
            found[style] = side
    return found


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_details: object) -> None:
    raise Unreadable(_("This file is damaged, or not what its name says."))

"""Which element stands in which, told from the tags alone, in linear time.

No parser of HTML5: what is never closed in a hostile page would make one repeat it without end.
"""

from collections import Counter
from dataclasses import dataclass, field

from core.html.build import CELLS, INLINE, TABLE_PARTS
from core.html.tags import names

EMPTY = names(
    "area base basefont bgsound br col embed frame hr img input isindex keygen link meta nextid "
    "param source spacer track wbr"
)
PHRASES = INLINE | names("blink label marquee nobr")
CLOSED_BY_ITSELF = names("p option")
SIBLINGS = {
    "li": names("ul ol dir menu"),
    "dt": names("dl"),
    "dd": names("dl"),
    "tr": names("table"),
    "td": names("tr table"),
    "th": names("tr table"),
}
ALIKE = {"dt": names("dt dd"), "dd": names("dt dd"), "td": names("td th"), "th": names("td th")}
REACH = 12  # elements up to which an implied end is looked for
DEEP = 100  # … up to which a written one is


@dataclass
class Element:
    """`signs` are those of its words, `number` counts block elements in their order."""

    name: str
    signs: str = ""
    number: int = 0


@dataclass
class Region:
    """What a block element holds: characters of prose and of links, its own and, after
    `Tree.summed`, those of all in it; `after` is the number of the first element behind it."""

    name: str
    parent: int
    prose: int = 0
    links: int = 0
    after: int = 0
    is_main: bool = False
    is_story: bool = False


@dataclass
class Tree:
    blocks: list[Element] = field(default_factory=lambda: [Element("")])
    phrases: list[Element] = field(default_factory=list)
    depths: list[int] = field(default_factory=lambda: [0])
    regions: list[Region] = field(default_factory=lambda: [Region("", -1)])
    count: Counter[str] = field(default_factory=Counter)

    @property
    def here(self) -> Element:
        return self.blocks[-1]

    @property
    def region(self) -> Region:
        return self.regions[self.here.number]

    @property
    def signs(self) -> str:
        return self.phrases[-1].signs if self.phrases else self.here.signs

    def start(self, name: str, signs: str, *, is_story: bool = False) -> None:
        """`signs` come to those of what stands around."""
        if name in EMPTY:
            return
        if name in PHRASES:
            if name == "a":
                self._end_phrase("a")
            self.phrases.append(Element(name, _both(self.signs, signs)))
        else:
            self._imply(name)
            number = len(self.regions)
            self.regions.append(Region(name, self.here.number, is_story=is_story))
            self.blocks.append(Element(name, _both(self.signs, signs), number))
            self.depths.append(len(self.phrases))
        self.count[name] += 1

    def end(self, name: str) -> None:
        if not self.count[name]:
            return
        if name in PHRASES:
            self._end_phrase(name)
            return
        for place in range(len(self.blocks) - 1, max(0, len(self.blocks) - DEEP), -1):
            if self.blocks[place].name == name:
                while len(self.blocks) > place:
                    self._pop()
                return
            if self.blocks[place].name in CELLS and name not in TABLE_PARTS | {"table"}:
                return

    def summed(self) -> list[Region]:
        """All regions, with what is in them; the last call."""
        while len(self.blocks) > 1:
            self._pop()
        self.regions[0].after = len(self.regions)
        for region in reversed(self.regions[1:]):
            parent = self.regions[region.parent]
            parent.prose += region.prose
            parent.links += region.links
        return self.regions

    def _imply(self, name: str) -> None:
        if self.here.name in CLOSED_BY_ITSELF:
            self._pop()
        parents = SIBLINGS.get(name)
        if not parents:
            return
        for place in range(len(self.blocks) - 1, max(0, len(self.blocks) - REACH), -1):
            if self.blocks[place].name in parents:
                return
            if self.blocks[place].name in ALIKE.get(name, {name}):
                while len(self.blocks) > place:
                    self._pop()
                return

    def _end_phrase(self, name: str) -> None:
        """Only where it was opened in the same block: emphasis knows nothing of blocks."""
        bottom = self.depths[-1]
        for place in range(len(self.phrases) - 1, max(bottom, len(self.phrases) - REACH) - 1, -1):
            if self.phrases[place].name == name:
                self.count.subtract(one.name for one in self.phrases[place:])
                del self.phrases[place:]
                return

    def _pop(self) -> None:
        element = self.blocks.pop()
        self.count[element.name] -= 1
        self.regions[element.number].after = len(self.regions)
        bottom = self.depths.pop()
        self.count.subtract(one.name for one in self.phrases[bottom:])
        del self.phrases[bottom:]


def _both(outer: str, inner: str) -> str:
    return outer + "".join(sign for sign in inner if sign not in outer)

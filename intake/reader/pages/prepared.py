"""A page's tags and words → HTML that the sanitiser can take, with signs at all words that are not
the story: what the host put in, what leads around the site, what stood around, what was hidden.
"""

import re
from dataclasses import dataclass, field, replace

from core.html.tags import Token, names
from intake.reader.pages import head, places, signs
from intake.reader.pages.dressing import Dressed, Wardrobe
from intake.reader.pages.frames import opened, without_islands
from intake.reader.pages.standing import around
from intake.reader.pages.styles import Sheet
from intake.reader.pages.tree import EMPTY, Element, Tree

# "following code added by server. PLEASE REMOVE", "BEGIN WAYBACK TOOLBAR INSERT"
HOST_BEGINS = re.compile(
    r"<!--\s*(?:(?:the )?(?:following|text below)\b.{0,60}\bserver|begin (?:wayback|lycos|tripod|"
    r"angelfire|geocities|ad\b|host)|start (?:ad\b|banner)|'?lycos'?|'?/?lycos ad)",
    re.I | re.S,
)
HOST_ENDS = re.compile(
    r"<!--\s*(?:(?:the )?(?:preceding|text above)\b.{0,60}\bserver|end (?:wayback|lycos|tripod|"
    r"angelfire|geocities|ad\b|host|banner))",
    re.I | re.S,
)
HOST_LONGEST = 1_500  # characters that a host puts in; more is the story, whatever a comment says
APART = names("applet button iframe noscript object option select")  # shown beside the text
FANFICTION = re.compile(r"\bid=[\"']?(?:storytextp?|profile_top)\b")


@dataclass
class Words:
    """A stretch of text between two tags; `region` is the number of its block element."""

    source: str
    signs: str
    region: int


@dataclass
class Prepared:
    """`html` is for the sanitiser. `title` is what the window said, `address` where the page was
    saved; `dropped` are names of pictures, `mails` counts links to addresses that were taken out.
    `has_frames`: the page is a frame around others; `is_sure`: it says itself where its story
    stands."""

    html: str
    title: str = ""
    address: str = ""
    dropped: list[str] = field(default_factory=list)
    mails: int = 0
    has_frames: bool = False
    is_sure: bool = False

    @property
    def unsigned(self) -> "Prepared":
        """The same page, nothing withheld."""
        return replace(self, html=signs.without(self.html))


def prepared(html: str) -> Prepared:
    found = list(opened(without_islands(signs.without(html))))
    sheet = Sheet()
    unseen = [token.source for token in found if token.kind == "unseen"]
    for css in head.sheets(unseen):
        sheet.add(css)
    page = _Page(Wardrobe(sheet, is_fanfiction=bool(FANFICTION.search(html))))
    for token in found:
        page.take(token)
    page.finish()
    is_sure, outside = around(page.tree.summed())
    written = "".join(
        piece if isinstance(piece, str) else _written(piece, outside(piece), is_sure=is_sure)
        for piece in page.out
    )
    return Prepared(
        written,
        title=head.title(unseen),
        address=head.address(unseen),
        dropped=page.dropped,
        mails=page.mails,
        has_frames=page.has_frames,
        is_sure=is_sure,
    )


def _written(words: Words, more: str, *, is_sure: bool) -> str:
    """Names of parts mean something only where the page is known."""
    found = words.signs + more
    if not is_sure:
        found = "".join(sign for sign in found if sign not in signs.PARTS)
    source = signs.marked(found, words.source)
    return f" {source} " if signs.PARTS.intersection(found) else source


class _Page:
    def __init__(self, wardrobe: Wardrobe) -> None:
        self.wardrobe = wardrobe
        self.tree = Tree()
        self.out: list[str | Words] = []
        self.dropped: list[str] = []
        self.mails = 0
        self.has_frames = False
        self.is_title = False  # within a paragraph that became a heading
        self.host: list[Words] | None = None  # what stands behind a comment of the host

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._words(token.source.replace("<", "&lt;"))
        elif token.kind == "raw":
            self._words(token.source)
        elif token.kind == "unseen":
            self._comment(token.source)
        elif token.kind == "start":
            self._start(token, self.wardrobe.dressed(token))
        else:
            self._end(token)

    def _words(self, source: str) -> None:
        words = Words(source, self.tree.signs, self.tree.here.number)
        self.out.append(words)
        length = len(source) - source.count(" ") - source.count("\n")
        if signs.LINK in words.signs:
            self.tree.region.links += length
        elif not signs.WITHHELD.intersection(words.signs):
            self.tree.region.prose += length
        if self.host is not None:
            self.host.append(words)

    def _comment(self, source: str) -> None:
        """What the host put between two comments of its own, or behind the last one, if short."""
        if HOST_ENDS.match(source):
            self._end_host()
        elif HOST_BEGINS.match(source):
            self._end_host()
            self.host = []
        self.out.append(" ")

    def _end_host(self) -> None:
        if (
            self.host is not None
            and sum(len(one.source.strip()) for one in self.host) < HOST_LONGEST
        ):
            for words in self.host:
                words.signs += signs.HOST
        self.host = None

    def _start(self, token: Token, dressed: Dressed) -> None:
        name = token.name
        self.has_frames |= name == "frameset"
        self.mails += dressed.is_mail
        if dressed.dropped:
            self.dropped.append(dressed.dropped)
        if self.is_title and name not in ("br", "a", "span", "b", "i", "u", "em", "strong", "font"):
            self.out.append("</h1>")
            self.is_title = False
        self.is_title = self.is_title or dressed.is_title
        self.out.append(f" {dressed.source}" if name in APART else dressed.source)
        self.tree.start(name, self._signs(dressed), is_story=dressed.is_story)
        if name == "noscript":
            self.tree.here.signs += signs.HIDDEN
        if dressed.is_main and name not in EMPTY:
            self.tree.region.is_main = True
        if places.COMMENT.fullmatch(token.attributes.get("id", "")):
            self._is_comment(self.tree.blocks)

    def _signs(self, dressed: Dressed) -> str:
        """FanFiction.net calls much by the same names; what they mean in the story's head, they
        mean only there."""
        if self.wardrobe.is_fanfiction and signs.AROUND not in self.tree.signs:
            return "".join(sign for sign in dressed.signs if sign not in signs.PARTS)
        return dressed.signs

    def _is_comment(self, blocks: list[Element]) -> None:
        """The paragraph that begins with its mark, and a box that holds nothing else."""
        for block in blocks[-2:]:
            if block.name in ("p", "div"):
                block.signs += signs.COMMENT

    def _end(self, token: Token) -> None:
        if self.is_title and token.name == "p":
            self.out.append("</h1>")
            self.is_title = False
        else:
            self.out.append(f"{token.source} " if token.name in APART else token.source)
        if token.name in ("body", "html"):
            return  # much stands behind them in old pages
        self.tree.end(token.name)

    def finish(self) -> None:
        self._end_host()

"""What happens inside a paragraph: thoughts, emphasis, the author's own tags.

`<How did this happen?>` is a thought: its characters stay and `em.thought` stands around them.
`*this*` and `_this_` become emphasis, `**this**` strong; their marks go, for they are no words.
What a document's own legend says about its signs (see legends.py) goes before all that. Signs that
may mean either stay as they were typed.
"""

import re
from collections.abc import Callable, Iterable
from html import escape

from core.html.tags import names
from core.words import MARKS
from intake.reader.body.blocks import Block, seam
from intake.reader.body.legends import NO_SIGNS, Signs
from intake.reader.body.specimens import Legend
from intake.reader.lines import NAME, Line

LONGEST = 2_000  # characters of a thought or an emphasis
WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
THOUGHT = re.compile(r"(?<![\w<])<{1,2}(?=[^\s<>/!?])([^<>\n]{2,2000})(?<=\S)>{1,2}(?![\w>])")
LINKED = re.compile(r"(?<![\w:/<])//(?=[^\s/])((?:[^/\n]|/(?!/)){2,2000}?)(?<=[^\s/])//(?![\w/])")
COLONS = re.compile(r"(?<![\w:])::(?=[^\s:])((?:[^:\n]|:(?!:)){2,2000}?)(?<=[^\s:])::(?![\w:])")
STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,2000})(?<=\S)\*\*(?![\w*])")
STARRED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000})(?<=\S)\*(?![\w*])")
SCORED = re.compile(r"(?<![\w/])_(?=[^\s_])([^_\n]{1,2000})(?<=\S)_(?![\w/])")
UNDERSCORED = re.compile(rf"(?<![\w/])_({WORD}(?:_{WORD}){{1,40}}[.,;:!?]?)_(?![\w/])")
SLASHED = re.compile(rf"(?<![\w/:.<])/({WORD})/(?![\w/])")
ADDED = re.compile(rf"(?<![\w+])\+({WORD}[!?]?)\+(?![\w+])")
LEVELLED = re.compile(rf"(?<![\w=])=({WORD}[!?]?)=(?![\w=])")
ADDRESS = re.compile(r"\S+@\S+|(?:https?|ftp|mailto|www)[:.]\S*|[a-z]{1,12}", re.IGNORECASE)
STAMPED = re.compile(  # "[21:05] <Ann> Are you there?"
    r"\s*[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?[\])]?\s*<[@+%~&]?[^\s<>]{1,30}>\s"
)
CHAT = re.compile(r"\s*<[\w.'-]{1,24}>\s")  # "<Ann> Are you there?", line by line
EMOTES = names(
    "g eg veg bg beg vbg sg weg bseg fg mg s vs l lol rofl grin grins sigh sighs wink winks smile "
    "smiles smirk smirks blush blushes hug hugs giggle giggles snicker snickers snort snorts shrug "
    "shrugs cough coughs ahem sob sobs sniff sniffs gasp gasps pout pouts nod nods bows waves "
    "glomp glomps squee squees facepalm headdesk cackle cackles ducks runs hides"
)
ENDED = tuple(".!?…")
# Marks that stand for tags until the text around them is escaped.
EM, THINK, LOUD, END_EM, END_LOUD = "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
ROW = "\ufdd6"  # the author's line end inside a paragraph
MARKUP = {
    EM: "<em>",
    THINK: '<em class="thought">',
    LOUD: "<strong>",
    END_EM: "</em>",
    END_LOUD: "</strong>",
    ROW: "<br>",
}
MARKED = re.compile(f"[{''.join(MARKUP)}]")
INLINE = EM + THINK + LOUD + END_EM + END_LOUD
JOINT = re.compile(rf"(?<=[\w{MARKS}])[{INLINE}]+[\w{MARKS}]")  # two words made one


class Ink:
    """Writes paragraphs as HTML. Tags that run over several paragraphs are closed at the end of
    one and opened again in the next, so an Ink lives as long as the text it writes."""

    def __init__(self, *, thoughts: bool = True, signs: Signs = NO_SIGNS) -> None:
        self.thoughts = thoughts
        self.signs = signs
        self.open: list[str] = []

    def paragraph(self, block: Block, attributes: str = "") -> str:
        again = "".join(self.open)
        rows = self._rows(block, ROW)
        closing = "".join(f"</{name_of(tag)}>" for tag in reversed(self.open))
        return f"<p{attributes}>{again}{rows}{closing}</p>"

    def table(self, block: Block) -> str:
        """Lines whose columns stand under one another, as they were typed."""
        lines = [line for (line,) in block.rows]
        margin = min(len(line.text) - len(line.text.lstrip()) for line in lines)
        text = "\n".join(line.text[margin:].rstrip() for line in lines)
        return f"<pre>{escape(text.replace(Line.TAG, ''), quote=False)}</pre>"

    def _rows(self, block: Block, end: str) -> str:
        text = ""
        tags: list[str] = []
        for at, row in enumerate(block.rows):
            piece, own = _joined(row)
            text += (end if at else "") + piece
            tags += own
        numbers = self.signs.lines
        is_legend = bool(numbers) and any(line.number in numbers for (line, *_) in block.rows)
        is_chat = len(block.rows) > 1 and all(CHAT.match(line.text) for (line, *_) in block.rows)
        is_chat = is_chat or all(STAMPED.match(line.text) for (line, *_) in block.rows)
        if is_chat:
            return Ink(thoughts=False, signs=self.signs).written(text, tags)
        return self.written(text, tags, is_typed=is_legend)

    def written(self, text: str, tags: Iterable[str] = (), *, is_typed: bool = False) -> str:
        """One paragraph's HTML: `text` holds a mark where each of `tags` stands. `is_typed`: its
        signs stay as they were typed, for it explains them."""
        pieces = text.split(Line.TAG)
        if not is_typed:
            pieces = self._set(pieces)
        html = [_escaped(pieces[0])]
        for tag, piece in zip(tags, pieces[1:], strict=True):
            html += [self._tag(tag), _escaped(piece)]
        return "".join(html)

    def _set(self, pieces: list[str]) -> list[str]:
        """What stands between two tags, with marks for its signs: but as it was typed where two
        words would become one without them, also with what stands beyond a tag ("The<b>*re*</b>").
        """
        beyond, after = [], ""
        for piece in reversed(pieces):
            beyond.append(after)
            after = piece[:1] or after
        found, before = [], ""
        for piece, after in zip(pieces, reversed(beyond), strict=True):
            marked = self._marked(piece)
            if marked != piece and JOINT.search(before + marked + after):
                marked = piece
            found.append(marked)
            before = marked.rstrip(INLINE)[-1:] or before
        return found

    def _tag(self, tag: str) -> str:
        """An opening tag is remembered; a closing one stands only where it closes something, and
        whatever was opened after it is opened again."""
        name = name_of(tag)
        if not tag.startswith("</"):
            self.open += [tag] if name != "wbr" else []
            return tag
        for position in range(len(self.open) - 1, -1, -1):
            if name_of(self.open[position]) == name:
                inner = self.open[position + 1 :]
                del self.open[position]
                closing = "".join(f"</{name_of(one)}>" for one in reversed(inner))
                return f"{closing}</{name}>{''.join(inner)}"
        return ""

    def _marked(self, text: str) -> str:
        for legend in self.signs.legends:
            if legend.opening in text:
                text = legend.pattern.sub(self._told(legend), text)
        for sign, opening, pattern, mark in CONVENTIONS:
            if sign not in text or opening in self.signs.openings:
                continue
            if (mark is _thought or mark is _sentence) and not self.thoughts:
                continue
            if sign not in self.signs.plain:
                text = pattern.sub(mark, text)
        return text

    def _told(self, legend: Legend) -> Callable[[re.Match[str]], str]:
        """How what stands between these signs is set, after their legend."""

        def set_so(match: re.Match[str]) -> str:
            inside = match["inside"]
            is_word = legend.opening in ("*", "_") and inside.islower() and inside.isalpha()
            if legend.meaning == "emphasis" or (is_word and legend.meaning == "thought"):
                return f"{EM}{inside}{END_EM}"
            if legend.meaning == "foreign":
                return f"{EM}{match[0]}{END_EM}"
            if legend.meaning == "thought" and self.thoughts and any(map(str.isalpha, inside)):
                return f"{THINK}{match[0]}{END_EM}"
            return match[0]

        return set_so


def with_thoughts(text: str) -> str:
    """Words whose emphasis was set already, as HTML: only thoughts are looked for."""
    return _escaped(THOUGHT.sub(_thought, text))


def _joined(row: Iterable[Line]) -> tuple[str, list[str]]:
    """The source lines of one row as one line again, and its tags."""
    pieces: list[str] = []
    tags: list[str] = []
    for line in row:
        piece = line.text.strip()
        pieces += [seam(pieces[-1], piece), piece] if pieces else [piece]
        tags += line.tags
    return "".join(pieces), tags


def _escaped(text: str) -> str:
    html = escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
    return MARKED.sub(lambda mark: MARKUP[mark[0]], html) if not html.isascii() else html


def name_of(tag: str) -> str:
    match = NAME.match(tag)
    return match[1].lower() if match else ""


def _emphasis(match: re.Match[str]) -> str:
    """`*grin*` is a face, not emphasis."""
    if match[1].lower() in EMOTES:
        return match[0]
    return f"{EM}{match[1]}{END_EM}"


def _strong(match: re.Match[str]) -> str:
    return f"{LOUD}{match[1]}{END_LOUD}"


def _spaced(match: re.Match[str]) -> str:
    """`_several_words_in_one_`"""
    return f"{EM}{match[1].replace('_', ' ')}{END_EM}"


def _thought(match: re.Match[str]) -> str:
    """`<me@example.org>`, `<http://…>`, `<g>` and `<blink>` are no thoughts."""
    if ADDRESS.fullmatch(match[1]) and not match[1][0].isupper():
        return match[0]
    if not any(character.isalpha() for character in match[1]):
        return match[0]
    return f"{THINK}{match[0]}{END_EM}"


def _sentence(match: re.Match[str]) -> str:
    """`::grins::` and `::rolls her eyes::` are faces; `::Not again.::` was thought, or said from
    mind to mind."""
    inside = match[1].strip()
    is_long = inside.count(" ") > 1 or inside.endswith(ENDED)
    begins = next((character for character in inside if character.isalpha()), "")
    is_face = match[0].startswith("::") and begins.islower()
    if not begins or is_face or not (is_long or (begins.isupper() and match[0][0] == "/")):
        return match[0]
    return f"{THINK}{match[0]}{END_EM}"


# A sign that must be there, the opening that a legend may speak of, what to look for, how it is
# set.
CONVENTIONS: tuple[tuple[str, str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("**", "**", STRONG, _strong),
    ("*", "*", STARRED, _emphasis),
    ("_", "_", UNDERSCORED, _spaced),
    ("_", "_", SCORED, _emphasis),
    ("<", "<", THOUGHT, _thought),
    ("//", "//", LINKED, _sentence),
    ("::", "::", COLONS, _sentence),
    ("/", "/", SLASHED, _emphasis),
    ("+", "+", ADDED, _emphasis),
    ("=", "=", LEVELLED, _emphasis),
)

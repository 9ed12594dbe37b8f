"""What happens inside a paragraph: thoughts, emphasis, the author's own tags.

`<How did this happen?>` is a thought: its characters stay and `em.thought` stands around them.
`*this*` and `_this_` become emphasis, `**this**` strong; their marks go, for they are no words.
"""

import re
from collections.abc import Iterable
from html import escape

from core.html.tags import names
from intake.reader.blocks import Block, needs_space
from intake.reader.lines import NAME, Line

THOUGHT = re.compile(r"(?<![\w<])<{1,2}(?=[^\s<>/!?])([^<>\n]{2,1000})(?<=\S)>{1,2}(?![\w>])")
STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,300})(?<=\S)\*\*(?![\w*])")
STARRED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300})(?<=\S)\*(?![\w*])")
SCORED = re.compile(r"(?<![\w/])_(?=[^\s_])([^_\n]{1,300})(?<=\S)_(?![\w/])")
ADDRESS = re.compile(r"\S+@\S+|(?:https?|ftp|mailto|www)[:.]\S*|[a-z]{1,12}", re.IGNORECASE)
EMOTES = names(
    "g eg veg bg beg vbg sg weg grin grins sigh sighs wink winks smile smiles blush hug hugs "
    "giggle giggles snicker snort shrug cough ahem sob sniff"
)
# Marks that stand for tags until the text around them is escaped.
EM, THINK, LOUD, END_EM, END_LOUD = "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
MARKUP = {
    ord(EM): "<em>",
    ord(THINK): '<em class="thought">',
    ord(LOUD): "<strong>",
    ord(END_EM): "</em>",
    ord(END_LOUD): "</strong>",
}


class Ink:
    """Writes paragraphs as HTML. Tags that run over several paragraphs are closed at the end of
    one and opened again in the next, so an Ink lives as long as the text it writes."""

    def __init__(self, *, thoughts: bool = True) -> None:
        self.thoughts = thoughts
        self.open: list[str] = []

    def paragraph(self, block: Block, attributes: str = "") -> str:
        again = "".join(self.open)
        rows = "<br>".join(self._row(row) for row in block.rows)
        closing = "".join(f"</{name_of(tag)}>" for tag in reversed(self.open))
        return f"<p{attributes}>{again}{rows}{closing}</p>"

    def _row(self, row: Iterable[Line]) -> str:
        text = ""
        tags: list[str] = []
        for line in row:
            piece = line.text.strip()
            space = " " if text and needs_space(text, piece) else ""
            text += space + piece
            tags += line.tags
        return self.written(text, tags)

    def written(self, text: str, tags: Iterable[str] = ()) -> str:
        """One line's HTML: `text` holds a mark where each of `tags` stands."""
        pieces = text.split(Line.TAG)
        html = [self._words(pieces[0])]
        for tag, piece in zip(tags, pieces[1:], strict=True):
            html += [self._tag(tag), self._words(piece)]
        return "".join(html)

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

    def _words(self, text: str) -> str:
        if "*" in text:
            text = STRONG.sub(rf"{LOUD}\1{END_LOUD}", text)
            text = STARRED.sub(_emphasis, text)
        if "_" in text:
            text = SCORED.sub(_emphasis, text)
        if self.thoughts and "<" in text:
            text = THOUGHT.sub(_thought, text)
        return escape(text, quote=False).translate(MARKUP)


def name_of(tag: str) -> str:
    match = NAME.match(tag)
    return match[1].lower() if match else ""


def _emphasis(match: re.Match[str]) -> str:
    """`*grin*` is a face, not emphasis."""
    if match[1].lower() in EMOTES:
        return match[0]
    return f"{EM}{match[1]}{END_EM}"


def _thought(match: re.Match[str]) -> str:
    """`<me@example.org>`, `<http://…>`, `<g>` and `<blink>` are no thoughts."""
    if ADDRESS.fullmatch(match[1]) and not match[1][0].isupper():
        return match[0]
    if not any(character.isalpha() for character in match[1]):
        return match[0]
    return f"{THINK}{match[0]}{END_EM}"

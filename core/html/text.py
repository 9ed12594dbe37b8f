"""HTML as plain words: to count, to compare and to tell in a line."""

import re

from core.html.build import ALIASES, BLOCKS
from core.html.tags import Token, decode, tokens

SPACE = re.compile(r"[ \t\f\n]+")
LINE_ENDS = {"br"} | {name for name in BLOCKS | ALIASES.keys() if ALIASES.get(name, name) in BLOCKS}
OPENING, CLOSING = tuple("([（［【〔"), tuple(")]）］】〕")
ASIDE = frozenset(("rt", "span"))


def visible_text(html: str, *, picture: str = "") -> str:
    """What a reader sees, without scripts, styles, templates, heads and comments; block ends and
    breaks are line ends, no line is blank. A footnote stands in brackets where its mark is, a
    reading after its base. `picture` says how a picture is told: "[Picture: {}]"."""
    pieces: list[str] = []
    asides = Asides()
    for token in tokens(html):
        kind, source, name, attributes = token
        piece = ""
        if kind == "text":
            piece = decode(source)
            if "  " in piece or "\n" in piece or "\t" in piece or "\f" in piece:
                piece = SPACE.sub(" ", piece)
        elif kind == "raw":
            piece = source
        elif name in LINE_ENDS:
            piece = "\n"
        elif name in ASIDE:
            piece = asides.sign(token, after=pieces[-1] if pieces else "")
        elif name == "img":
            piece = picture.format(attributes.get("alt", "")) if picture else " "
        if piece:
            if asides.is_read:
                pieces.append(asides.end_of_reading(piece))
            pieces.append(piece)
    pieces.append(asides.end_of_reading(""))
    lines = ("".join(pieces)).split("\n")
    return "\n".join(line for line in map(str.strip, lines) if line)


class Asides:
    """What tells footnotes, and the readings of ruby, from the words that they belong to when the
    tags are gone: or the last word and the first of the note would be one."""

    def __init__(self):
        self.spans: list[bool] = []  # the open ones: is it a footnote?
        self.is_read = False  # a reading has ended; what follows may bring its own bracket

    def sign(self, token: Token, *, after: str) -> str:
        """What stands for one of these tags `after` some words."""
        if token.name == "rt":
            self.is_read |= token.kind == "end"
            has_bracket = token.kind == "end" or after.rstrip().endswith(OPENING)
            return "" if has_bracket else "("
        if token.kind == "start":
            self.spans.append("footnote" in token.attributes.get("class", "").split())
            return ("[" if after.endswith(" ") else " [") if self.spans[-1] else ""
        return "]" if self.spans and self.spans.pop() else ""

    def end_of_reading(self, following: str) -> str:
        was_read, self.is_read = self.is_read, False
        return ")" if was_read and not following.startswith(CLOSING) else ""


def excerpt(html: str, limit: int) -> str:
    """The first words of a text on one line, at most `limit` characters, "…" where it was cut."""
    text = " ".join(visible_text(html).split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:") + "…"

"""HTML as plain words: to count, to compare and to tell in a line."""

import re

from core.html.build import ALIASES, BLOCKS
from core.html.tags import decode, tokens

SPACE = re.compile(r"[ \t\f\n]+")


def visible_text(html: str) -> str:
    """What a reader sees, without scripts, styles, templates, heads and comments; block ends and
    breaks are line ends, no line is blank."""
    pieces = []
    for token in tokens(html):
        if token.kind == "text":
            words = decode(token.source)
            is_spaced = "  " in words or "\n" in words or "\t" in words or "\f" in words
            pieces.append(SPACE.sub(" ", words) if is_spaced else words)
        elif token.kind == "raw":
            pieces.append(token.source)
        elif token.name == "br" or ALIASES.get(token.name, token.name) in BLOCKS:
            pieces.append("\n")
    lines = ("".join(pieces)).split("\n")
    return "\n".join(line for line in map(str.strip, lines) if line)


def excerpt(html: str, limit: int) -> str:
    """The first words of a text on one line, at most `limit` characters, "…" where it was cut."""
    text = " ".join(visible_text(html).split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:") + "…"

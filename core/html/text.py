"""HTML as plain words: to count, to compare and to tell in a line."""

import re

from core.html.build import ALIASES, BLOCKS
from core.html.tags import decode, tokens

SPACE = re.compile(r"[ \t\f\n]+")
LINE_ENDS = {"br"} | {name for name in BLOCKS | ALIASES.keys() if ALIASES.get(name, name) in BLOCKS}


def visible_text(html: str) -> str:
    """What a reader sees, without scripts, styles, templates, heads and comments; block ends and
    breaks are line ends, no line is blank."""
    pieces = []
    for kind, source, name, _attributes in tokens(html):
        if kind == "text":
            words = decode(source)
            is_spaced = "  " in words or "\n" in words or "\t" in words or "\f" in words
            pieces.append(SPACE.sub(" ", words) if is_spaced else words)
        elif kind == "raw":
            pieces.append(source)
        elif name in LINE_ENDS:
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

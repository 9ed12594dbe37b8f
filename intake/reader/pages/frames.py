"""What stands in a page for browsers of other times: text without frames, islands of XML."""

import re
from collections.abc import Iterator

from core.html.tags import Token, names, tokens

OPENED = names("noframes noembed")
ISLAND = re.compile(r"<xml(?:\s[^<>]*)?>", re.I)
ISLAND_END = re.compile("</xml>", re.I)


def without_islands(html: str) -> str:
    """Office programs put settings in `<xml>…</xml>`, which no browser shows."""
    pieces, position = [], 0
    while island := ISLAND.search(html, position):
        end = ISLAND_END.search(html, island.end())
        if not end:
            break
        pieces.append(html[position : island.start()])
        position = end.end()
    return "".join((*pieces, html[position:]))


def opened(html: str) -> Iterator[Token]:
    """The tokens of a page; what it says to browsers without frames is read like the rest."""
    is_opened = False
    for token in tokens(html):
        if token.name in OPENED:
            is_opened = token.kind == "start"
        elif token.kind == "raw" and is_opened:
            is_opened = False
            yield from tokens(token.source)
        else:
            yield token

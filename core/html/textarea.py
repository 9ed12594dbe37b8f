"""Stored HTML as an author types it: paragraphs by blank lines, breaks by line ends."""

import re
from collections.abc import Iterator
from itertools import pairwise

from core.html.build import BLOCKS, VOID
from core.html.sanitise import clean_text
from core.html.tags import Token, decode, is_tag_at, tokens

TYPED = "\ufdd0"  # stands for a `<` of the text: no stored text has this noncharacter
AMPERSAND = re.compile(r"&(?=(#?[a-zA-Z0-9]+;))")


def to_textarea(html: str) -> str:
    """What `clean_text` makes into `html` again, to the letter, of all that it and `clean` make."""
    typed = _typed(html, is_easy=True)
    return typed if clean_text(typed) == html else _typed(html, is_easy=False)


def _typed(html: str, *, is_easy: bool) -> str:
    """`is_easy`: `<` and `&` stand for themselves wherever they open nothing."""
    text = "\n\n".join(
        _paragraph(block[1:-1], is_easy=is_easy) if block[0].source == "<p>" else _element(block)
        for block in _blocks(html)
    )
    raw = text.replace(TYPED, "<")
    return re.sub(TYPED, lambda typed: "&lt;" if is_tag_at(raw, typed.start()) else "<", text)


def _blocks(html: str) -> Iterator[list[Token]]:
    """The tokens of each block at the top."""
    block: list[Token] = []
    depth = 0
    for token in tokens(html):
        if block or token.kind != "text":
            block.append(token)
        if token.kind == "start" and token.name not in VOID:
            depth += 1
        elif token.kind == "end":
            depth -= 1
        if block and not depth:
            yield block
            block = []


def _paragraph(inside: list[Token], *, is_easy: bool) -> str:
    """A line for each stretch between breaks. A break that would make or meet a blank line, and so
    another paragraph, stays a tag."""
    pieces = []
    for place, token in enumerate(inside):
        if token.kind == "text":
            pieces.append(_easy(token.source) if is_easy else token.source)
        elif token.name == "br" and _stands_alone(inside, place):
            pieces.append("\n")
        else:
            pieces.append(token.source)
    lines = "".join(pieces).split("\n")
    return "\n".join(line if line.strip() else _spelled(line) for line in lines)


def _stands_alone(inside: list[Token], place: int) -> bool:
    around = inside[place - 1 : place + 2 : 2] if place else []
    return len(around) == 2 and all(token.name != "br" for token in around)


def _easy(source: str) -> str:
    text = decode(source).replace("<", TYPED)
    return AMPERSAND.sub(
        lambda found: (
            "&" if decode(reference := "&" + found[1], is_plain=True) == reference else "&amp;"
        ),
        text,
    )


def _spelled(blank: str) -> str:
    """White space that would look like a blank line, as references."""
    return "".join(f"&#{ord(character)};" for character in blank).replace("&#160;", "&nbsp;")


def _element(block: list[Token]) -> str:
    """A block with its tags. Between tags of blocks, where white space says nothing, lines end."""
    pieces = [block[0].source]
    for before, token in pairwise(block):
        is_empty = before.kind == "start" and token.kind == "end"
        if before.name in BLOCKS and token.name in BLOCKS and not is_empty:
            pieces.append("\n")
        pieces.append(token.source)
    return "".join(pieces)

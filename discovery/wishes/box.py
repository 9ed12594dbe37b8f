"""The grammar of the search box: `slow burn "cold tea" -angst fandom:"Buffy" words:>10000`.

Forgiving: quotation marks of any language, a missing last one, spaces after a colon, marks in full
width. Whatever is no field is a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from discovery.wishes import spoken
from discovery.wishes.spoken import MINUS, QUOTES

SPACE = re.compile(r"\s*")
START = re.compile(rf"[{MINUS}](?=\S)")
NAME = re.compile(r"([^\W\d_][\w-]{0,19})[:：]")
PHRASE = re.compile(r'"([^"]*+)"?')
BARE = re.compile(r'[^\s"]++')


@dataclass(frozen=True)
class Piece:
    """`field` is "" for free words. `was` is a field's name that nobody knows."""

    text: str
    field: str = ""
    is_excluded: bool = False
    is_quoted: bool = False
    was: str = ""


def pieces(text: str) -> Iterator[Piece]:
    text = text.translate(QUOTES)
    place = _after_space(text, 0)
    while place < len(text):
        start = place
        is_excluded = bool(START.match(text, place))
        place += is_excluded
        named = NAME.match(text, place)
        field = spoken.field(named[1]) if named else None
        if field and named:
            place = _after_space(text, named.end())
            if place == len(text):
                field, place = "", start + is_excluded
        value, place, is_quoted = _value(text, place)
        was = "" if field or is_quoted else _unknown(value)
        yield Piece(value, field or "", is_excluded, is_quoted, was)
        place = _after_space(text, place)


def is_a_word(text: str) -> bool:
    """Whether it is read back as it is without quotation marks, whatever follows."""
    named = NAME.match(text)
    is_a_field = named and spoken.field(named[1])
    return next(pieces(text), None) == Piece(text) and not is_a_field


def _value(text: str, place: int) -> tuple[str, int, bool]:
    phrase = PHRASE.match(text, place)
    match = phrase or BARE.match(text, place)
    if not match:  # cannot be: what is neither space nor a quotation mark is bare
        return "", len(text), False
    return (match[1] if phrase else match[0]), match.end(), bool(phrase)


def _unknown(word: str) -> str:
    """The name in `name:value`, if it looks meant: not in “re:zero”, “10:30” or an address."""
    name = re.match(r"([^\W\d_]{3,20})[:：](?=[\w<>\"])", word)
    return name[1] if name else ""


def _after_space(text: str, place: int) -> int:
    match = SPACE.match(text, place)
    return match.end() if match else place

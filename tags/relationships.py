"""What the name of a relationship says: who, and whether it is love or friendship.

“A/B” is a romance, “A & B” a friendship; who is named first does not matter. “&” divides before
“/”: “A/B & C” is a couple's friendship with somebody. What stands in brackets divides nothing.
"""

import re
from dataclasses import dataclass

from core import names

ROMANCE, FRIENDSHIP = "/", "&"
SIGNS = str.maketrans({"／": ROMANCE, "×": ROMANCE, "＆": FRIENDSHIP})  # “A×B” is Japan's way
OPENING, CLOSING = "([{（［【「『", ")]}）］】」』"
BRACKETS = str.maketrans("", "", OPENING + CLOSING)
X = re.compile(r" [xX](?= )")


@dataclass(frozen=True)
class Relationship:
    """`manner` is how the outermost names stand to each other, empty where they are not told apart:
    “Spirk” is a name like any other."""

    manner: str
    names: tuple[str, ...]  # each once, as written


def parse(name: str) -> Relationship:
    friends = _read(name)
    found: dict[str, str] = {}
    for one in (one for couple in friends for one in couple):
        found.setdefault(names.tag_key(one), one)
    if len(friends) > 1:
        return Relationship(FRIENDSHIP, tuple(found.values()))
    if friends and len(friends[0]) > 1:
        return Relationship(ROMANCE, tuple(found.values()))
    return Relationship("", ())


def people(name: str) -> tuple[str, ...]:
    """Whom it names, so far as they are anybody: in “A/?” one is."""
    return tuple(one for one in parse(name).names if any(map(str.isalnum, one)))


def key(name: str) -> str:
    """What makes two names of relationships one: as of any tag, in whatever order they stand."""
    plain = names.tag_key(name)
    friends = [sorted(map(names.tag_key, couple)) for couple in _read(plain)]
    if len(friends) > 1 or (friends and len(friends[0]) > 1):
        return " & ".join(sorted("/".join(couple) for couple in friends))
    return plain


def _read(name: str) -> list[list[str]]:
    """Friends, each a couple, or one person alone."""
    text = " ".join(name.translate(SIGNS).split())
    if not _is_balanced(text):
        text = text.translate(BRACKETS)
    if ROMANCE not in text and FRIENDSHIP not in text:
        text = _without_x(text)
    friends = (_divided(part, ROMANCE) for part in _divided(text, FRIENDSHIP))
    return [couple for couple in friends if couple]


def _without_x(text: str) -> str:
    """“A x B”, as many write it, is “A/B”; “Malcolm X” is one man."""
    parts = [part.strip() for part in X.split(text)]
    return ROMANCE.join(parts) if all(part not in ("", "x", "X") for part in parts) else text


def _divided(text: str, sign: str) -> list[str]:
    """At each sign outside of brackets."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in OPENING) - (character in CLOSING)
        if character == sign and not depth:
            parts.append(text[start:place])
            start = place + 1
    stripped = [part.strip() for part in (*parts, text[start:])]
    return [part for part in stripped if names.tag_key(part)]


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character in OPENING) - (character in CLOSING)
        if depth < 0:
            return False
    return depth == 0

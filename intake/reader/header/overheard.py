"""What a header's line says without a label: a rating, a day, everything at once."""

import re

from intake.reader.header import dates
from intake.reader.header.codes import TREK, tag_of
from intake.reader.header.ratings import opening_rating, rating_in
from intake.reader.header.suggestions import NO_PAIRING, PAIRING

EARLIEST = 1985  # a bare year or day before that is a story's own
LONGEST = 160  # characters of a line that says everything at once
FEWEST = 3  # of its pieces
NAME_WORDS = 12  # of title and fandom together
APART = re.compile(r"\s*[,;|]\s*|\s+[-–—/]+\s+")
WORDS = re.compile(
    r"(?:approx\.? |about |c\. ?|~ ?)?[\d,.]+ ?k?(?: words?| wds?|kb?)?", re.IGNORECASE
)
HEADLINE = re.compile(r"[\[(]?(?P<rated>rated:?\s+)?(?P<rest>.*)", re.IGNORECASE)
STORY_OF = re.compile(
    r"[\W_]*(?:an?|the)\s+(?P<fandom>[A-Z].{1,50}?)\s+"
    r"(?:(?:short )?story|fic|fan ?fiction|fan ?fic|tale|vignette|drabble|novella)\b[\W_]*"
    r"(?:(?:written )?by\b.*)?\Z",
    re.IGNORECASE,
)
EDGES = " \t\"“”'‘’*_~.[]()"
Day = tuple[int, int | None, int | None]


def day_of(text: str) -> Day | None:
    """The day that is all a line says: "3/99", "(c) March 1999"."""
    bare = re.sub(r"^\s*(?:[(\[]?\s*(?:©|\(c\)|copyright)\s*)", "", text, flags=re.IGNORECASE)
    found = dates.parse(bare.strip(" \t()[]*~_-"))
    if not found or not found[3] or found[0] < EARLIEST:
        return None
    return found[:3]


def rating_of(text: str) -> str:
    match = HEADLINE.match(text.strip())
    return opening_rating(match["rest"], is_announced=bool(match["rated"])) if match else ""


def fandom_of(text: str) -> str:
    """ "A Star Trek: Voyager story" → the fandom; "A short story" → nothing."""
    match = STORY_OF.match(text.strip()) if len(text) <= LONGEST else None
    if not match or not match["fandom"][0].isupper():
        return ""
    return match["fandom"]


def compressed(text: str, *, is_titled: bool = False) -> list[tuple[str, str]]:
    """ "Rain, Buffy, W/S, NC17, 2300 words" → title, fandom, relationship, rating. The pieces
    before those that explain themselves are title and fandom; without a rating or a number of
    words and one more of them it is a sentence like others. `is_titled`: no piece is the title."""
    pieces = [piece for piece in APART.split(text.strip()) if piece] if len(text) <= LONGEST else []
    kinds = [_kind(piece) for piece in pieces]
    told = [kind for kind in kinds if kind]
    if len(pieces) < FEWEST or len(told) < 2 or not {"rating", "words"} & set(told):
        return []
    first = next(at for at, kind in enumerate(kinds) if kind)
    places = ("fandom",) if is_titled else ("title", "fandom")
    if (
        not 1 - is_titled <= first <= len(places)
        or sum(len(piece.split()) for piece in pieces[:first]) > 12
    ):
        return []
    names = list(zip(places, pieces, strict=False))[:first]
    found = [(kind, piece.strip(EDGES)) for kind, piece in names]
    return found + [
        (kind, _name(kind, piece))
        for kind, piece in zip(kinds, pieces, strict=True)
        if kind != "words" and kind
    ]


def _kind(piece: str) -> str:
    bare = piece.strip(EDGES)
    if WORDS.fullmatch(bare) and not bare.isdecimal():
        return "words"
    if rating_in(bare)[1] and bare[:1].isupper():
        return "rating"
    if bare in TREK:
        return "fandom"
    if PAIRING.fullmatch(bare) and bare.lower() not in NO_PAIRING and not tag_of(bare):
        return "relationship"
    known = tag_of(bare)
    return known[0] if known else ""


def _name(kind: str, piece: str) -> str:
    bare = piece.strip(EDGES)
    if kind == "rating":
        return rating_in(bare)[0]
    known = tag_of(bare)
    return known[1] if known else TREK.get(bare, bare)

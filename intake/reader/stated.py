"""What stands under a label of its own: tags to take over, a rating, a date, a language."""

import re
from itertools import takewhile

from core.html.tags import names
from intake.reader.manuscript import Suggestion
from intake.reader.suggestions import AU, NO_PAIRING, PAIRING, RATING_OF, UNMISTAKABLE, au_name

LONGEST = 2_000  # characters of a value that can be a list of names
NAME_LENGTH = 60
NAME_WORDS = 8
SURE_WORDS = 3
PAIRED = ("/", "&", " x ", " and ", "+")
FIELDS = names("relationship character fandom warning freeform rating language")
APART = re.compile(r"\s*[,;،、，\n](?![^()]*\))\s*")
CROSSED = re.compile(r"\s*[,;،、，\n](?![^()]*\))\s*|\s+/\s+|\s+x\s+")
SEMICOLON = re.compile(r"\s*[;؛\n](?![^()]*\))\s*")  # where it parts names, a comma may be in one
SLASHED = re.compile(r"\s*[,;،、，/\n](?![^()]*\))\s*")
NOTHING = re.compile(r"(?:no|none|n/?a|not? (?:rated|yet)|nothing|-+|\?+)\b.*|", re.IGNORECASE)
TOKEN = re.compile(r"[A-Za-z]+(?:-?[A-Za-z]*)(?:[- ]?\d{1,2})?\+?|\d{1,2}")
APARTS = {"freeform": SLASHED, "fandom": CROSSED}
EDGES = " \t\u00a0.*_~\"'[]"


def stated(field: str, text: str, line: int, why: str) -> tuple[list[Suggestion], bool]:
    """The suggestions of one labelled value, and whether they say all of it: if not, the line is
    kept for the author as well."""
    text = text.strip()
    if NOTHING.fullmatch(text) or len(text) > LONGEST:
        return [], False
    found, is_whole = _ratings(text) if field == "rating" else _names(field, text)
    return [_suggestion(field, name, line, why) for name in found], is_whole


def _suggestion(field: str, name: str, line: int, why: str) -> Suggestion:
    if field == "freeform" and AU.search(name):
        return Suggestion("au", au_name(name), why, line, stated=True)
    return Suggestion(field, name, why, line, stated=True)


def _ratings(text: str) -> tuple[list[str], bool]:
    """ "R" → mature; "[PG-13] for language" → teen and more to say; "Mild" → nothing."""
    bare = text.strip(" \t[](){}.*_~").lower()
    if bare in RATING_OF:
        return [RATING_OF[bare]], True
    match = TOKEN.match(text.lstrip(" [(*_~"))
    first = match[0].lower() if match else ""
    sure = UNMISTAKABLE.search(text)
    for token in (first, first.split()[0] if first else "", sure[0].lower() if sure else ""):
        if token in RATING_OF:
            return [RATING_OF[token]], False
    return [], False


def _names(field: str, text: str) -> tuple[list[str], bool]:
    """The names that a value lists; of a value that is prose, those that it begins with."""
    apart = SEMICOLON if field in ("character", "fandom") and SEMICOLON.search(text) else None
    pieces = (apart or APARTS.get(field, APART)).split(text)
    found = [name for piece in pieces if (name := piece.strip(EDGES))]
    if field == "fandom" and len({name.isascii() for name in found}) > 1:
        found = [text.strip(EDGES)]  # one name in two scripts: "Journey to the West / 西遊記"
    if field == "relationship" and len(found) > 1:
        paired = [name for name in found if any(sign in name for sign in PAIRED)]
        return paired, len(paired) == len(found)
    if all(len(name) <= NAME_LENGTH and len(name.split()) <= NAME_WORDS for name in found):
        return found, bool(found)
    if field == "relationship":
        return [m[0] for m in PAIRING.finditer(text) if m[0].lower() not in NO_PAIRING], False
    return list(takewhile(lambda name: len(name.split()) <= SURE_WORDS, found)), False

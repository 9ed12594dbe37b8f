"""What stands under a label of its own: tags to take over, a rating, a language."""

import re
from itertools import takewhile

from core.html.tags import names
from intake.reader.header.codes import TREK, letters_of, tag_of
from intake.reader.header.ratings import rating_in
from intake.reader.header.suggestions import AU, NO_PAIRING, PAIRING, au_name
from intake.reader.header.warnings import OFFICIAL
from intake.reader.manuscript import Suggestion

LONGEST = 2_000  # characters of a value that can be a list of names
NAME_LENGTH = 60
NAME_WORDS = 8
SURE_WORDS = 3
PAIRED = ("/", "&", " x ", " and ", "+")
FIELDS = names("relationship character fandom warning freeform rating language")
LETTERED = names("classification category categories keyword keywords")  # may hold "XRA"
CODED = ("codes", "story codes")  # where spaces part them: "TOS K/S m"
APART = re.compile(r"\s*[,;،、，\n](?![^()]*\))\s*")
CROSSED = re.compile(r"\s*[,;،、，\n](?![^()]*\))\s*|\s+/\s+|\s+x\s+")
SEMICOLON = re.compile(r"\s*[;؛\n](?![^()]*\))\s*")  # where it parts names, a comma may be in one
NOTHING = re.compile(
    r"(?:no|none|n/?a|not? (?:rated|yet)|nothing|-+|\?+|keine?|nichts|aucune?|rien|ningun[oa]s?|"
    r"ning[uú]n[oa]?|nessun[oa]|nenhuma?|nada|нет|لا)(?!\w).*|",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"(?:no|not|none|without|never|keine?|pas de|sans|aucune?|sin|senza|sem|нет|без|بدون)\s+",
    re.IGNORECASE,
)
DENIABLE = ("warning", "relationship", "freeform")
BLANKET = re.compile(r"\b(?:warnings?|pairings?|ships?|romance|one|idea|clue)\b", re.IGNORECASE)
TONGUE = re.compile(
    r"(?!(?:mild|strong|bad|foul|adult|some|yes|harsh|coarse|see|a)\b)\D{2,30}", re.I
)
GENRES = names(
    "angst romance drama humor humour comedy action adventure mystery horror fluff general parody "
    "satire tragedy poetry suspense supernatural fantasy sci-fi scifi spiritual western crime "
    "family friendship hurt comfort smut slash het gen crossover dark darkfic deathfic crack "
    "songfic pwp waff au lemon lime citrus yaoi yuri mpreg vignette drabble episode missing post "
    "first time thriller casefile story"
)
EDGES = " \t\u00a0.*_~\"'[]"
HURT = re.compile(r"hurt\s*/\s*comfort", re.IGNORECASE)  # one tag, not two
VAGUE = re.compile(
    r"\byou['’]?ll\b|\bguess\b|\bsecret\b|\bsurprise\b|\bfind out\b|\bwait and see\b|[;:]-?[)DPp]",
    re.IGNORECASE,
)
SAME_PLACE = (("warning", "warning"), ("relationship", "category"))  # "Pairing: gen"


def stated(
    field: str, text: str, line: int, why: str, label: str = ""
) -> tuple[list[Suggestion], bool]:
    """The suggestions of one labelled value, and whether they say all of it: if not, the line is
    kept for the author as well. Some labels announce codes."""
    text = text.strip()
    if field == "warning" and (official := OFFICIAL.get(text.strip(EDGES).casefold())):
        return [Suggestion("warning", official, why, line, stated=True)], True
    if len(text) > LONGEST or (NOTHING.fullmatch(text) and not _denies_but_one(field, text)):
        return [], False
    if field == "rating":
        rating, is_whole = rating_in(text)
        return [Suggestion("rating", rating, why, line, stated=True)] if rating else [], is_whole
    if field == "language" and not TONGUE.fullmatch(text):
        return [], False
    found, is_whole = _names(field, text, label.casefold().strip())
    tags = [tag for name in found for tag in _tags(field, name, label.casefold().strip())]
    return [Suggestion(kind, name, why, line, stated=True) for kind, name in tags], is_whole


def _denies_but_one(field: str, text: str) -> bool:
    """ "no slash, angst" names something all the same; "no warnings, enjoy" does not."""
    first, *others = APART.split(text)
    is_list = others and all(len(name.split()) <= SURE_WORDS for name in others)
    return bool(field in DENIABLE and is_list and DENIED.match(first) and not BLANKET.search(first))


def _tags(field: str, name: str, label: str) -> list[tuple[str, str]]:
    """What one name of a list is: "XRA" are three tags, "gen" is a category wherever it stands."""
    letters = letters_of(name) if label in LETTERED else None
    if letters is not None:
        return [("freeform", one) for one in letters]
    if field == "warning" and (official := OFFICIAL.get(name.casefold())):
        return [("warning", official)]
    known = tag_of(name)
    if field == "freeform":
        if known:
            return [known]
        if AU.search(name):
            return [("au", au_name(name))]
        if label in CODED and name in TREK:
            return [("fandom", TREK[name])]
        return [("relationship" if _is_pairing(name) else "freeform", name)]
    if known and (
        field == known[0] == "warning" or (field, known[0]) == ("relationship", "category")
    ):
        return [known]
    return [(field, name)]


def _names(field: str, text: str, label: str) -> tuple[list[str], bool]:
    """The names that a value lists; of a value that is prose, those that it begins with."""
    found = [name for piece in _pieces(field, text, label) if (name := piece.strip(EDGES))]
    if field == "fandom" and len({name.isascii() for name in found}) > 1:
        found = [text.strip(EDGES)]  # one name in two scripts: "Journey to the West / 西遊記"
    if field in DENIABLE:
        kept = [name for name in found if not _is_denied(field, name)]
        if len(kept) < len(found):
            return _names(field, "; ".join(kept), label)[0] if kept else [], False
    if field == "relationship" and VAGUE.search(text):
        return [], False
    if field == "relationship" and len(found) > 1:
        paired = [name for name in found if any(sign in name for sign in PAIRED) or tag_of(name)]
        return paired, len(paired) == len(found)
    if all(len(name) <= NAME_LENGTH and len(name.split()) <= NAME_WORDS for name in found):
        return found, bool(found)
    if field == "relationship":
        return [m[0] for m in PAIRING.finditer(text) if m[0].lower() not in NO_PAIRING], False
    return list(takewhile(lambda name: len(name.split()) <= SURE_WORDS, found)), False


def _pieces(field: str, text: str, label: str) -> list[str]:
    if field in ("character", "fandom") and SEMICOLON.search(text):
        return SEMICOLON.split(text)
    if field == "fandom":
        return CROSSED.split(text)
    pieces = APART.split(text)
    return (
        [one for piece in pieces for one in _codes(piece, label)] if field == "freeform" else pieces
    )


def _codes(piece: str, label: str) -> list[str]:
    """ "Angst/Romance" → both; "H/C", "AU/AR", "M/Sk" stay whole; "XRA MSR" are two codes."""
    bare = piece.strip(EDGES)
    if tag_of(bare) or AU.fullmatch(bare):
        return [bare]
    words = re.split(r"[\s\-–]+", bare)
    if len(words) > 1 and (label in CODED or all(map(_is_code, words))):
        return [word for word in words if len(word.strip(EDGES)) > 1]
    if "/" not in bare or HURT.fullmatch(bare):
        return [bare]
    return [bare] if _is_pairing(bare) else re.split(r"\s*/\s*", bare)


def _is_code(word: str) -> bool:
    return bool(tag_of(word) or word in TREK or letters_of(word) is not None)


def _is_pairing(name: str) -> bool:
    """ "M/Sk", "Mulder/Scully" – not "Angst/Romance", whose halves are no names."""
    match = PAIRING.fullmatch(name)
    if not match or name.lower() in NO_PAIRING:
        return False
    return not any(half.lower() in GENRES or tag_of(half) for half in name.split("/"))


def _is_denied(field: str, name: str) -> bool:
    """ "no slash", "not a deathfic". A tag of an author's own may begin with "No", a code not."""
    match = DENIED.match(name)
    if not match:
        return False
    return field != "freeform" or any(
        tag_of(word) or word.casefold() in GENRES for word in name[match.end() :].split()
    )

"""Whom a header names beside its story: authors, co-authors, what it is after, where else it is."""

import re

from intake.reader.addresses import addresses
from intake.reader.manuscript import Credit

KIND_OF = {
    "co-author": "co_author",
    "inspired by": "inspired_by",
    "translation of": "translation_of",
    "also at": "also_at",
}
AUTHORS = 5  # more than that is a list of something else
NAME_LENGTH, NAME_WORDS = 60, 6
LONGEST = 200  # characters of what another work is called
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
EMPTY = re.compile(r"[<(\[{]\s*(?:mailto:)?\s*[>)\]}]")
AND = re.compile(r"\s*(?:&|/|;|\+|\s(?:and|with|und|et|y|и|و)\s)\s*", re.IGNORECASE)
COMMA = re.compile(r"\s*[,،]\s*")
ALIAS = re.compile(
    r"\s*(?:[(,]\s*)?(?:a\.?k\.?a\.?|writing as|also known as|formerly|"
    r"with (?:apologies|love|thanks|help))\b.*",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"(?:me|myself|i|anon(?:ymous)?|unknown|\?+|-+|n/?a|none|see (?:below|above)|yours truly)",
    re.IGNORECASE,
)
EDGES = " \t\u00a0*_~=\"“”'‘’`«».,:;-–—|<>()[]{}"


def authors_in(value: str, *, is_list: bool = False) -> list[str]:
    """ "Ann <ann@example.org> & Bo" → Ann, Bo. `is_list`: commas part names too."""
    value = value[:LONGEST]
    bare = EMPTY.sub("", ALIAS.sub("", _without_mail(ADDRESS.sub(" ", value))))
    pieces = AND.split(bare)
    if is_list or len(pieces) > 1:
        pieces = [piece for whole in pieces for piece in COMMA.split(whole)]
    else:
        pieces = COMMA.split(bare)[:1] if COMMA.search(bare.strip(EDGES)) else pieces
    found = [name for piece in pieces if (name := piece.strip(EDGES))]
    return [name for name in found if _is_name(name)][:AUTHORS]


def _without_mail(value: str) -> str:
    for found in reversed(list(addresses(value))):
        value = f"{value[: found.start]} {value[found.end :]}"
    return value


def _is_name(name: str) -> bool:
    fits = len(name) <= NAME_LENGTH and len(name.split()) <= NAME_WORDS
    return fits and not NOBODY.fullmatch(name) and any(map(str.isalnum, name))


def credits_in(field: str, value: str, line: int) -> tuple[list[Credit], bool]:
    """What one labelled value credits, and whether that is all it says."""
    kind = KIND_OF[field]
    if kind == "co_author":
        names = authors_in(value, is_list=True)
        return [Credit(kind, name, "", line) for name in names], not any(addresses(value))
    if len(value) > LONGEST or any(addresses(value)):
        return [], False
    if kind == "also_at":
        return _places(value, line)
    links = ADDRESS.findall(value)
    name = EMPTY.sub("", ADDRESS.sub(" ", value)).strip(" \t,;:-–—()<>")
    address = links[0].rstrip(".,;") if links else ""
    return ([Credit(kind, name, address, line)] if name else []), len(links) < 2


def _places(value: str, line: int) -> tuple[list[Credit], bool]:
    """ "http://example.org/rain, AO3" → each address or place where the story is as well."""
    pieces = [piece.strip(" \t()<>") for piece in re.split(r"\s*(?:[,;]|\band\b)\s*", value)]
    found = []
    for piece in filter(None, pieces):
        address = ADDRESS.search(piece)
        name = ADDRESS.sub("", piece).strip(EDGES)
        found.append(Credit("also_at", name, address[0].rstrip(".,;") if address else "", line))
    return found, True

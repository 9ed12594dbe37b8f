"""Ratings in everybody's words: the cinema's, other archives', other countries', plain English.

Only whole tokens count: "mild" is not Mature, "recommended for all" no rating at all. Of several
the highest holds: a story must not open to readers whom its author warns.
"""

import re

RATINGS = {
    "general": (
        "g, k, k+, pg, general, all ages, all audiences, frc, fr7, fr-c, u, general audiences, "
        "everyone, tv-g, tv-pg, tv-y, tv-y7, suitable for all, suitable for everyone, "
        "suitable for all ages, for all ages, for everyone, p6, fsk 0, fsk 6, ab 6, 0+, 6+, "
        "ohne altersbeschränkung, für alle, tout public, tous publics, para todos, "
        "todos los públicos, todo público, per tutti, livre, для всех, مناسب للجميع, للجميع"
    ),
    "teen": (
        "pg-13, pg13, pg 13, t, teen, teens, teen and up, teen and up audiences, teens and up, "
        "young adult, frt, frt-13, fr13, fr15, fr-t, 12, 12a, 13, 15, 12+, 13+, 14+, tv-14, pg-15, "
        "pg15, p12, fsk 12, ab 12"
    ),
    "mature": (
        "r, m, mature, mature audiences, frm, fr-m, hard r, tv-ma, nc-15, 16, 16+, p16, fsk 16, "
        "ab 16, r16, r-16"
    ),
    "explicit": (
        "nc-17, nc17, nc 17, nc-18, nc18, nc-21, nc21, ma, explicit, adult, adults only, "
        "adult only, frao, fr18, fr21, x, xxx, 18, 18+, 21+, p18, fsk 18, ab 18, r18, r-18"
    ),
}
RATING_OF = {token: name for name, tokens in RATINGS.items() for token in tokens.split(", ")}
WHOLE = frozenset(
    {"everyone", "livre", "u"}
)  # these say something only when nothing else stands there
ORDER = tuple(RATINGS)
UNMISTAKABLE = re.compile(
    r"\b(?:NC-?(?:1[78]|21)|PG-13|PG13|FRAO|FRT(?:-13)?|FRM|FR(?:13|15|18|21)|TV-(?:14|MA))\b"
)
RATED = re.compile(r"\brated:?\s+([A-Za-z]{1,2}(?:-?1[3-8])?\+?)(?![\w-])", re.IGNORECASE)
BRACKETED = re.compile(r"\[(G|PG|R|X|K\+?|T|M|MA|NC ?17|PG ?13)\]")
TOKEN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?(?:[- ]?\d{1,2}[aA]?)?\+?|\d{1,2}[+aA]?")
DEGREE = re.compile(
    r"(?:(?:an?|very|hard|soft|light|strong|mild|heavy|high|low|borderline|probably|about|maybe|"
    r"around|definitely|at least|rated|overall|currently)\s+)*(?=\S)",
    re.IGNORECASE,
)
JOINED = re.compile(r"\s*(?:/|,|-|–|&|\+|\bto\b|\bor\b|\band\b|\bthrough\b)\s*")
GENDERS = re.compile(r"[MF](?:/[MF])+\b", re.IGNORECASE)
EDGES = " \t\u00a0[](){}.*_~!\"'"


def rating_in(text: str) -> tuple[str, bool]:
    """ "R" → mature; "[PG-13] for language" → teen and more to say; "Mild" → nothing."""
    bare = text.strip(EDGES).casefold()
    if bare in RATING_OF:
        return RATING_OF[bare], True
    if GENDERS.match(bare):
        return "", False
    found, is_whole = _at_the_beginning(text.strip(EDGES))
    found += [
        RATING_OF[match[0].casefold()]
        for match in UNMISTAKABLE.finditer(text)
        if match[0].casefold() in RATING_OF and not is_denied(text, match.start())
    ]
    return (max(found, key=ORDER.index), is_whole) if found else ("", False)


def opening_rating(text: str, *, is_announced: bool = False) -> str:
    """The rating with which a line without a label begins: "PG - set in the autumn", "Rated R"."""
    match = DEGREE.match(text.lstrip(EDGES))
    rest = text.lstrip(EDGES)[match.end() if match else 0 :]
    token = TOKEN.match(rest)
    if not token or token[0].casefold() not in RATING_OF or token[0].casefold() in WHOLE:
        return ""
    is_letter = len(token[0]) == 1
    if not token[0].isupper() or (is_letter and token[0] not in "GRKTM"):
        return ""
    after = rest[token.end() :].lstrip(" ").casefold()
    is_over = not after or after[0] in ("-–—;)]" if is_letter else "-–—,;.:)]")
    if is_letter and not is_announced and after and text.rstrip().endswith((".", "!", "?", ",")):
        return ""  # a sentence
    return rating_in(text)[0] if is_over or after.startswith(("for ", "because ")) else ""


def _at_the_beginning(text: str) -> tuple[list[str], bool]:
    """ "PG-13/R" → both; "PG-13 to R for blood" → both, and more to say."""
    found: list[str] = []
    match = DEGREE.match(text)
    at = match.end() if match else 0
    while token := TOKEN.match(text, at):
        name = _known(token[0])
        if not name:
            break
        found.append(RATING_OF[name])
        at = token.start() + len(name)
        joined = JOINED.match(text, at)
        if not joined or at == len(text):
            break
        at = joined.end()
    return found, bool(found) and at >= len(text)


def _known(token: str) -> str:
    """The rating that a token is, or begins with: "PG-13ish", "R-rated", "Teen for"."""
    low = token.casefold()
    for name in (low, low.split()[0], low.removesuffix("-rated"), low.removesuffix("-ish")):
        if name in RATING_OF and name not in WHOLE:
            return name
    return ""


NOT = re.compile(
    r"(?:\bno|\bnot|n't|n’t|\bwithout|\bnever|\bnon)[\s-]+(?:\w+\s+){0,2}$", re.IGNORECASE
)


def is_denied(sentence: str, at: int) -> bool:
    """Does what stands before a word say that it is not so?"""
    return bool(NOT.search(sentence[max(0, at - 40) : at]))

"""Names that people give: which are the same, which can be read, and how they look in addresses."""

import re
import unicodedata
from collections.abc import Callable

SLUG_MAX = 40  # characters

# Compared without case; a test holds the list against the addresses of the site.
RESERVED_NAMES = """
about abuse accounts activity admin administrator all anonymous api archive assets atom
autocomplete block blocked bookmark bookmarks challenge chapters collections comments confirm
consent contact corrections delete desk downloads drafts edit edition editions exclusions export
fandoms favicon feed feeds ficwright filters find healthz help history home import inbox index
invitations invite
kudos language languages library login logout look look_css mail manifest me media metrics mod
moderation moderator moderators mute navigate new news none notices notifications null opds
orphan_account orphans password people preferences privacy pseuds random readings readyz register
report reports reset review reviews robots root rss rules search security series session sessions
settings setup share shelf shelves sign_in sign_out sign_up signin signout signup site sitemap skins
source sources staff static statistics stats stories story subscriptions support suspended system
tag tags terms token_dispenser token_dispenser_json tos undefined user users well_known work works
write
"""
RESERVED = frozenset(RESERVED_NAMES.split())

JOINERS = frozenset("\u200c\u200d")  # spelling in Persian and Indic scripts, and emoji
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})  # controls, bidi, unassigned …
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and symbols without a shape
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def key(name: str) -> str:
    """What makes two names one: their letters without case, width, spacing, or what is unseen
    (Unicode's NFKC_Casefold)."""
    folded = unicodedata.normalize("NFKC", IGNORABLE.sub("", name)).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def tag_key(name: str) -> str:
    """As `key`, and without the accents of Latin, Greek and Cyrillic letters. In other scripts a
    mark is a letter's other half."""
    kept: list[str] = []
    has_accents_only = False
    for character in unicodedata.normalize("NFD", key(name)):
        if unicodedata.combining(character):
            if has_accents_only:
                continue
        else:
            script = unicodedata.name(character, "").split(" ", 1)[0]
            has_accents_only = script in {"LATIN", "GREEK", "CYRILLIC"}
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def slug(name: str, *, fallback: str, is_taken: Callable[[str], bool]) -> str:
    """A free ASCII form of a name for addresses; `fallback` where no letter or digit is left."""
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    base = re.sub(r"[^A-Za-z0-9]+", "_", letters)[:SLUG_MAX].strip("_") or fallback
    candidate, number = base, 1
    while candidate.casefold() in RESERVED or is_taken(candidate):
        number += 1
        suffix = f"_{number}"
        candidate = base[: SLUG_MAX - len(suffix)].rstrip("_") + suffix
    return candidate


def is_plain(name: str) -> bool:
    """Whether a name can be seen, and reads as it is written: at least one character with a shape,
    no controls, and no marks that turn the direction of what follows."""
    if any(unicodedata.category(c) in UNSEEN and c not in JOINERS for c in name):
        return False
    return is_seen(name)


def is_seen(text: str) -> bool:
    return any(unicodedata.category(c)[0] in "LNPS" and c not in BLANK for c in text)

"""The codes of old headers' classifications: "XRA", "MSR", "H/C", "K/S, m", each → its tag.

The letters are those of the Gossamer archive of The X-Files, the series those of the newsgroup
alt.startrek.creative, the rest was used everywhere.
"""

import re

LETTERS = {
    "S": "",  # a story: says nothing
    "V": "Vignette",
    "X": "X-File",
    "R": "Romance",
    "H": "Humor",
    "A": "Angst",
    "C": "Crossover",
    "P": "Poetry",
}
LETTERED = re.compile(r"[SVXRHACP]{1,5}")
TREK = {
    "TOS": "Star Trek: The Original Series",
    "TAS": "Star Trek: The Animated Series",
    "TNG": "Star Trek: The Next Generation",
    "DS9": "Star Trek: Deep Space Nine",
    "DSN": "Star Trek: Deep Space Nine",
    "VOY": "Star Trek: Voyager",
    "VGR": "Star Trek: Voyager",
    "ENT": "Star Trek: Enterprise",
}
KINDS = {
    "category": {
        "M/M": "slash, m/m, yaoi, shounen-ai, shounen ai, shonen-ai, shonen ai, слэш",
        "F/F": "femslash, femmeslash, f/f, yuri, shoujo-ai, shoujo ai, фемслэш, фемслеш",
        "F/M": "het, m/f, f/m, гет",
        "Gen": "gen, gen fic, genfic, джен",
        "Multi": "multi",
    },
    "freeform": {
        "Fluff": "waff, waffy",
        "Hurt/Comfort": "h/c, hurt-comfort",
        "Plot What Plot/Porn Without Plot": "pwp",
        "Out of Character": "ooc",
        "Original Character(s)": "oc, ocs",
        "Original Female Character(s)": "ofc",
        "Original Male Character(s)": "omc",
        "Mpreg": "mpreg, m-preg",
        "Real Person Fiction": "rpf",
        "Real Person Slash": "rps",
        "Unresolved Sexual Tension": "ust",
        "Resolved Sexual Tension": "rst",
        "Post-Episode": "post-ep, post ep, postep",
        "Missing Scene": "missing scene",
        "Character Death": "characterdeath",
        "First Time": "first time, 1st time",
        "Mary Sue": "mary sue",
        "Songfic": "song fic",
        "Case Fic": "casefile, case file",
        "Vignette": "vignette",
    },
    "relationship": {"Mulder/Scully": "msr"},
    "au": {"Alternate universe": "au, a/u, ar, au/ar, ar/au"},
    "warning": {
        "Major character death": "major character death, mcd",
        "Graphic violence": "graphic violence, graphic depictions of violence",
        "Sexual violence": "rape/non-con, rape/noncon",
        "Underage sex": "underage, underage sex",
        "None of these warnings apply": "no archive warnings apply",
        "The author chose not to say": (
            "choose not to use archive warnings, creator chose not to use archive warnings, "
            "author chose not to use archive warnings, choose not to warn"
        ),
    },
}
TAG_OF = {
    code: (kind, name)
    for kind, names in KINDS.items()
    for name, codes in names.items()
    for code in codes.split(", ")
}


def tag_of(piece: str) -> tuple[str, str] | None:
    """ "WAFF" → ("freeform", "Fluff"); what is no code → None."""
    return TAG_OF.get(piece.casefold())


def letters_of(piece: str) -> list[str] | None:
    """ "XRA" → X-File, Romance, Angst; None for what is no such row of letters."""
    if not LETTERED.fullmatch(piece) or len(set(piece)) < len(piece):
        return None
    return [LETTERS[letter] for letter in piece if LETTERS[letter]]

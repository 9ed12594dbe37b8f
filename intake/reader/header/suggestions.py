"""What a header says about its story beyond its own fields: tags, rating, how it leaves canon.

Under a label it is `stated`; found in the notes or the summary it is a guess with its line. Only
whole tokens count: "mild" is not Mature, "the slayer" is not Slash.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.html.tags import names
from intake.reader.header.ratings import BRACKETED, RATED, RATING_OF, UNMISTAKABLE, is_denied
from intake.reader.manuscript import Suggestion

# word in the text: (kind, tag). These speak for themselves wherever they stand.
GENRES = {
    "fluff": ("freeform", "Fluff"),
    "fluffy": ("freeform", "Fluff"),
    "waff": ("freeform", "Fluff"),
    "waffy": ("freeform", "Fluff"),
    "angst": ("freeform", "Angst"),
    "angsty": ("freeform", "Angst"),
    "pwp": ("freeform", "Plot What Plot/Porn Without Plot"),
    "smut": ("freeform", "Smut"),
    "schmoop": ("freeform", "Schmoop"),
    "drabble": ("freeform", "Drabble"),
    "songfic": ("freeform", "Songfic"),
    "deathfic": ("freeform", "Deathfic"),
    "darkfic": ("freeform", "Dark"),
    "crackfic": ("freeform", "Crack"),
    "h/c": ("freeform", "Hurt/Comfort"),
    "hurt/comfort": ("freeform", "Hurt/Comfort"),
    "mpreg": ("freeform", "Mpreg"),
    "mcd": ("warning", "Major character death"),
    "rps": ("freeform", "Real Person Slash"),
    "rpf": ("freeform", "Real Person Fiction"),
    "lemon": ("freeform", "Lemon"),
    "yaoi": ("category", "M/M"),
    "shounen-ai": ("category", "M/M"),
    "yuri": ("category", "F/F"),
    "femslash": ("category", "F/F"),
    "femmeslash": ("category", "F/F"),
    "slash": ("category", "M/M"),
    "het": ("category", "F/M"),
}
# … and these only in a sentence as short as "Pure romance."
TERSE_GENRES = {
    "romance": ("freeform", "Romance"),
    "humor": ("freeform", "Humor"),
    "humour": ("freeform", "Humor"),
    "drama": ("freeform", "Drama"),
    "adventure": ("freeform", "Adventure"),
    "horror": ("freeform", "Horror"),
    "crossover": ("freeform", "Crossover"),
    "crack": ("freeform", "Crack"),
    "gen": ("category", "Gen"),
}
TERSE = 5  # words
GENRE_WORD = re.compile(r"(?<![\w/-])[A-Za-z]+(?:/[A-Za-z]+|-ai)?(?![\w/-])")

RATING_FORMS = (UNMISTAKABLE, RATED, BRACKETED)
PAIRING = re.compile(r"(?<![\w/.@:-])[A-Z][\w.'’]{0,20}(?:/(?:[A-Z][\w'’]{0,20}|7)){1,3}(?![\w/@])")
NO_PAIRING = names(
    "a/n a/u n/a au/ar h/c r/r c/c m/m f/f m/f f/m f/f/m m/m/f and/or he/she she/he "
    "his/her him/her her/his mr/mrs drama/romance romance/drama hurt/comfort angst/romance "
    "romance/angst "
    "humor/romance romance/humor action/adventure yes/no i/we either/or b/c w/o s/he tv/movie "
    "author/artist writer/director am/pm"
)

AU = re.compile(
    r"(?<![\w/-])(?:A/U|AU|AUs|AR|[Aa]lternat(?:e|ive)[ -](?:[Uu]niverse|[Rr]eality))(?![\w/-])"
    r"|(?<=[A-Z]-)A/U(?![\w/-])"
)
AU_NAMES = (
    (r"coffee ?shop", "Coffee shop"),
    (r"high ?school", "High school"),
    (r"college|university", "College"),
    (r"all[- ]human|no (?:magic|powers|vampires)", "All human"),
    (r"historical|regency|victorian|western", "Historical"),
    (r"modern", "Modern setting"),
    (r"soul ?mate", "Soulmates"),
    (r"\bspace\b|futur", "Space"),
    (
        r"in terms of|in that|in which|where|because|except|never|instead|diverg|ignor|what if"
        r"|after|since|didn.t|did not|wasn.t|hadn.t|as if|pretend|before",
        "Canon divergence",
    ),
)
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?![a-z])")
ABBREVIATION = re.compile(
    r"(?<![^\W_])(?:[A-Z]|Mrs?|Ms|Dr|St|Prof|Jr|Sr|vs|cf|no|vol|Mme|Mlle|Mgr|Lt|Col|Capt|Sgt)\.$"
)
PREMISE = 5  # words; "This is AU." says nothing of the premise


@dataclass(frozen=True)
class Found:
    """The guesses of one passage, and the sentence that tells how the story leaves canon."""

    suggestions: tuple[Suggestion, ...]
    premise: str = ""
    premise_line: int = 0


def guesses(text: str, line_at: Callable[[int], int], source_of: Callable[[int], str]) -> Found:
    """`text`: a passage in one piece; `line_at(offset)` its source line's number, `source_of(line)`
    that line's text."""
    found: list[Suggestion] = []
    premise, premise_line = "", 0
    for start, sentence in _sentences(text):
        for kind, name, offset in _in_sentence(sentence):
            line = line_at(start + offset)
            found.append(Suggestion(kind, name, source_of(line), line))
            if kind == "au" and not premise and len(sentence.split()) > PREMISE:
                premise, premise_line = sentence, line
    return Found(tuple(found), premise, premise_line)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """(offset, sentence) in order; "etc. and" goes on, "end. And" does not."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        if ABBREVIATION.search(text, max(0, match.start() - 8), match.start()):
            continue
        end = match.end() - len(match[0]) + len(match[0].rstrip())
        yield start, text[start:end]
        start = match.end()
    yield start, text[start:].rstrip()


def _in_sentence(sentence: str) -> Iterator[tuple[str, str, int]]:
    """(kind, name, offset) of everything that one sentence speaks for."""
    if (au := AU.search(sentence)) and not is_denied(sentence, au.start()):
        yield "au", au_name(sentence), au.start()
    for match in PAIRING.finditer(sentence):
        if match[0].lower() not in NO_PAIRING:
            yield "relationship", match[0].rstrip("'’."), match.start()
    for match in (found for form in RATING_FORMS for found in form.finditer(sentence)):
        token = (match[1] if match.lastindex else match[0]).lower()
        if token in RATING_OF and not is_denied(sentence, match.start()):
            yield "rating", RATING_OF[token], match.start()
    terse = len(sentence.split()) <= TERSE
    for match in GENRE_WORD.finditer(sentence):
        word = match[0].lower()
        tag = GENRES.get(word) or (TERSE_GENRES.get(word) if terse else None)
        if tag and not is_denied(sentence, match.start()):
            yield *tag, match.start()


def au_name(sentence: str) -> str:
    low = sentence.lower()
    return next((name for sign, name in AU_NAMES if re.search(sign, low)), "Alternate universe")

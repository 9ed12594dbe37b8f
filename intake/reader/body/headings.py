"""Lines that begin a chapter or a part, in the words and signs of many languages and habits.

Each recogniser takes the plain text of one line. `heading` is sure of itself; what `counted` finds
("-1-", "I.", "Day 24 - Wednesday", "2. The Rain") is a heading only in a row of its kind.
"""

import re
from dataclasses import dataclass

from intake.reader.body.numerals import eastern_number, number_of

LONGEST_HEADING = 100  # characters
EDGES = " \t\u00a0*_~=#[](){}|•+<>^"

KINDS = (
    "chapter|chap|ch|part|pt|act|book|section|episode|volume|kapitel|teil|akt|buch|hoofdstuk|deel|"
    "chapitre|partie|acte|livre|capítulo|capitulo|parte|acto|libro|capitolo|atto|livro|ato|"
    "глава|часть|книга|акт|rozdział|część|kapittel|kapitola|الفصل|الجزء|الباب"
)
AFTER_ORDINAL = "chapter|kapitel|teil|akt|buch|chapitre|partie|acte|livre|capítulo|глава|часть"
ALONE = (
    "prologue|epilogue|interlude|prolog|epilog|prólogo|epílogo|пролог|эпилог|prologo|epilogo|"
    "intermezzo|intermède|interludio|zwischenspiel|nachspiel|вступление|интерлюдия|coda|"
    "épilogue|المقدمة|الخاتمة"
)
EPISODIC = frozenset(("teaser", "tag", "finale", "cold open"))
NUMBER = r"\d{1,4}(?:[a-e]|\.\d)?|[^\W\d_]+(?:[- ][^\W\d_]+)?"
HEADING = re.compile(
    rf"(?P<mark>(?P<kind>{KINDS})\.?\s*(?:(?<![^\W\d_])|(?<=\s)|(?=[\d#]))"
    rf"(?:no\.?\s*|nr\.?\s*|№\s*|#\s*)?(?P<number>{NUMBER})"
    r"(?:\s*(?:/|of|von|de|sur|di|из)\s*(?:\d{1,4}|\?{1,2}|wip|[^\W\d_]+))?|"
    rf"(?P<ordinal>[^\W\d_]+|\d{{1,3}})\.?\s+(?P<ordered>{AFTER_ORDINAL})|"
    rf"(?P<alone>{ALONE})(?:\s+(?:\d{{1,2}}|[ivx]{{1,4}}))?)"
    r"(?:\s*[:.–—|~-]+\s*(?P<title>\S.*)|,\s+(?P<wherein>(?:in which|wherein)\b.*)"
    r"|\s+(?P<quoted>[\"“«(*_].*)|\s*[:.–—|~-]*)",
    re.IGNORECASE,
)
# "第一章 駅", "第12話「手紙」", "제3장".
EASTERN = re.compile(
    r"(?P<mark>[第제]\s*(?P<number>\d{1,4}|[０-９]{1,4}|[〇零一二三四五六七八九十百]{1,7})"
    r"\s*[章話话回節节部卷篇장화부])(?:[\s:：.、-]+(?P<title>\S.{0,40})|(?P<quoted>[「『《].{0,40}))?"
)
SHARE = re.compile(r"[\[(]\s*(?:part\s+)?(?P<number>\d{1,3})\s*(?:/|of)\s*(?:\d{1,3}|\?)\s*[\])]")
NUMBERED = re.compile(r"(?P<mark>\d{1,3}[.)])\s+(?P<title>\S.{0,80})")
BARE = re.compile(
    r"(?P<open>[\W_]{0,8})(?P<number>\d{1,3}|[IVXL]{1,6}|[A-Z][a-z]{2,9}(?:-[a-z]{3,5})?|[A-Z]{3,9}"
    r"(?:-[A-Z]{3,5})?)(?P<close>[\W_]{0,8})"
)
DAY = re.compile(
    r"(?P<kind>day|night|week|month|year|tag|nacht|woche|jour|nuit|día|dia|noche|день)\s+"
    rf"(?P<number>{NUMBER})(?:\s*[:.,–—|-]+\s*\S.{{0,60}})?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """A line that begins a chapter: `mark` "Part 3/5" of `kind` "part" with the `number` 3 (0 if it
    has none), and its `title`, "The Rain"."""

    mark: str
    kind: str
    number: int
    title: str


def heading(text: str) -> Heading | None:
    """ "Part 1/3", "CHAPTER ONE: The Rain", "*Prologue*" → what it says; sentences → None."""
    if len(text) > LONGEST_HEADING + 60:
        return None
    bare = text.strip(EDGES)
    if not bare or len(bare) > LONGEST_HEADING:
        return None
    if bare[0].isdecimal() and (share := SHARE.fullmatch(text.strip(" \t\u00a0*_~=#"))):
        return Heading(share[0], "part", int(share["number"]), "")
    if bare[0] in "第제":
        return _eastern(bare)
    match = HEADING.fullmatch(bare)
    return _told(match) if match else None


def _eastern(text: str) -> Heading | None:
    match = EASTERN.fullmatch(text)
    title = (match["title"] or match["quoted"] or "").strip() if match else ""
    if not match or title.endswith(("。", ".", "，", "、")):
        return None
    return Heading(match["mark"], "chapter", eastern_number(match["number"]), title)


def _told(match: re.Match[str]) -> Heading | None:
    title = (match["title"] or match["wherein"] or match["quoted"] or "").strip(EDGES)
    if match["alone"]:
        return Heading(match["mark"], match["alone"].lower(), 0, title)
    if match["ordered"]:
        return _ordered(match, title)
    figures = match["number"]
    number = number_of(figures) or number_of(re.sub(r"(?<=\d)(?:[a-e]|\.\d)$", "", figures.lower()))
    if not number or _is_a_sentence(match):
        return None
    is_whole = number_of(figures) == number
    kind = match["kind"].lower()
    return Heading(match["mark"], kind if is_whole else f"{kind} {figures}", number, title)


def _ordered(match: re.Match[str], title: str) -> Heading | None:
    """ "Zweites Kapitel", "Chapitre premier" turned round; "First part" in a sentence is none."""
    number = number_of(match["ordinal"])
    is_set_as_one = match["ordinal"][0].isupper() or match["ordinal"].isdecimal()
    if not number or not is_set_as_one or not match["ordered"][0].isupper():
        return None
    return Heading(match["mark"], match["ordered"].lower(), number, title)


def _is_a_sentence(match: re.Match[str]) -> bool:
    """ "Part I. Mean it." may be one; "part i: …" and "act one" too, but not at a line's head."""
    return match["kind"].islower() and not match["number"].isdecimal() and bool(match["title"])


def numbered(text: str) -> Heading | None:
    """ "1. In Which Nobody Counts the Horse": a heading only among others of its kind."""
    match = NUMBERED.fullmatch(text.strip(EDGES))
    if not match or match["title"].endswith((".", ",", ";", ":")):
        return None
    return Heading(match["mark"], "chapter", int(match["mark"].rstrip(".)")), match["title"])


def counted(text: str) -> tuple[str, Heading] | None:
    """A line that may be one of a row, and the name of its row: "1. Rain", "~1~", "II", "Day 3"."""
    if found := numbered(text):
        return "1. x", found
    text = text.strip()
    if len(text) <= LONGEST_HEADING and (day := DAY.fullmatch(text.strip(EDGES))):
        kind, number = day["kind"].lower(), number_of(day["number"])
        return (kind, Heading(text, kind, number, "")) if number else None
    bare = BARE.fullmatch(text) if len(text) < 24 else None
    if not bare or '"' in text or bare["close"].startswith(("?", "!", ",", "...", "…")):
        return None
    figures = bare["number"]
    number = number_of(figures)
    script = "1" if figures.isdecimal() else "I" if figures.isupper() else "one"
    if not number or (script == "one" and "." in bare["close"]):
        return None
    row = f"{bare['open'].strip()}{script}{bare['close'].strip()}"
    return row, Heading(text, "chapter", number, "")

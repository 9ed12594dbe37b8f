"""Lines that are signs, not sentences: scene breaks, chapter headings, "The End".

Each recogniser takes the plain text of one line. All are conservative: what is in doubt is text.
"""

import re
from dataclasses import dataclass

LONGEST_BREAK = 80  # characters
LONGEST_HEADING = 100

SINGLE = frozenset("*#@|§●•⁂❦~+✦✶❖※☆★◆◇")
SIGNS = re.compile(r"(?:[-*_=~#+@<>^./\\|§●•⁂❦:%&$¤°×—–…✦✶❖※☆★◆◇,]\s*){2,}")
FACES = frozenset(("^_^", "^^", "-_-", ">_<", "..", "--", "<>", "^.^", "-.-", "^-^", "><", ":/"))
LETTERED = re.compile(
    r"[\W_]*(?:[oO0]{2,7}|[xX]{3,}|[xX](?:[\s.*~-]+[xX]){2,}|[oO0](?:[\s.*~-]+[oO0]){1,})[\W_]*"
)
WAVED = re.compile(r"[~\-*.=\s]+[oO0][~\-*.=\s]+")
CAPITALS = re.compile(r"([A-Z]{2,6})\1{2,}")
SPOKEN = re.compile(
    r"[\W_]*(?:scene (?:break|change)|line ?break|page ?break|-line-|time skip)[\W_]*", re.I
)
HEARTS = re.compile(r"(?:<3\s*)+")
BREAKS = (SIGNS, LETTERED, WAVED, CAPITALS, SPOKEN, HEARTS)

COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
ORDERED = "first second third fourth fifth sixth seventh eighth ninth tenth"
DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS, TENS = COUNTED.split(), DECADES.split()
NUMBERS = {
    **{word: number for number, word in enumerate(UNITS, 1)},
    **{tens: 10 * (position + 2) for position, tens in enumerate(TENS)},
    **{
        f"{tens}-{unit}": 10 * (position + 2) + number
        for position, tens in enumerate(TENS)
        for number, unit in enumerate(UNITS[:9], 1)
    },
}
ORDINALS = {word: number for number, word in enumerate(ORDERED.split(), 1)}
ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3}|C{1,2}X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
DIGIT = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

KINDS = "chapter|part|act|book|section|kapitel|chapitre|capítulo|capitolo|глава|teil|partie|parte"
ALONE = "prologue|epilogue|interlude|prolog|epilog|prólogo|epílogo|пролог|эпилог|epilogo|coda"
HEADING = re.compile(
    rf"(?P<mark>(?P<kind>{KINDS})\s+(?:no\.?\s*|#\s*)?(?P<number>\d{{1,4}}|[a-z]+(?:-[a-z]+)?)"
    r"(?:\s*(?:/|of)\s*(?:\d{1,4}|\?|wip|[a-z]+))?|"
    rf"(?P<alone>{ALONE})(?:\s+\d{{1,2}})?)"
    r"(?:\s*[:.–—|-]+\s*(?P<title>\S.*)|\s+(?P<quoted>[\"“(].*)|\s*[:.–—|-]*)",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?P<mark>\d{1,3}[.)])\s+(?P<title>\S.{0,80})")
ENDS = (
    r"the end|end|fin|finis|finito|ende|owari|конец|تمّ?ت|النهاية|tbc|to be continued|"
    r"continued in (?:part|chapter) \w{1,9}|end (?:of )?(?:part|chapter|act|book)\s*\w{0,9}"
    r"(?:\s*(?:/|of)\s*\w{1,5})?|the end of (?:part|chapter) \w{1,9}"
)
END = re.compile(rf"[\W_]*(?P<mark>{ENDS})[\W_]*|-+\s*30\s*-+", re.IGNORECASE)
CONTINUES = re.compile(r"tbc|to be|continued|end (?:of )?(?:part|ch|act|book)|the end of", re.I)
EDGES = " \t\u00a0*_~=#[](){}|•+<>"


@dataclass(frozen=True)
class Heading:
    """A line that begins a chapter: `mark` "Part 3/5" of `kind` "part" with the `number` 3 (0 if it
    has none), and its `title`, "The Rain"."""

    mark: str
    kind: str
    number: int
    title: str


def is_scene_break(text: str) -> bool:
    """A short line of signs ("* * *", "-=-=-", "~*~"), or of what old documents used as signs."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST_BREAK or text in FACES:
        return False
    return text in SINGLE or any(pattern.fullmatch(text) for pattern in BREAKS)


def heading(text: str) -> Heading | None:
    """ "Part 1/3", "CHAPTER ONE: The Rain", "*Prologue*" → what it says; sentences → None."""
    text = text.strip(EDGES)
    if not text or len(text) > LONGEST_HEADING:
        return None
    match = HEADING.fullmatch(text)
    if not match:
        return None
    title = (match["title"] or match["quoted"] or "").strip(EDGES)
    if match["alone"]:
        return Heading(match["mark"], match["alone"].lower(), 0, title)
    number = number_of(match["number"])
    return Heading(match["mark"], match["kind"].lower(), number, title) if number else None


def numbered(text: str) -> Heading | None:
    """ "1. In Which Nobody Counts the Horse": a heading only among others of its kind."""
    match = NUMBERED.fullmatch(text.strip(EDGES))
    if not match or match["title"].endswith((".", ",", ";", ":")):
        return None
    return Heading(match["mark"], "chapter", int(match["mark"].rstrip(".)")), match["title"])


def number_of(word: str) -> int:
    """ "12", "twelve", "Twenty-One", "XII", "third" → a number; anything else → 0."""
    word = word.lower()
    if word.isdecimal():
        return int(word)
    if ROMAN.fullmatch(word):
        return _roman(word.upper())
    return NUMBERS.get(word) or ORDINALS.get(word, 0)


def _roman(numeral: str) -> int:
    values = [DIGIT[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def is_end_mark(text: str) -> bool:
    return len(text) <= LONGEST_BREAK and bool(END.fullmatch(text.strip()))


def is_last_mark(text: str) -> bool:
    """An end of the whole story, not "To be continued"."""
    return is_end_mark(text) and not CONTINUES.search(text)

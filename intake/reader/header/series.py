"""Which series a story says that it is of: "Tales of Rain, #3", "Part 2 of the Rain series"."""

import re

from intake.reader.body.marks import number_of
from intake.reader.manuscript import PartOfSeries

LONGEST = 100  # characters of a name
LONGEST_VALUE = 400  # characters of a line that names one or several
NAME_WORDS = 12
KINDS = r"(?:series|arc|saga|trilogy|universe|'?verse|cycle|sequence|serie|série|reihe|цикл)"
THING = r"(?:part|book|story|number|no\.?|vol(?:ume)?\.?|episode|chapter|installment|teil|#)"
COUNT = (
    r"(?P<number>\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:st|nd|rd|th)?"
)
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:(?:this is )?(?:the )?)?{THING}\s*{COUNT}(?: (?:of|in|from|von|de))+(?: \d+)?"
        rf"(?: (?:of|in))? (?P<name>\S.*)",
        rf"(?:this is )?(?:the )?{COUNT}(?: {THING})?(?: (?:of|in))+ (?P<name>\S.*)",
        rf"(?P<name>\S.*?)[\s,;:–—-]+\(?{THING}\s*{COUNT}(?:(?: of |/)(?:\d{{1,3}}|\?))?\)?",
        r"(?P<name>\S.*?)[\s,]+\((?P<number>\d{1,3})(?:(?: of |/)(?:\d{1,3}|\?))?\)",
        r"(?P<name>\S.*?), (?P<number>\d{1,3})(?:(?: of |/)(?:\d{1,3}|\?))?",
    )
)
FOLLOWS = re.compile(
    r"(?:yes[,.;:!]? *)?(?:this is )?(?:an? |the )?(?:direct )?"
    r"(?:sequel|prequel|companion)(?: piece)? to (?:my (?:story|fic),? )?(?P<name>\S.*)",
    re.IGNORECASE,
)
NEITHER = re.compile(
    r"(?:no|none|not?[ -]yet|not? |n/?a|yes|maybe|perhaps|possibl[ey]|one of|standalone|"
    r"stand[- ]alone|tbd|unknown|-+|\?+|tbc)\b.*",
    re.IGNORECASE,
)
CALLED = re.compile(rf"(?:the )(?P<name>.+?) {KINDS}", re.IGNORECASE)
EDGES = " \t\u00a0*_~=,;:.-–—[]"
QUOTES = "\"'“”‘’«»`"
FOLLOWED = ("sequel to", "prequel to")  # labels that name the story before or after


def series_in(label: str, value: str) -> tuple[list[PartOfSeries], bool]:
    """The series that a labelled value names, and whether that is all it says."""
    if len(value) > LONGEST_VALUE:
        return [], False
    if label.casefold().strip() in FOLLOWED:
        found = _named(value, 0)
        return ([found] if found else []), bool(found)
    if label.casefold().strip() in ("sequel", "prequel") and not FOLLOWS.fullmatch(value):
        return [], False
    parts = [_part(piece.strip(EDGES)) for piece in value.split(";") if piece.strip(EDGES)]
    found_all = [part for part in parts if part]
    return found_all, bool(parts) and len(found_all) == len(parts)


def series_of_line(text: str) -> PartOfSeries | None:
    """A line without a label: "Part 2 of the Rain series", "Sequel to 'Rain'"."""
    text = text.strip(EDGES + "()")
    if len(text) > LONGEST_VALUE:
        return None
    if match := FOLLOWS.fullmatch(text):
        return _named(match["name"], 0)
    match = FORMS[0].fullmatch(text) or FORMS[1].fullmatch(text)
    if match and re.search(rf"{KINDS}\W*\Z", text, re.IGNORECASE):
        return _named(match["name"], number_of(match["number"]))
    return None


def _part(text: str) -> PartOfSeries | None:
    if match := FOLLOWS.fullmatch(text):
        return _named(match["name"], 0)
    for form in FORMS:
        match = form.fullmatch(text)
        if match and (number := number_of(match["number"])):
            return _named(match["name"], number)
    return _named(text, 0)


def _named(text: str, position: int) -> PartOfSeries | None:
    """A name without what surrounds it; None where it is a sentence, or says that there is none."""
    name = _bare(text)
    if match := CALLED.fullmatch(name):
        name = _bare(match["name"]) if position else name
    is_name = len(name) <= LONGEST and len(name.split()) <= NAME_WORDS
    if not name or not is_name or NEITHER.fullmatch(name) or re.search(r"[.!?] \S|@|://", name):
        return None
    return PartOfSeries(name, position)


def _bare(text: str) -> str:
    text = text.strip(EDGES)
    if len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES:
        text = text[1:-1]
    return text.strip(EDGES)

"""One line of a legend: signs around a specimen, or around nothing, and what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.html.tags import names
from intake.reader.body.marks import is_scene_break

BRACKETS = dict(zip("<>([{«“‘„", "><)]}»”’“", strict=True))
SIGN = r"[<>()\[\]{}«»“”‘’„\"'`´*_~/\\|:+=#^%@$&-]"
OPEN = re.compile(rf"(?<![\w<>()\[\]*~/\\:'\"]){SIGN}{{1,3}}")
DOTS = re.compile(r"[\s.…]*")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NAME = re.compile(
    r"([A-Z][\w'’]*(?:(?:\s*[&/,]\s*|\s+(?:to|and)\s+|\s)[A-Z][\w'’]*){0,3})\s*(?:[-–—=:>]|$)"
)
MEANINGS = (  # the first that fits a word; "mind-speech" is no speech
    ("thought", re.compile(r"(?:though?t|think|mind|mental|telepath|bond|link|inner|internal|"
        r"private|psychic|empath|subconscious|gedanke|denk|pens|мысл)")),
    ("foreign", re.compile(r"(?:english|japanese|french|german|spanish|russian|chinese|latin|"
        r"italian|elv(?:ish|en)|klingon|vulcan|goa.?uld|minbari|parseltongue|foreign|languages?|"
        r"translat|sign|asl)")),
    ("emphasis", re.compile(r"(?:emphas|stress|italic|betonung)")),
    ("flashback", re.compile(r"(?:flashback|memor|dream|vision|past)")),
    ("lyrics", re.compile(r"(?:lyric|song|sing|sung)")),
    ("other", re.compile(r"(?:writ|letter|sound|effect|texting|e-?mail|phone|radio|comm|computer|"
        r"tv|voice)")),
    ("speech", re.compile(r"(?:talk|speech|spoken|dialog|aloud|normal|conversation)$|"
        r"talking|speaking|dialogue")),
)  # fmt: skip
SCENE = re.compile(
    r"(?:scene|pov|time|page|place|setting|location)s?\W{0,3}(?:change|break|shift|switch|pass|lapse|skip)"
    r"|change of (?:scene|pov|place|time)|passage of time|szenenwechsel|cambio de escena",
    re.IGNORECASE,
)
AFTER_SCENE = re.compile(r"^s?\s*(?:=|:|->)\s*")
BEFORE_SCENE = re.compile(
    r"\s*(?:=+>?|-+>|:|\b(?:means|is|are|indicates|denotes)\b)(?:\s+an?)?\s*$"
)
SMALL = names(
    "a an the in on of is are be will shall means mean meaning denotes denote indicates indicate "
    "stands stand for and or to between within inside by with like this that these as "
    "any anything everything all enclosed surrounded marked shown used uses using key legend "
    "guide note notes author authors author's n blah text words word stuff things thing something "
    "someone someone's one's character character's characters people's person person's his her "
    "their signs mark marks denoted indicated so just also fyi ps out loud through over under "
    "via being from personal regular plain indicator begin end begins ends start stop line lines "
    "symbol symbols"
)
LETTERS = names("A N X Y s n x")
SAMPLES = names("like this that blah text words word xxx so here")
SENTENCES = re.compile(r"(?<=[.!;?])\s+(?=[A-Z\"'<\[/*~{(])")
LABEL = re.compile(r"\s*(?:a/?n|(?:author'?s? )?notes?|legend|key|guide)\s*[:=.-]", re.I)
EXPLAINED = re.compile(r"\s*(?:[=:]|-+>?\s|(?:is|are|means?|denotes|indicates)\b)")
BETWEEN = re.compile(r"[A-Z][\w'’]* to [A-Z][\w'’]*")
MEANT = re.compile(
    r"[=:]|->|\s[-–—]+\s|\b(?:is|are|means?|denotes?|indicates?|in|between|for)\b", re.I
)


@dataclass(frozen=True)
class Legend:
    """`opening` and `closing` stand around what has the `meaning`: "thought", "foreign",
    "emphasis", "flashback", "lyrics", "speech", "other", or "break" for signs on a line alone."""

    opening: str
    closing: str
    meaning: str
    line: int
    is_loose: bool = False  # a space stands inside the signs

    @property
    def signs(self) -> str:
        return self.opening if self.meaning == "break" else f"{self.opening} {self.closing}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the signs enclose. Its inside holds none of them, so that searching stays linear;
        but an apostrophe is no quotation mark, and of doubled signs a single one may stand."""
        first, last = re.escape(self.opening[0]), re.escape(self.closing[0])
        inside = rf"[^{first}{last}\n]"
        if self.opening in "'‘`":
            inside = rf"(?:[^{first}{last}\n]|(?<=\w)['’](?=\w))"
        elif len(self.opening) == 2 and len(set(self.opening)) == 1:
            inside = rf"(?:{inside}|{first}(?!{first})|{last}(?!{last}))"
        space = r"\s?" if self.is_loose else ""
        return re.compile(
            rf"(?<![\w{first}]){re.escape(self.opening)}{space}(?=[^\s{first}])"
            rf"(?P<inside>{inside}{{1,1000}}?)(?<=\S){space}{re.escape(self.closing)}(?![\w{last}])"
        )


def legends_of(text: str, number: int = 0) -> tuple[list[Legend], bool]:
    """What one line says about signs, and whether that is a single specimen without an "=". Of
    several sentences some may speak of other things."""
    if scene := _scene(text, number):
        return [scene], False
    found, is_alone = _sentence(text, number)
    sentences = SENTENCES.split(text) if not found else []
    if len(sentences) > 1:
        told = [_sentence(sentence, number) for sentence in sentences]
        found = [one for legends, alone in told if not alone for one in legends]
    return found, is_alone


def _sentence(text: str, number: int) -> tuple[list[Legend], bool]:
    places = list(_specimens(text))
    if not places:
        return [], False
    ends = [0, *(end for _, end, *_ in places)]
    starts = [*(start for start, *_ in places), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    if not all(_is_small(piece) for piece in between):
        return [], False
    first = LABEL.sub("", between[0]).strip()
    stands_before = not EXPLAINED.match(between[1]) and bool(_meaning(first) or NAME.search(first))
    found, told = [], False
    for at, (*__, opening, closing, sample) in enumerate(places):
        sides = (between[at], between[at + 1])
        told = told or any(MEANT.search(side) or _meaning(side) for side in sides)
        near, far = sides if stands_before else sides[::-1]
        meaning = _meaning(sample) or _meaning(near) or _of_somebody(sample, near)
        meaning = meaning or (_meaning(far) if len(places) == 1 else "")
        if not meaning:
            return [], False
        is_loose = not sample.strip() or sample[0].isspace()
        found.append(Legend(opening, closing, meaning, number, is_loose))
    return found, len(found) == 1 and not told


def _specimens(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    """(start, end, opening, closing, what stands between). Tight ones first: in "/ 'x' /" the
    strokes part, and only 'x' is one."""
    tight = list(_pairs(text, 0, len(text), is_tight=True))
    found = list(tight)
    edges = [0, *(edge for start, end, *_ in tight for edge in (start, end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        found += _pairs(text, start, end, is_tight=False)
    return iter(sorted(found))


def _pairs(
    text: str, start: int, end: int, *, is_tight: bool
) -> Iterator[tuple[int, int, str, str, str]]:
    while match := OPEN.search(text, start, end):
        start = match.end()
        opening = match.group()
        if opening in ("<>", "[]", "{}", "()"):
            if not is_tight:
                yield match.start(), match.end(), opening[0], opening[1], ""
            continue
        closing = "".join(BRACKETS.get(sign, sign) for sign in reversed(opening))
        closing = "'" if opening == "`" and "'" in text[match.end() :] else closing
        close = text.find(closing, match.end() + 1, min(end, match.end() + 80))
        if close < 0 or text[close + len(closing) :][:1].isalnum():
            continue
        sample = text[match.end() : close]
        fits = sample.strip() == sample if is_tight else sample[0].isspace()
        if not fits or (not is_tight and not sample[-1].isspace()):
            continue
        if WORD.search(sample) or DOTS.fullmatch(sample):
            start = close + len(closing)
            yield match.start(), start, opening, closing, sample


def _scene(text: str, number: int) -> Legend | None:
    """ "~~~ = scene change", "Scene change: ***"."""
    match = SCENE.search(text)
    if not match:
        return None
    sides = text[: match.start()], text[match.end() :]
    for rest, other in (sides, sides[::-1]):
        sign = BEFORE_SCENE.sub("", AFTER_SCENE.sub("", rest)).strip(" \t\"'")
        if sign != rest.strip() and is_scene_break(sign) and not WORD.search(other.strip("s ")):
            return Legend(sign, sign, "break", number)
    return None


def _meaning(piece: str) -> str:
    found = [word.casefold() for word in WORD.findall(piece)]
    for meaning, pattern in MEANINGS:
        if any(pattern.match(part) for word in found for part in (word, *word.split("-"))):
            return meaning
    return ""


def _of_somebody(sample: str, told: str) -> str:
    """ "Yami- /Like this/", "/Yami to Yugi/": the voice of somebody, from mind to mind."""
    if BETWEEN.fullmatch(sample.strip()):
        return "thought"
    is_sample = bool(WORD.search(sample)) and SAMPLES.issuperset(
        sample.casefold().strip(" .…").split()
    )
    return "thought" if is_sample and NAME.search(told.strip()) else ""


def _is_small(piece: str) -> bool:
    """Only meanings, small words, and at most a few names before a dash or an equals sign."""
    rest = NAME.sub(" ", piece.strip()) if not _meaning(piece) else piece
    return all(
        word.casefold() in SMALL or _meaning(word) or word in LETTERS for word in WORD.findall(rest)
    )

"""Letters that were decoded wrongly long before they reached us: "donâ€™t", "ÒIt rains,Ó she said".

Only what certainly improves is repaired, line by line; what became "?" on the way is lost.
"""

import re

import ftfy
from django.utils.translation import ngettext
from ftfy.badness import badness

# UTF-8 that was read as Windows-1252, Latin-1 or Mac Roman begins like this; ftfy judges the rest.
SUSPECT = re.compile(
    "[\u00c2-\u00f4\u0102\u0103][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013"
    "\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]|\u201a\u00c4|\u221a[\u00a9\u00ae]"
)
CUT_QUOTE = re.compile(
    "\u00e2\u20ac(?![\x80-\u2122])"
)  # its third byte means nothing in Windows-1252
LONGEST = 1_000_000  # characters of a line that ftfy looks at

# A Mac's quotes that were read as Latin-1. These two stand in no word of any language.
UNMISTAKABLE = re.compile(r"(?<=[a-zé])Õ(?=[a-z]{1,2}(?![a-z]))|(?<=[.,!?])Ó(?![^\W\d_])")
EVIDENCE = 2  # of them, at least
MACS = (
    (re.compile(r"(?<![^\W\d_])Ò(?=\S)"), "“"),
    (re.compile(r"(?<=\S)Ó(?![a-zà-ÿ])"), "”"),
    (re.compile(r"(?<![^\W\d_])Ô(?=\S)"), "‘"),
    (re.compile(r"(?<=\S)Õ|Õ(?=[a-z])"), "’"),
    (re.compile(r"(?<=\s)Ð(?=\s)|(?<=\w)Ð(?=\w)"), "–"),
    (re.compile(r"(?<=\s)Ñ(?=\s)|(?<=[a-z.,!?])Ñ(?=\w)|(?<=\w)Ñ(?=[\s“”’])"), "—"),
    (re.compile(r"(?<=[a-z])É|(?<!\S)É(?=\s)"), "…"),
)


def repaired(text: str) -> tuple[str, list[str]]:
    """The text, and a sentence for each kind of repair. Line ends stay where they are."""
    text, letters = _letters(text)
    text, quotes = _quotes(text)
    sentences = []
    if letters:
        sentences.append(
            ngettext(
                "Letters that another program had garbled were repaired in %(number)s line.",
                "Letters that another program had garbled were repaired in %(number)s lines.",
                letters,
            )
            % {"number": letters}
        )
    if quotes:
        sentences.append(
            ngettext(
                "%(number)s quotation mark or dash of an old Mac was repaired.",
                "%(number)s quotation marks and dashes of an old Mac were repaired.",
                quotes,
            )
            % {"number": quotes}
        )
    return text, sentences


def _letters(text: str) -> tuple[str, int]:
    if not SUSPECT.search(text):
        return text, 0
    repairs = 0
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if len(line) <= LONGEST and SUSPECT.search(line) and (better := _better(line)):
            lines[at] = better
            repairs += 1
    return "\n".join(lines), repairs


def _better(line: str) -> str:
    """The line as it was meant, "" where that is not certain."""
    found = ftfy.fix_encoding(CUT_QUOTE.sub("”", line))
    is_better = found != line and "\n" not in found and badness(found) < badness(line)
    return found if is_better else ""


def _quotes(text: str) -> tuple[str, int]:
    evidence = UNMISTAKABLE.finditer(text)
    if sum(1 for _ in zip(range(EVIDENCE), evidence, strict=False)) < EVIDENCE:
        return text, 0
    repairs = 0
    for pattern, sign in MACS:
        text, count = pattern.subn(sign, text)
        repairs += count
    return text, repairs

"""The labels of old headers ("Author's Note:", "PAIRING -", "**Rated**:") and what they announce.

A label is compared by its key: lower case, without apostrophes, hyphens, slashes, dots, numbers at
its end or "(s)".
"""

import re
from dataclasses import dataclass

from intake.reader.header.spellings import SPELLINGS, WEAK
from intake.reader.header.typos import TYPED
from intake.reader.lines import Line

LONGEST = 40  # characters of a label

ANNOUNCED = ("notes", "summary", "dedication")  # by an HTML heading without a colon
OPENING = " \t*_~=[#>•|{<"
CLOSING = " \t*_~=]}>"
APART = re.compile(
    r"\s*[:：]\s*|\s+[-–—]+\s+|(?<=\w)[-–—]\s+(?=\S)|\.\s+(?=\S)|(?<=\w)(?:\t+|[ ]{3,})(?=\S)"
    r"|(?<=\w)\?\s+(?=\S)"
)
MIRRORED = str.maketrans("[{<(", "]}>)")
NUMBERED = re.compile(r"\s*(?:no\.?|#|№)?\s*\d{1,3}$")
PLURAL = re.compile(r"\((?:s|es)\)")
SILENT = re.compile(r"['’‘`´.\-/#]")
CODA = re.compile(r"[:\s]+$")


def key_of(label: str) -> str:
    """ "Author’s Note #2" → "authors note"; "A/N 2" → "an"; "E-Mail" → "email"."""
    label = PLURAL.sub("s", label.casefold().strip())
    label = NUMBERED.sub("", label)
    return " ".join(SILENT.sub("", label).split()).replace(" & ", "&")


FIELD_OF = {
    key_of(spelling): field
    for field, spellings in SPELLINGS.items()
    for spelling in spellings.split(", ")
}
WEAK_KEYS = frozenset(key_of(spelling) for spelling in WEAK.split(", "))
ALONE_SPELLED = (
    "summary, disclaimer, disclaimers, standard disclaimer, dedication, author's note, "
    "author's notes, author note, author notes, author's comments, story notes"
)
# Without any sign these announce the paragraph under them.
ALONE = frozenset(key_of(label) for label in ALONE_SPELLED.split(", "))


@dataclass(frozen=True)
class Labelled:
    """A line "label: value". `field` is "" for a label that we do not know; `start` is where the
    value begins in the line's text, `end` where it ends, if not with the line."""

    field: str
    label: str
    start: int
    is_weak: bool = False
    end: int | None = None


# "Written 11/03", "Posted on May 5, 1999": a label without a sign, before a date.
DATED = re.compile(
    r"\W*(?P<label>(?:date )?(?:written|posted|completed|finished)(?: on| in)?)\s+"
    r"(?=\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)",
    re.IGNORECASE,
)


def labelled(line: Line, *, strange: bool = False) -> Labelled | None:
    """What this line announces, or None. With `strange`, labels that nobody knows count too
    ("Circuit Archive: yes"), if they look like one: few words, a colon, a value."""
    if strange not in line.found:
        line.found[strange] = _labelled(line, strange=strange)
    found: Labelled | None = line.found[strange]
    return found


def _labelled(line: Line, *, strange: bool) -> Labelled | None:
    text = line.text
    begin = _begin(text)
    if line.heading and FIELD_OF.get(key_of(line.plain())) in ANNOUNCED:
        return Labelled(FIELD_OF[key_of(line.plain())], line.plain(), len(text))
    if dated := DATED.match(text):
        return Labelled("written", dated["label"], dated.end())
    if len(text) - begin <= LONGEST and (key := key_of(_bare(text[begin:]))) in ALONE:
        return Labelled(FIELD_OF[key], line.plain(_bare(text[begin:])), len(text))
    return _with_sign(line, begin, strange=strange) or _wrapped(line, begin)


def _begin(text: str) -> int:
    """Where a label may begin: past marks, and past "(" where the whole line stands in it."""
    begin = len(text) - len(text.lstrip(OPENING + Line.TAG))
    is_aside = text[begin : begin + 1] == "(" and text.rstrip().endswith(")")
    return begin + is_aside


def _bare(label: str) -> str:
    return label.strip(CLOSING + Line.TAG)


def _with_sign(line: Line, begin: int, *, strange: bool) -> Labelled | None:
    """ "Title: x", "Disclaimer - x", "SUMMARY. x", "RATING      x"."""
    text = line.text
    apart = APART.search(text, begin, begin + LONGEST + 12)
    if not apart or apart.start() - begin > LONGEST:
        return None
    label = _bare(text[begin : apart.start()])
    key = key_of(label)
    known = FIELD_OF.get(key) or _archive(key, label)
    separator = apart.group().strip()
    if known and _fits(label, separator):
        start, end = _value(text, begin, apart.end())
        return Labelled(known, line.plain(label), start, key in WEAK_KEYS, end)
    if key in TYPED and separator in (":", "："):
        start, end = _value(text, begin, apart.end())
        return Labelled(TYPED[key], line.plain(label), start, end=end)
    if strange and _looks_like_a_label(label, separator, text[apart.end() :]):
        return Labelled("", line.plain(label), apart.end(), True)
    return None


def _archive(key: str, label: str) -> str:
    """ "Circuit Archive: yes": the archives of a list's days, each with a label of its own."""
    is_one = key.endswith(" archive") and len(key.split()) <= 4 and label[:1].isupper()
    return "distribution" if is_one else ""


def _wrapped(line: Line, begin: int) -> Labelled | None:
    """ "~Title~ Rain", "[Rating] R", "<b>Author</b> Ann": marks instead of a sign."""
    text = line.text
    opened = text[:begin].strip()
    if not opened or len(opened) > len("***"):
        return None
    closed = opened.translate(MIRRORED)[::-1]
    end = text.find(closed, begin, begin + LONGEST)
    label = text[begin : max(end, begin)]
    key = key_of(label)
    is_weak = key in WEAK_KEYS
    if key not in FIELD_OF or not label[:1].isupper():
        return None
    if is_weak and (FIELD_OF[key] != "notes" or opened in ("*", "_", "<")):
        return None
    after = text[end + len(closed) :]
    start = len(text) - len(after.lstrip())
    if after[:1] not in ("", " "):
        return None
    return Labelled(FIELD_OF[key], line.plain(label), start, is_weak)


def _fits(label: str, separator: str) -> bool:
    """After a dash or a full stop only an unmistakable label counts: "Disclaimer- I own it not"."""
    if separator in (":", "："):
        return True
    if separator == "?":  # "Finished? yes"
        return FIELD_OF[key_of(label)] == "status" and label[:1].isupper()
    if key_of(label) in WEAK_KEYS or not label[:1].isupper():
        return False
    return separator not in (".", "") or label.isupper()


def _looks_like_a_label(label: str, separator: str, value: str) -> bool:
    names = label.split()
    return (
        separator in (":", "：")
        and 1 <= len(names) <= 4
        and label[0].isupper()
        and not label.endswith(tuple(".!?\"'”"))
        and bool(value.strip())
        and value.lstrip()[0] not in "\"'“‘«"
    )


def _value(text: str, begin: int, at: int) -> tuple[int, int | None]:
    """The value's edges, without marks around label or line: "**Title:** x", "[Rating: R]"."""
    opened = text[:begin].strip(" \t" + Line.TAG)
    if not opened:
        return at, None
    closing = re.compile(rf"[ \t{re.escape(opened + opened.translate(MIRRORED))}{Line.TAG}]*")
    match = closing.match(text, at)
    if match and opened.translate(MIRRORED)[-1] in match.group():
        return match.end(), None
    closed, whole = opened.translate(MIRRORED)[::-1], text.rstrip(" \t" + Line.TAG)
    is_whole = (
        whole.endswith(closed)
        and opened[0] not in "#>•|"
        and closed not in whole[at : -len(closed)]
    )
    return at, len(whole) - len(closed) if is_whole else None


def labels_at_the_end(lines: list[Line]) -> int | None:
    """Where the run of blocks begins that closes these lines, each with a label on its top line."""
    start = None
    for at in range(len(lines) - 1, 0, -1):
        if lines[at].is_blank or not (lines[at - 1].is_blank or lines[at - 1].html):
            continue
        found = labelled(lines[at])
        if not found or found.is_weak:
            break
        start = at
    return start

"""The labels of old headers ("Author's Note:", "PAIRING -", "**Rated**:") and what they announce.

A label is compared by its key: lower case, without apostrophes, hyphens, slashes, dots, numbers at
its end or "(s)".
"""

import re
from dataclasses import dataclass

from intake.reader.lines import Line
from intake.reader.spellings import SPELLINGS, WEAK

LONGEST = 40  # characters of a label

ANNOUNCED = ("notes", "summary", "dedication")  # by an HTML heading without a colon
OPENING = " \t*_~=[#>•|{<"
CLOSING = " \t*_~=]}>"
APART = re.compile(r"\s*[:：]\s*|\s+[-–—]+\s+|(?<=\w)[-–—]\s+(?=\S)|\.\s+(?=\S)")
NUMBERED = re.compile(r"\s*(?:no\.?|#|№)?\s*\d{1,3}$")
PLURAL = re.compile(r"\((?:s|es)\)")
SILENT = re.compile(r"['’‘`´.\-/&#]")
CODA = re.compile(r"[:\s]+$")


def key_of(label: str) -> str:
    """ "Author’s Note #2" → "authors note"; "A/N 2" → "an"; "E-Mail" → "email"."""
    label = PLURAL.sub("s", label.casefold().strip())
    label = NUMBERED.sub("", label)
    return " ".join(SILENT.sub("", label).split())


FIELD_OF = {
    key_of(spelling): field
    for field, spellings in SPELLINGS.items()
    for spelling in spellings.split(", ")
}
WEAK_KEYS = frozenset(key_of(spelling) for spelling in WEAK.split(", "))


@dataclass(frozen=True)
class Labelled:
    """A line "label: value". `field` is "" for a label that we do not know; `start` is where the
    value begins in the line's text."""

    field: str
    label: str
    start: int
    is_weak: bool = False


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
    begin = len(text) - len(text.lstrip(OPENING + Line.TAG))
    if line.heading and FIELD_OF.get(key_of(line.plain())) in ANNOUNCED:
        return Labelled(FIELD_OF[key_of(line.plain())], line.plain(), len(text))
    if dated := DATED.match(text):
        return Labelled("written", dated["label"], dated.end())
    apart = APART.search(text, begin, begin + LONGEST + 12)
    if not apart or apart.start() - begin > LONGEST:
        return None
    label = text[begin : apart.start()].strip(CLOSING + Line.TAG)
    key = key_of(label)
    known = FIELD_OF.get(key)
    separator = apart.group().strip()
    if known and _fits(label, separator):
        weak = key in WEAK_KEYS
        return Labelled(known, line.plain(label), _value_start(text, begin, apart.end()), weak)
    if strange and _looks_like_a_label(label, separator, text[apart.end() :]):
        return Labelled("", line.plain(label), apart.end(), True)
    return None


def _fits(label: str, separator: str) -> bool:
    """After a dash or a full stop only an unmistakable label counts: "Disclaimer- I own it not"."""
    if separator in (":", "："):
        return True
    if key_of(label) in WEAK_KEYS or not label[:1].isupper():
        return False
    return separator != "." or label.isupper()


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


def _value_start(text: str, begin: int, end: int) -> int:
    """Past the marks that close what opened before the label: "**Title:** x" → at "x"."""
    opened = text[:begin].strip(" \t" + Line.TAG)
    if not opened:
        return end
    closing = re.compile(rf"[ \t{re.escape(opened)}{Line.TAG}]*")
    match = closing.match(text, end)
    return match.end() if match and opened[0] in match.group() else end


def split_at_labels(found: Labelled, line: Line, *, is_short: bool) -> list[tuple[Labelled, Line]]:
    """Several fields on one line, "Rating: R Archive: Anywhere", each with its value. Only where
    values are short: a sentence may hold a colon."""
    cuts = [(0, found, found.start)]
    for colon in re.finditer(r":(?=\s)", line.text[: 50 * LONGEST]) if is_short else ():
        start = _label_before(line.text, colon.start(), cuts[-1][2])
        if start is not None:
            label = line.text[start : colon.start()].strip()
            field = FIELD_OF[key_of(label)]
            cuts.append((start, Labelled(field, line.plain(label), colon.end()), colon.end()))
    ends = [start for start, _, _ in cuts[1:]] + [len(line.text)]
    return [
        (label, line.until(end).after(start))
        for (_, label, start), end in zip(cuts, ends, strict=True)
    ]


def _label_before(text: str, colon: int, begin: int) -> int | None:
    """Where the longest known label that ends at this colon starts, at most three words back."""
    words = list(re.finditer(r"\S+", text[max(begin, colon - LONGEST) : colon]))[-3:]
    for word in words:
        start = max(begin, colon - LONGEST) + word.start()
        key = key_of(text[start:colon])
        if key in FIELD_OF and key not in WEAK_KEYS and text[start].isupper() and start > begin:
            return start
    return None


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

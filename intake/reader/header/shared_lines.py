"""Lines that hold several fields: "Rating: R Archive: Anywhere", "Title: Rain | Author: Ann"."""

import re

from intake.reader.header.labels import FIELD_OF, LONGEST, WEAK_KEYS, Labelled, key_of
from intake.reader.lines import Line

AGAIN = re.compile(
    r"(?:\t| {3}|(?<![.!?\"”:\s]) {2}|[|/;])\s*\Z"
)  # what stands before a further label on the line
BETWEEN = " \t|/;"


def fields_of_a_line(found: Labelled, line: Line, *, is_short: bool) -> list[tuple[Labelled, Line]]:
    """Several fields on one line, "Rating: R Archive: Anywhere", each with its value. Only where
    values are short, or a sign parts the fields: a sentence may hold a colon."""
    cuts = [(0, found, found.start)]
    for colon in re.finditer(r":(?=\s)", line.text[: 50 * LONGEST]):
        start = _label_before(line.text, colon.start(), cuts[-1][2], is_short=is_short)
        if start is not None:
            label = line.text[start : colon.start()].strip()
            field = FIELD_OF[key_of(label)]
            cuts.append((start, Labelled(field, line.plain(label), colon.end()), colon.end()))
    last = len(line.text) if found.end is None else found.end
    ends = [len(line.text[:start].rstrip(BETWEEN)) for start, _, _ in cuts[1:]] + [last]
    return [
        (label, line.until(max(start, end)).after(start))
        for (_, label, start), end in zip(cuts, ends, strict=True)
    ]


def _label_before(text: str, colon: int, begin: int, *, is_short: bool) -> int | None:
    """Where the longest known label that ends at this colon starts, at most three words back."""
    words = list(re.finditer(r"\S+", text[max(begin, colon - LONGEST) : colon]))[-3:]
    for word in words:
        start = max(begin, colon - LONGEST) + word.start()
        key = key_of(text[start:colon])
        if key not in FIELD_OF or not text[start].isupper() or start <= begin:
            continue
        is_apart = bool(AGAIN.search(text, begin, start))
        if is_apart or (is_short and key not in WEAK_KEYS):
            return start
    return None

"""A chapter's text in pieces of at most 2,500 words: of a longer one Postgres would not keep where
its commonest words stand. A piece ends where a paragraph does, and inside one only where that
alone is longer. Each word is in a piece; a phrase across an end is not found.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

from core.html import Located, located
from core.html.tags import decode
from discovery.words import letters

WORDS = 2_500  # units of letters.py
NEAR = 50  # units in which a gap is looked for
UNIT_OR_SIGN = re.compile(rf"{letters.UNIT.pattern}|[^\w\s]")  # a sign may be a fancy letter
LETTERS = re.compile(r"&[^;\s]*;|[^&]+|&")

type Pair = tuple[re.Match, re.Match]


@dataclass(frozen=True)
class Piece:
    """From `start` to `stop` of the HTML. `words` as letters.words_and_runs gives them."""

    start: int
    stop: int
    words: list[str]


def pieces(html: str) -> list[Piece]:
    """Of sanitised HTML; one without words for a text without any."""
    text = located(html)
    begins = [run[0] for run in text.runs]
    found: list[Piece] = []
    start = stop = size = 0
    words: list[str] = []
    for passage in _passages(text):
        if words and (passage.goes_on or size + passage.size > WORDS):
            found.append(Piece(*_span(text, begins, start, stop), words))
            start, words, size = passage.start, [], 0
        stop, size = passage.stop, size + passage.size
        words += passage.words
    return [*found, Piece(*_span(text, begins, start, stop), words)]


class Passage(NamedTuple):
    """Of the text, with its words and how many units they are. One that goes on with a paragraph
    may begin with what was the last of the one before."""

    start: int
    stop: int
    words: list[str]
    size: int
    goes_on: bool


def _passages(text: Located) -> Iterator[Passage]:
    """The paragraphs, and of those that are too long smaller ones; together the whole text."""
    begin = 0
    for stop in [*(stop for _start, stop in text.blocks[:-1]), len(text.text)]:
        if begin < stop:
            yield from _halves(text.text, begin, stop, goes_on=False)
        begin = max(begin, stop)


def _halves(text: str, start: int, stop: int, *, goes_on: bool) -> Iterator[Passage]:
    """Cut where there is a gap; where there is none, the second half begins with the last character
    of the first, so that no two neighbours are parted."""
    words = letters.words_and_runs(letters.legible(text[start:stop]))
    size = letters.size(words)
    if size <= WORDS:
        yield Passage(start, stop, words, size, goes_on)
        return
    before, after = _middle(text, list(pairwise(UNIT_OR_SIGN.finditer(text, start, stop))))
    is_run = before.end() == after.start()
    again = before.start() if is_run else after.start()
    yield from _halves(text, start, after.start(), goes_on=goes_on)
    yield from _halves(text, again, stop, goes_on=True)


def _middle(text: str, pairs: list[Pair]) -> Pair:
    """Of neighbours the two to cut between: near the middle two with a gap, else the nearest two
    that are not parts of one word, as fancy letters may be."""
    middle = max(1, len(pairs) // 2 - 1)
    for before, after in pairs[middle : middle + NEAR]:
        if before.end() < after.start():
            return before, after
    for before, after in chain(pairs[middle:], reversed(pairs[1:middle])):
        if not letters.UNIT.fullmatch(letters.legible(text[before.start() : after.end()])):
            return before, after
    return pairs[middle]


def _span(text: Located, begins: list[int], start: int, stop: int) -> tuple[int, int]:
    """In the HTML. Footnotes stand before the end of the paragraph that they are read after."""
    runs = text.runs[max(bisect_right(begins, start) - 1, 0) : bisect_left(begins, stop)]
    spans = [
        (_place(text, run, max(start, run[0])), _place(text, run, min(stop, run[1])))
        for run in runs
        if run[0] < stop and start < run[1]
    ]
    begin = min((begin for begin, _end in spans), default=0)
    return begin, max((end for _begin, end in spans), default=begin)


def _place(text: Located, run: tuple[int, int, int, int], at: int) -> int:
    """In the HTML; never inside a reference."""
    from_text, to_text, from_html, to_html = run
    if at == to_text:
        return to_html
    if to_text - from_text == to_html - from_html:
        return from_html + at - from_text
    place, left = from_html, at - from_text
    for match in LETTERS.finditer(text.html, from_html, to_html):
        length = len(decode(match[0]))
        if length > left:
            return place + (left if length == len(match[0]) else 0)
        place, left = match.end(), left - length
    return place

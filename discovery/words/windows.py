"""Where in a piece of a text some words stand: a few lines around them, and which letters they are.

A piece has some thousand words, and a page twenty pieces. So a stretch around what looks like the
words is read first, in the same way as when it was kept, and the whole piece only where that is not
them: a stem need not be a beginning (“dying” has “die”), nor an accent be written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from core.html import located
from discovery.words import letters
from discovery.words.asking import Phrase, Term
from discovery.words.vectors import Spelled, spelled

UNITS = 30  # of a passage; of single characters twice as many
LEAD = 3  # of that many, one stands before the words
AROUND = 500  # characters of HTML before and behind what looks like the words
TRIES = 5  # such stretches, before the whole piece is read
ENDING = 1  # letters of a stem that may be written otherwise
WORDS = 5  # of a phrase, that are looked for so
BETWEEN = r"\w*+(?:[^\w<]|<[^<>]*+>){1,20}+"
NEAR = 100  # characters in which a gap between words is looked for
GAP = re.compile(r"[\s>]")
WITHIN = "<div>" * 8  # a stretch begins somewhere in a paragraph: its <i> begins no line
OPENING = re.compile(r"[^\w\s]{1,2}\Z")
CLOSING = re.compile(r"[^\w\s]{1,3}")


@dataclass(frozen=True)
class Window:
    """`text` is plain; `marks` are where the words stand in it, rising, apart from each other."""

    text: str
    marks: tuple[tuple[int, int], ...]
    is_begun: bool  # something stands before it
    goes_on: bool


def window(html: str, phrases: Sequence[Phrase], dictionary: str) -> Window | None:
    """The first passage with one of `phrases`, and of those the one with the most of them."""
    for start, stop in islice(_stretches(html, phrases), TRIES):
        if found := _found(html[start:stop], phrases, dictionary):
            return replace(
                found,
                is_begun=found.is_begun or start > 0,
                goes_on=found.goes_on or stop < len(html),
            )
    return _found(html, phrases, dictionary)


def _stretches(html: str, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    text = html.lower()
    look = re.compile("|".join(map(_look, phrases)))
    at = 0
    while match := look.search(text, at):
        yield _cut(html, match.start() - AROUND, match.end() + AROUND)
        at = match.end()


def _look(phrase: Phrase) -> str:
    """What looks like it: the beginnings of its words, with anything short between them."""
    first, *others = (term for _place, term in phrase)
    if first.units > 1 or first.is_beginning:
        return _beginning(first)
    return BETWEEN.join(map(_beginning, [first, *others][:WORDS]))


def _beginning(term: Term) -> str:
    left_out = 0 if term.units > 1 or term.is_beginning else ENDING
    kept = (form[: max(len(form) - left_out, 1)] for form in term.forms)
    return f"(?:{'|'.join(map(re.escape, kept))})"


def _cut(html: str, start: int, stop: int) -> tuple[int, int]:
    """Neither end within a tag, nor within a word where there are gaps between words."""
    start, stop = max(start, 0), min(stop, len(html))
    if start:
        gap = GAP.search(html, start, start + NEAR)
        start = gap.end() if gap else start
        close = html.find(">", start)
        start = close + 1 if 0 <= close < html.find("<", start) % (len(html) + 1) else start
    if stop < len(html):
        gap_before = max(html.rfind(sign, stop - NEAR, stop) for sign in " \n>")
        stop = gap_before + 1 or stop
        opened = html.rfind("<", start, stop)
        stop = opened if opened > html.rfind(">", start, stop) else stop
    return start, stop


def _found(html: str, phrases: Sequence[Phrase], dictionary: str) -> Window | None:
    text = letters.legible(located(WITHIN + html).text)
    by_place = spelled(letters.words_and_runs(text), dictionary)
    found = sorted((place, phrase) for phrase in phrases for place in _places(by_place, phrase))
    return _around(text, found) if found else None


def _places(by_place: Spelled, phrase: Phrase) -> list[int]:
    """Where it begins."""
    (first, term), *others = phrase
    return [
        place
        for place in _fitting(by_place, term)
        if all(_fitting(by_place[place + at - first :][:1], other) for at, other in others)
    ]


def _fitting(by_place: Spelled, term: Term) -> list[int]:
    if term.is_beginning:
        return [
            place
            for place, forms in enumerate(by_place)
            if any(form.startswith(term.forms) for form in forms)
        ]
    wanted = frozenset(term.forms)
    return [place for place, forms in enumerate(by_place) if not wanted.isdisjoint(forms)]


def _around(text: str, found: list[tuple[int, Phrase]]) -> Window:
    units = list(letters.units(text))
    size = UNITS * (2 if found[0][1][0][1].units > 1 else 1)
    best = max(
        (place for place, _phrase in found),
        key=lambda place: (_different(found, place, size - size // LEAD), -place),
    )
    first = max(best - size // LEAD, 0)
    last = min(first + size, len(units))
    start, stop = units[first].start(), units[last - 1].end()
    if opening := OPENING.search(text, max(start - 2, 0), start):
        start = opening.start()
    if closing := CLOSING.match(text, stop):
        stop = closing.end()
    shown = [
        (units[place].start() - start, units[min(place + _length(phrase), last) - 1].end() - start)
        for place, phrase in found
        if first <= place < last
    ]
    return Window(
        text=text[start:stop],
        marks=_apart(shown),
        is_begun=first > 0,
        goes_on=last < len(units),
    )


def _different(found: list[tuple[int, Phrase]], place: int, size: int) -> int:
    return len({phrase for at, phrase in found if place <= at < place + size})


def _length(phrase: Phrase) -> int:
    """In units, from its first to its last."""
    (first, _term), (last, term) = phrase[0], phrase[-1]
    return last - first + term.units


def _apart(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    apart: list[tuple[int, int]] = []
    for start, stop in sorted(marks):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(stop, apart[-1][1]))
        else:
            apart.append((start, stop))
    return tuple(apart)

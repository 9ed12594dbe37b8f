"""Which lines of two texts are the same lines, in time that hardly grows faster than the texts.

difflib alone needs quadratic time where lines repeat, and a chapter may have 20,000 of them. Here
lines that stand once in either text are found first; between them it is done again.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

SMALL = 10_000  # lines × lines that are left to difflib: cubic where all are the same
DEPTH = 40  # ranges within ranges; what is left then counts as different

type Pair = tuple[int, int]  # places of a line: in the one text, in the other
type Step = tuple[bool, int, int, int, int]  # is it the same? from, to in the one; in the other


def same_lines(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """Where equal lines stand, rising in both."""
    pairs: list[Pair] = []
    ranges = [(0, len(one), 0, len(other), 0)]
    while ranges:
        a, a_end, b, b_end, depth = ranges.pop()
        while a < a_end and b < b_end and one[a] == other[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and one[a_end - 1] == other[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            pairs.append((a_end, b_end))
        if a == a_end or b == b_end or depth > DEPTH:
            continue
        if (a_end - a) * (b_end - b) <= SMALL:
            found = SequenceMatcher(None, one[a:a_end], other[b:b_end], autojunk=False)
            pairs += [
                (a + i + step, b + j + step)
                for i, j, size in found.get_matching_blocks()
                for step in range(size)
            ]
        elif anchors := _anchors(one[a:a_end], other[b:b_end]):
            pairs += [(a + i, b + j) for i, j in anchors]
            edges = [(-1, -1), *anchors, (a_end - a, b_end - b)]
            ranges += [
                (a + i + 1, a + next_i, b + j + 1, b + next_j, depth + 1)
                for (i, j), (next_i, next_j) in pairwise(edges)
            ]
    return sorted(pairs)


def steps(one: Sequence[str], other: Sequence[str]) -> Iterator[Step]:
    """Both texts from the beginning to the end: stretches of equal lines, and those between."""
    a = b = 0
    for i, j, size in _stretches(same_lines(one, other)):
        if a < i or b < j:
            yield False, a, i, b, j
        a, b = i + size, j + size
        yield True, i, a, j, b
    if a < len(one) or b < len(other):
        yield False, a, len(one), b, len(other)


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """Lines that stand once in each, as many as follow each other in both."""
    often, other_often = Counter(one), Counter(other)
    places = {line: place for place, line in enumerate(other) if other_often[line] == 1}
    pairs = [
        (place, places[line])
        for place, line in enumerate(one)
        if often[line] == 1 and line in places
    ]
    return _longest_rising(pairs)


def _longest_rising(pairs: list[Pair]) -> list[Pair]:
    ends: list[int] = []  # of the best row of each length: its last place in the other text
    rows: list[int] = []  # the same, as indices into `pairs`
    before: list[int] = []
    for index, (_place, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1] = [other]
        rows[length : length + 1] = [index]
    row = []
    index = rows[-1] if rows else -1
    while index >= 0:
        row.append(pairs[index])
        index = before[index]
    return row[::-1]


def _stretches(pairs: list[Pair]) -> Iterator[tuple[int, int, int]]:
    """[(0, 0), (1, 1), (5, 3)] → (0, 0, 2), (5, 3, 1)."""
    size = 0
    for place, (i, j) in enumerate(pairs):
        size += 1
        following = pairs[place + 1] if place + 1 < len(pairs) else None
        if following != (i + 1, j + 1):
            yield i - size + 1, j - size + 1, size
            size = 0

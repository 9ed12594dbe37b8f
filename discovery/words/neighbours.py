"""Which words of a text stand side by side, as numbers: an index of these finds a phrase whose
words are common, but not together. Each number is shared by some pairs of words, so what it finds
is looked at again.

There are as many numbers as an index has room for: a million chapters have hundreds of millions of
different pairs, most of them once.
"""

from collections.abc import Sequence
from hashlib import md5
from itertools import pairwise, product

from discovery.words.vectors import Spelled

DIGITS = 6  # hexadecimal: 16.7 million numbers, in a million chapters of 2,000 words 100 texts each


def of_text(by_place: Spelled) -> list[int]:
    """Each once, in order."""
    sides = {side for both in pairwise(by_place) for side in product(*both)}
    return sorted({number(first, second) for first, second in sides})


def number(first: str, second: str) -> int:
    """As archive/generating says it in SQL."""
    written = f"{first} {second}".encode()
    return int(md5(written, usedforsecurity=False).hexdigest()[:DIGITS], 16)


def any_of(firsts: Sequence[str], seconds: Sequence[str]) -> tuple[int, ...]:
    """One of which a text has, in which one of these stands before one of those."""
    return tuple(sorted({number(first, second) for first, second in product(firsts, seconds)}))

"""A passage held by its words and their neighbours, and found again in a text that was changed.

As the selectors of the W3C Web Annotation Data Model: the quote, what stands around it, and the
place. Texts are those of core.html.located(): plain letters, blocks end with a line end.

All of it searches with str.find, which is linear: 500,000 letters take a few milliseconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

NEIGHBOURS = 64  # letters on each side
SHARED = (NEIGHBOURS, 32, 16, 8)  # of so many neighbours a place is known again, most first
TELLING = 32  # letters of a quote that speak for themselves, though they stand there twice
GROWN = 3  # changed words are at most so many times as long as they were, and SURPLUS more
SURPLUS = 200
TRIES = 30  # places that are looked at for one pair of neighbours


@dataclass(frozen=True)
class Anchored:
    quote: str
    before: str
    after: str
    start: int  # in the text as it was then


@dataclass(frozen=True)
class Found:
    """Where the passage stands now. `is_changed`: its own words changed."""

    start: int
    end: int
    is_changed: bool = False


def anchor(text: str, start: int, end: int) -> Anchored:
    before, after = text[max(start - NEIGHBOURS, 0) : start], text[end : end + NEIGHBOURS]
    return Anchored(text[start:end], before, after, start)


def find(anchored: Anchored, text: str) -> Found | None:
    """The same words: between the same neighbours at best, else where they stand only once, or are
    long enough to speak for themselves. Else other words between the same neighbours. Of several
    places the one nearest to the old. None: it is gone."""
    place = _same_words(anchored, text)
    if place is not None:
        return Found(place, place + len(anchored.quote))
    return _changed_words(anchored, text)


def place_of(words: str, text: str, near: int = 0) -> tuple[int, int] | None:
    """Where these words stand, however they are spaced; of several places the nearest to `near`. A
    browser's lines and spaces are others than ours."""
    words = words.strip()
    start = nearest(words, text, near)
    if words and start is not None:
        return start, start + len(words)
    bare = "".join(words.split())
    letters = [place for place, letter in enumerate(text) if not letter.isspace()]
    squeezed = "".join(text.split())
    before = sum(1 for letter in text[:near] if not letter.isspace())
    start = nearest(bare, squeezed, before)
    if not bare or start is None:
        return None
    return letters[start], letters[start + len(bare) - 1] + 1


def nearest(words: str, text: str, near: int) -> int | None:
    """Of the places where these very words stand, the one nearest to `near`."""
    if words not in text:  # quicker than to look from both sides
        return None
    near = min(max(near, 0), len(text))
    after = text.find(words, near)
    least = max(near - (after - near), 0) if after >= 0 else 0  # what stands before is farther
    before = text.rfind(words, least, near + len(words) - 1) if near else -1
    return max(after, before) if -1 in (after, before) else before


def _same_words(anchored: Anchored, text: str) -> int | None:
    quote, start = anchored.quote, anchored.start
    if not quote:
        return None
    for before, after in _contexts(anchored):
        found = nearest(before + quote + after, text, start - len(before))
        if found is not None:
            return found + len(before)
    first = text.find(quote)
    if first >= 0 and (len(quote) >= TELLING or text.find(quote, first + 1) < 0):
        return nearest(quote, text, start)
    return None


def _contexts(anchored: Anchored) -> Iterator[tuple[str, str]]:
    """What may stand around it still: both neighbours, or one of them, ever less."""
    for size in SHARED:
        before, after = anchored.before[-size:], anchored.after[:size]
        if before and after:
            yield before, after
        yield from ((before, "") for _ in before[:1])
        yield from (("", after) for _ in after[:1])


def _changed_words(anchored: Anchored, text: str) -> Found | None:
    """Between a left and a right edge that are known again: its neighbours, or the first and last
    words of its own."""
    size = len(anchored.quote)
    longest = size * GROWN + SURPLUS
    for left, is_own_left, right, is_own_right in _edges(anchored):
        for edge in _places(left, text, anchored.start - len(left)):
            start = edge if is_own_left else edge + len(left)
            end = text.find(right, edge + len(left), start + longest + len(right))
            if end < 0:
                continue
            found = _trimmed(text, start, end + len(right) if is_own_right else end)
            if found:
                return found
            if len(left) + len(right) > NEIGHBOURS:
                return None  # its neighbours stand side by side now: it was taken out
    return _half(anchored, text)


def _half(anchored: Anchored, text: str) -> Found | None:
    """Its first or its last words and what stood beside them; the rest reaches as far as before."""
    quote, before, after = anchored.quote, anchored.before, anchored.after
    for size in SHARED[1:-1]:
        half = min(size, len(quote) // 2)
        left, right = before[-size:] + quote[:half], quote[-half:] + after[:size]
        if half < SHARED[-1]:
            continue
        if len(before) >= SHARED[-1] and (at := nearest(left, text, anchored.start)) is not None:
            start = at + len(left) - half
            line = text.find("\n", start)
            return _trimmed(text, start, min(start + len(quote), line if line >= 0 else len(text)))
        if len(after) >= SHARED[-1] and (at := nearest(right, text, anchored.start)) is not None:
            end = at + half
            line = text.rfind("\n", 0, end) + 1
            return _trimmed(text, max(end - len(quote), line), end)
    return None


def _edges(anchored: Anchored) -> Iterator[tuple[str, bool, str, bool]]:
    """(left edge, is it the quote's own?, right edge, is it the quote's own?)"""
    quote = anchored.quote
    for size in SHARED[:-1]:
        before, after = anchored.before.rstrip()[-size:], anchored.after.lstrip()[:size]
        head, tail = quote[:size], quote[-size:]
        is_long = len(quote) > 2 * size
        if min(len(before), len(after)) >= SHARED[-1]:
            yield before, False, after, False
        if is_long and len(after) >= SHARED[-1]:
            yield head, True, after, False
        if is_long and len(before) >= SHARED[-1]:
            yield before, False, tail, True
        if is_long:
            yield head, True, tail, True


def _places(words: str, text: str, near: int) -> list[int]:
    """Where they stand, the nearest first, not more than TRIES on each side."""
    places: list[int] = []
    at = max(min(near, len(text)), 0)
    ahead = at - 1
    while len(places) < TRIES and (ahead := text.find(words, ahead + 1)) >= 0:
        places.append(ahead)
    behind, found = at + len(words) - 1, 0
    while found < TRIES and (behind := text.rfind(words, 0, behind)) >= 0:
        places.append(behind)
        behind += len(words) - 1
        found += 1
    return sorted(places, key=lambda place: abs(place - near))


def _trimmed(text: str, start: int, end: int) -> Found | None:
    words = text[start:end]
    if not words.strip():
        return None
    start += len(words) - len(words.lstrip())
    return Found(start, start + len(words.strip()), is_changed=True)

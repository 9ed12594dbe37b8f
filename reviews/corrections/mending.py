"""Putting the right words in the place of the wrong ones, within the marks that stand around them.

Pure: HTML in, HTML out.
"""

from core.anchoring import Anchored, find
from core.differences import GONE, NEW, SAME, WORD, by_words
from core.html import clean, located


def mended(html: str, held: Anchored, replacement: str) -> str | None:
    """The text with the words of `held` replaced; None where they do not stand in it unchanged.
    Only words that differ are touched, so emphasis on the others stays."""
    text = located(html)
    found = find(held, text.text)
    if found is None or found.is_changed:
        return None
    return clean(text.changed(_changes(held.quote, replacement, found.start)))


def narrowed(old: str, new: str) -> tuple[int, int, str]:
    """What differs: from where to where in `old`, and what stands there in `new`, whole words. At
    least one word of `old`, so that there is something to hold on to. Equal texts: (0, 0, "")."""
    before, after = WORD.findall(old), WORD.findall(new)
    if before == after:
        return 0, 0, ""
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    while not "".join(before[first : len(before) - last]).strip() and (first or last):
        first, last = (first - 1, last) if first else (first, last - 1)
    start = len("".join(before[:first]))
    end = len(old) - len("".join(before[len(before) - last :]))
    return start, end, "".join(after[first : len(after) - last])


def _changes(old: str, new: str, start: int) -> list[tuple[int, int, str]]:
    changes: list[tuple[int, int, str]] = []
    at = start
    for kind, words in by_words(old, new):
        if kind == SAME:
            at += len(words)
        elif kind == GONE:
            changes.append((at, at + len(words), ""))
            at += len(words)
        elif kind == NEW and changes and changes[-1][1] == at and not changes[-1][2]:
            changes[-1] = (*changes[-1][:2], words)
        else:
            changes.append((at, at, words))
    return changes

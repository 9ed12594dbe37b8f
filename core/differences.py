"""What changed between two texts, by paragraphs and by words, for people to look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.alignment import steps
from core.html import visible_text

SAME, GONE, NEW = "same", "gone", "new"
WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 3_000  # of a passage that is compared word by word; longer ones are shown whole
LEAST_SHARED = 3  # of so many words of the shorter text one is shared; else both are shown whole
MOST_PARAGRAPHS = 20_000


@dataclass(frozen=True)
class Change:
    """One changed passage: `runs` are (same | gone | new, text) in order; `gone` and `new` count
    words."""

    runs: tuple[tuple[str, str], ...]

    @property
    def is_whole(self) -> bool:
        """One text in the place of another: nothing is shared, or too much to be compared."""
        return [kind for kind, _text in self.runs] == [GONE, NEW]

    @property
    def gone(self) -> int:
        return _words(self.runs, GONE)

    @property
    def new(self) -> int:
        return _words(self.runs, NEW)


def differences(old: str, new: str) -> list[Change]:
    """Of two sanitised HTML texts, by the words that readers see. Equal passages are left out."""
    before, after = _paragraphs(old), _paragraphs(new)
    return [
        Change(tuple(_runs("\n".join(before[a:b]), "\n".join(after[c:d]))))
        for is_same, a, b, c, d in steps(before, after)
        if not is_same
    ]


def by_words(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Of two plain passages: (same | gone | new, text) in order."""
    return tuple(_runs(old, new))


def _paragraphs(html: str) -> list[str]:
    lines = (" ".join(line.split()) for line in visible_text(html).split("\n"))
    return [line for line in lines if line][:MOST_PARAGRAPHS]


def _runs(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = WORD.findall(old), WORD.findall(new)
    whole = [(kind, text) for kind, text in ((GONE, old), (NEW, new)) if text]
    if len(before) + len(after) > MOST_WORDS:
        yield from whole
        return
    found = list(steps(before, after))
    shared = sum(_count(before[a:b]) for is_same, a, b, _c, _d in found if is_same)
    if shared * LEAST_SHARED < min(_count(before), _count(after)):
        yield from whole
        return
    for is_same, a, b, c, d in found:
        if is_same:
            yield SAME, "".join(before[a:b])
            continue
        if a < b:
            yield GONE, "".join(before[a:b])
        if c < d:
            yield NEW, "".join(after[c:d])


def _count(tokens: list[str]) -> int:
    return sum(token.isalnum() for token in tokens)


def _words(runs: tuple[tuple[str, str], ...], kind: str) -> int:
    return sum(len(text.split()) for one, text in runs if one == kind)

"""Two versions beside each other: what changed, word by word, with a little of what did not."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.text import capfirst

from core.alignment import steps
from core.differences import GONE, NEW, SAME, WORD, Change
from core.html import visible_text
from stories.models.author_fields import LABELS

CONTEXT = 1  # unchanged paragraphs shown before a change and after it
LEAST_SHARED = 3  # of so many words of the shorter passage one is shared, or both are shown whole

type Runs = list[tuple[str, str]]


@dataclass(frozen=True)
class Passage:
    """A changed one; or an unchanged one, by its text; or so many unchanged paragraphs left out."""

    change: Change | None = None
    text: str = ""
    left_out: int = 0

    @property
    def old(self) -> Runs:
        return [run for run in self.change.runs if run[0] != NEW] if self.change else []

    @property
    def new(self) -> Runs:
        return [run for run in self.change.runs if run[0] != GONE] if self.change else []


@dataclass(frozen=True)
class Field:
    """What became of one of the author's fields. Without passages only its formatting differs."""

    label: str
    passages: list[Passage]

    @property
    def gone(self) -> int:
        return sum(passage.change.gone for passage in self.passages if passage.change)

    @property
    def new(self) -> int:
        return sum(passage.change.new for passage in self.passages if passage.change)


def compared(old: dict[str, str], new: dict[str, str]) -> list[Field]:
    """Field by field; those that are the same to the letter are left out."""
    found = []
    for name, text in new.items():
        if old[name] == text:
            continue
        before, after = (escape(old[name]), escape(text)) if name == "title" else (old[name], text)
        found.append(Field(capfirst(str(LABELS[name])), passages(before, after)))
    return found


def passages(old: str, new: str) -> list[Passage]:
    """Of two sanitised HTML texts, by the words that readers see."""
    before, after = _paragraphs(old), _paragraphs(new)
    found: list[Passage] = []
    stretches = list(steps(before, after))
    if all(is_same for is_same, *_places in stretches):
        return []
    for place, (is_same, a, b, c, d) in enumerate(stretches):
        if is_same:
            found += _unchanged(before[a:b], place > 0, place + 1 < len(stretches))
        else:
            found += [Passage(change) for change in _changes(before[a:b], after[c:d])]
    return found


def _paragraphs(html: str) -> list[str]:
    lines = (" ".join(line.split()) for line in visible_text(html).split("\n"))
    return [line for line in lines if line]


def _unchanged(lines: list[str], has_before: bool, has_after: bool) -> Iterator[Passage]:
    head = lines[:CONTEXT] if has_before else []
    tail = lines[len(head) :][-CONTEXT:] if has_after else []
    left_out = len(lines) - len(head) - len(tail)
    if left_out == 1:  # to say that would take as much room
        head, left_out = lines[: len(head) + 1], 0
    yield from (Passage(text=line) for line in head)
    if left_out:
        yield Passage(left_out=left_out)
    yield from (Passage(text=line) for line in tail)


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    """As many paragraphs as before are the same ones, changed; else the passage is one change."""
    if len(old) != len(new):
        old, new = ["\n".join(old)], ["\n".join(new)]
    for before, after in zip(old, new, strict=True):
        yield Change(tuple(_runs(before, after)))


def _runs(old: str, new: str) -> Runs:
    before, after = WORD.findall(old), WORD.findall(new)
    runs: Runs = []
    shared = 0
    gone = come = ""
    for is_same, a, b, c, d in steps(before, after):
        text, number = "".join(before[a:b]), _words(before[a:b])
        is_edge = a == c == 0 or (b, d) == (len(before), len(after))
        if is_same and (number or is_edge):
            shared += number
            runs += [*_changed(gone, come), (SAME, text)]
            gone = come = ""
        else:  # a space or a comma alone, between two changes, is no common ground
            gone, come = gone + text, come + "".join(after[c:d])
    runs += _changed(gone, come)
    if shared * LEAST_SHARED < min(_words(before), _words(after)):
        return _changed(old, new)
    return runs


def _changed(gone: str, come: str) -> Runs:
    if gone == come:
        return [(SAME, gone)] if gone else []
    return [(kind, text) for kind, text in ((GONE, gone), (NEW, come)) if text]


def _words(tokens: list[str]) -> int:
    return sum(token.isalnum() for token in tokens)

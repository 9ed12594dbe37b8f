"""Rows of numbers or days that part a text: "1.", "2.", "3."; "-1-"; "I"; "Day 24 - Wednesday"."""

from itertools import pairwise

from intake.reader.body.headings import LONGEST_HEADING, Heading, counted
from intake.reader.lines import Line

CLOSEST = 4  # lines from one to the next; those of a list stand closer
DAYS = 2  # of a kind, at least


def rows(lines: list[Line]) -> set[int]:
    """The lines of the longest row that counts 1, 2, 3 … with text between; days may leave some
    out. A list in a story has no text between."""
    found: dict[str, list[tuple[int, Heading]]] = {}
    for at, line in enumerate(lines):
        if len(line.text) > LONGEST_HEADING or line.is_blank or not _is_apart(lines, at):
            continue
        if mark := counted(line.plain()):
            row, told = mark
            counts = found.setdefault(row, [])
            if _goes_on(counts, told, is_day=told.kind != "chapter"):
                counts.append((at, told))
    chains = [[at for at, _ in counts] for counts in found.values() if _parts(counts)]
    longest: list[int] = max(chains, key=len, default=[])
    return set(longest)


def _is_apart(lines: list[Line], at: int) -> bool:
    is_above = not at or lines[at - 1].is_blank
    return is_above and (at + 1 == len(lines) or lines[at + 1].is_blank)


def _goes_on(counts: list[tuple[int, Heading]], told: Heading, *, is_day: bool) -> bool:
    last = counts[-1][1].number if counts else 0
    return told.number > last if is_day else told.number == last + 1


def _parts(counts: list[tuple[int, Heading]]) -> bool:
    places = [at for at, _ in counts]
    closest = min((b - a for a, b in pairwise(places)), default=0)
    return len(places) >= DAYS and closest >= CLOSEST

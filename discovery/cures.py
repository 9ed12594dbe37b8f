"""What would help an empty list: how many stories there are without one of the things asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from discovery.search import Search, TooLong
from discovery.search.several import counts
from discovery.wishes import Part


@dataclass(frozen=True)
class Chip:
    part: Part
    address: str  # of the same list without it


@dataclass(frozen=True)
class Cure:
    """What the list would hold without one of its chips."""

    chip: Chip
    number: int
    is_exact: bool


def of(wider: Sequence[tuple[Chip, Search]]) -> list[Cure]:
    """`wider`: the list without each of these chips. The largest first; none where there is no time
    to count."""
    try:
        found = counts([search for _chip, search in wider])
    except TooLong:
        return []
    cures = [
        Cure(chip, count.number, count.is_exact)
        for (chip, _search), count in zip(wider, found, strict=True)
        if count.number
    ]
    return sorted(cures, key=lambda cure: -cure.number)

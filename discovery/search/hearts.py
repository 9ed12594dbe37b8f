"""The order in which the stories come first of which a character or relationship is the heart, each
by update. They count as 5,000 years newer: one value that has its place in an address."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from discovery.search import keys
from discovery.search.conditions import Conditions
from discovery.search.sorts import DEFAULT, MAINLY, Sort
from discovery.search.sql import Sql, every
from discovery.search.ways import walk

NEWER = timedelta(hours=43_829_100)
FIRST_YEAR = 5_001  # of what is newer; no story is that new
VALUE = """(revised_at + CASE WHEN main_tag_ids && ARRAY[{hearts}]::bigint[]
THEN interval '{hours} hours' ELSE interval '0' END)"""


def mainly(hearts: Iterable[int]) -> Sort:
    """One of these tags at the heart of a story is enough."""
    hearts = tuple(sorted(hearts))
    ids, hours = ",".join(map(str, hearts)), NEWER // timedelta(hours=1)
    return replace(MAINLY, column=VALUE.format(hearts=ids, hours=hours), hearts=hearts)


def walk_half(
    conditions: Conditions, sort: Sort, falls: bool, begin: keys.Key | None, most: int, steps: int
) -> list[tuple]:
    """A page that lies within these stories or within the others, by the index of updates. What
    lies across has to be gathered."""
    is_heart = begin[0].year >= FIRST_YEAR if begin else falls
    newer = NEWER if is_heart else timedelta()
    half = Sql(f"{'' if is_heart else 'NOT '}main_tag_ids && %s::bigint[]", ([*sort.hearts],))
    within = replace(conditions, walking=every([half, conditions.walking]))
    behind = (begin[0] - newer, begin[1]) if begin else None
    found = walk(within, DEFAULT, falls, behind, most, steps)
    return [(updated + newer, story) for updated, story in found]

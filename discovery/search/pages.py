"""The rows of a page, in two ways: walk the order and take what fits, or gather all that fits and
sort it.

A walk finds twenty of many at once, and would go through the whole table for twenty of none: two
tags that are common and never meet. So it is made only where it is expected to cost less than
gathering, and goes no further than gathering would cost.
"""

from discovery.search import keys, texts
from discovery.search.conditions import Conditions
from discovery.search.hearts import walk_half
from discovery.search.relevance import ranked
from discovery.search.sorts import DEFAULT, RELEVANCE, Sort
from discovery.search.sql import EVERYTHING
from discovery.search.ways import gather, walk

STEPS = 10_000  # rows of a walk at most
FAR = 100_000  # and of one for thousands, or where no index tells how few fit
STEP = 2  # what a row of a walk costs, as the planner reckons. Measured at a million: 1 to 10 µs
LOOKED_AT = {False: 2_000, True: 300}  # the newest, put in order by how well cards, or texts, fit


def rows(
    conditions: Conditions,
    sort: Sort,
    is_reversed: bool,
    begin: keys.Key | None,
    most: int,
    *,
    steps: int = 0,
) -> list[tuple]:
    """At most so many (value of the sort, story), from `begin` on."""
    falls = sort.begins_with_largest != is_reversed
    if sort is RELEVANCE:
        return ranked(conditions, newest_of(conditions), falls, begin, most)
    if conditions.texts:
        return texts.rows(conditions, sort, falls, begin, most)
    steps = min(steps or _farthest(conditions), steps_worth(conditions, most))
    walked = walk_half if sort.hearts else walk
    found = walked(conditions, sort, falls, begin, most, steps) if steps else []
    return found if len(found) == most else gather(conditions, sort, falls, begin, most)


def are_ranked(conditions: Conditions, number: int) -> bool:
    """Whether so many are all put in order by how well they fit, if no more do."""
    return number < texts.ENOUGH if conditions.texts else number <= LOOKED_AT[False]


def newest_of(conditions: Conditions) -> list[int]:
    """Those that are put in order by how well they fit."""
    if conditions.texts:
        return texts.newest(conditions, LOOKED_AT[True])
    newest = rows(conditions, DEFAULT, False, None, LOOKED_AT[False], steps=FAR)
    return [story for _moment, story in newest]


def steps_worth(conditions: Conditions, most: int) -> int:
    """How many rows a walk may look at: as many as cost what gathering costs, and not one if it
    would need more than half of them. What gathering costs is not how many fit: a word and a tag of
    50,000 stories each have to be laid over each other, however few have both."""
    if conditions.walking is EVERYTHING:
        return most
    expected = conditions.expected
    needed = most * expected.of / max(1, expected.number)
    worth = int(expected.cost / (STEP * conditions.effort))
    return worth if 2 * needed <= worth else 0


def _farthest(conditions: Conditions) -> int:
    """Tags that do not meet in so many rows meet in few, and their index tells it soon."""
    return STEPS if conditions.by_index and not conditions.says else FAR

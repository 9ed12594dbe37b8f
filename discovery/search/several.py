"""How many there are in each of several lists that are not expected to be long, by one question."""

from collections.abc import Sequence

from discovery.search import counting, statements
from discovery.search.conditions import Conditions
from discovery.search.search import Count, Search
from discovery.search.ways import NOT_ALL


def counts(searches: Sequence[Search]) -> list[Count]:
    """What is looked for in chapters is counted in ways of its own, one by one."""
    if any(search.conditions.texts for search in searches):
        return [search.count() for search in searches]
    return [
        Count(min(number, counting.MOST), number <= counting.MOST)
        for number in _numbers([search.conditions for search in searches])
    ]


def _numbers(lists: Sequence[Conditions]) -> list[int]:
    each = [
        NUMBERED.format(place=place, count=counting.COUNT.format(fits=found.gathering.text))
        for place, found in enumerate(lists)
    ]
    params = [value for found in lists for value in (*found.gathering.params, counting.MOST + 1)]
    rows = statements.rows(" UNION ALL ".join(each), params, told=NOT_ALL)
    return [number for _place, number in sorted(rows)]


NUMBERED = "SELECT {place}, number FROM ({count}) list (number)"

"""Through the stories of a list, to see what their texts say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from discovery.search import keys, statements
from discovery.search.searched import Searched, here
from discovery.search.sorts import Sort
from discovery.search.sql import Sql, every
from discovery.search.ways import NOT_ALL, beyond, passed, told_of, way

MORE = 1.5  # times what should be enough


@dataclass
class Walk:
    """Through one order of all stories, in steps; each statement begins where the last one ended,
    so nothing that changes in between is met twice or passed over."""

    search: Searched
    sort: Sort
    falls: bool
    begin: keys.Key | None
    most: int
    found: list[tuple] = field(default_factory=list)
    steps: int = 0
    is_over: bool = False

    def steps_for(self, number: int) -> float:
        """How many more find so many in all, if it goes on as it began."""
        found = len(self.found)
        return MORE * (number - found + 1) * self.steps / (found + 0.5)

    def go(self, steps: int, way_on: str) -> None:
        """Looking at "each" text, or at those "named" by the index."""
        behind = passed(self.search.conditions, self.sort, self.falls, self.begin)
        how = {"column": self.sort.column, "way": way(self.falls), "passed": behind.text}
        walked, left = (*behind.params, steps), self.most - len(self.found)
        if way_on == "named":
            form, told = NAMED, LAY_OVER
            fits = self.search.named(Sql(WALKED.format(**how), walked))
            gaps = (*fits.params, left)
        else:
            form, told = EACH, {}
            fits = self.search.each()
            gaps = (*walked, *fits.params, left)
        statement = STEP.format(found=form.format(fits=fits.text, **how), **how)
        self._met(statements.rows(statement, (*gaps, *behind.params, steps - 1), told=told), steps)

    def _met(self, rows: list[tuple], steps: int) -> None:
        ends = [(value, story) for value, story, is_end in rows if is_end]
        self.found += [(value, story) for value, story, is_end in rows if not is_end]
        self.steps += steps
        self.is_over = not ends or len(self.found) == self.most
        self.begin = None if self.is_over else ends[0]


def look_through(
    search: Searched, sort: Sort, falls: bool, begin: keys.Key | None, most: int
) -> list[tuple]:
    """A list that is short without what its texts say."""
    told = told_of(search.rest)
    return _through(search, search.rest.gathering, told, sort, falls, begin, most)


def gather_named(
    search: Searched, sort: Sort, falls: bool, begin: keys.Key | None, most: int
) -> list[tuple]:
    """What the index names is put in order unseen, and only the first is looked at."""
    return _through(search, search.all_named, GATHER, sort, falls, begin, most)


def _through(
    search: Searched,
    fits: Sql,
    told: Mapping[str, str],
    sort: Sort,
    falls: bool,
    begin: keys.Key | None,
    most: int,
) -> list[tuple]:
    behind, said = beyond(sort.column, begin, falls), every(here(search.texts))
    statement = THROUGH.format(
        column=sort.column, way=way(falls), fits=fits.text, beyond=behind.text, here=said.text
    )
    gaps = (*fits.params, *behind.params, *said.params, most)
    return statements.rows(statement, gaps, told=told)


ALONE = {"max_parallel_workers_per_gather": "0", "work_mem": "'16MB'"}
GATHER = {**NOT_ALL, **ALONE, "enable_hashagg": "off"}  # rows are read in order
# A row that is read costs the planner more than whatever two indexes have to say about it, so it
# lays them over each other; by itself it takes a statement in brackets for one of ten stories.
LAY_OVER = {**GATHER, "cpu_tuple_cost": "10"}
WALKED = """
SELECT story_id FROM stories_listing
WHERE {passed} ORDER BY {column} {way}, story_id {way} LIMIT %s
"""
EACH = """
SELECT {column}, story_id, FALSE FROM (
    SELECT * FROM stories_listing WHERE {passed} ORDER BY {column} {way}, story_id {way} LIMIT %s
) stories_listing
WHERE {fits} ORDER BY {column} {way}, story_id {way} LIMIT %s
"""
NAMED = """
SELECT {column}, story_id, FALSE FROM stories_listing
WHERE {fits} ORDER BY {column} {way}, story_id {way} LIMIT %s
"""
STEP = """
SELECT * FROM (
    ({found})
    UNION ALL
    (SELECT {column}, story_id, TRUE FROM stories_listing WHERE {passed}
     ORDER BY {column} {way}, story_id {way} OFFSET %s LIMIT 1)
) step (value, story_id, is_end) ORDER BY is_end, value {way}, story_id {way}
"""
THROUGH = """
SELECT value, story_id FROM (
    SELECT {column} AS value, story_id FROM stories_listing WHERE {fits} AND {beyond}
    ORDER BY {column} {way}, story_id {way} OFFSET 0
) stories_listing
WHERE {here} ORDER BY value {way}, story_id {way} LIMIT %s
"""

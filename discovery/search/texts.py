"""The rows of a page of what chapters say, found so that few texts are looked at.

To look at one text costs more than to walk past ten stories. The index of texts knows which of
them have all the words, but neither in what order a list wants them nor, of a phrase, whether its
words stand together: of common words it names half of all texts, and the phrase is in few of them.

So a walk begins, which for most of what is looked for ends at once. How many of its stories fit
tells how far it would have to go on, and the cheapest of three ways is taken: to look at each text;
at those among them that the index names; or at all that the index names.
"""

from discovery.search import keys, searched, statements
from discovery.search.conditions import Conditions
from discovery.search.searched import Searched
from discovery.search.sorts import DEFAULT, Sort
from discovery.search.text_walks import Walk, gather_named, look_through
from discovery.search.ways import NOT_ALL

FIRST = 300  # texts of a walk
SAMPLE = 2_000  # stories of all ages
TELLING = 30  # of them that fit
CERTAINLY = 3  # times fewer than it seems
PATIENCE = 10  # times as long as for a page
ENOUGH = 21  # stories to put in order, where more are hard to find: a page, and that it goes on
SOME = 20  # stories to count, where more are


def rows(
    conditions: Conditions,
    sort: Sort,
    falls: bool,
    begin: keys.Key | None,
    most: int,
    *,
    enough: int | None = None,
) -> list[tuple]:
    """At most so many (value of the sort, story), from `begin` on. Where more than `enough` would
    take long, they may be fewer."""
    found, _are_all = _found(Searched.of(conditions), sort, falls, begin, most, enough or most)
    return found


def newest(conditions: Conditions, most: int) -> list[int]:
    """Of those that fit, or at least ENOUGH of them where more would take long."""
    return [story for _at, story in rows(conditions, DEFAULT, True, None, most, enough=ENOUGH)]


def soon_gathered(conditions: Conditions) -> Conditions | None:
    """The form to gather all in, of what stands in few texts."""
    search = Searched.of(conditions)
    return search.by_index if search.is_soon_gathered else None


def looked_at(conditions: Conditions, most: int, least: int) -> tuple[list[int], bool]:
    """The newest that fit, and whether they are all; TooLong where even the least number of them
    would take long."""
    search = Searched.of(conditions)
    found, are_all = _found(search, DEFAULT, True, None, most, 0, PATIENCE * searched.LONG)
    if len(found) < least and not are_all:
        raise statements.TooLong
    return [story for _at, story in found], are_all


def count(conditions: Conditions, most: int) -> tuple[int, bool]:
    """How many fit, and whether that is exact; else there are more. A phrase of common words is
    not looked for in all texts only to count it."""
    search = Searched.of(conditions)
    if search.is_long_to_gather:
        if at_least := min(_sampled(search), most):
            return at_least, False
        found, are_all = _found(search, DEFAULT, True, None, most + 1, SOME)
        number = len(found)
        return (number, True) if are_all else (min(number // 10 * 10, most), False)
    fits = search.by_index.gathering
    params = (*fits.params, most + 1)
    [(number,)] = statements.rows(COUNT.format(fits=fits.text), params, told=NOT_ALL)
    return min(number, most), number <= most


def _sampled(search: Searched) -> int:
    """How many fit at least, as a sample of the whole table shows, in one digit; 0 where it shows
    too few to tell. If a third as many fit, chance would bring 30 together once in millions."""
    of, fits = search.rest.expected.of, search.each()
    params = (min(100, 100 * SAMPLE / max(1, of)), *fits.params)
    [(number,)] = statements.rows(PART.format(fits=fits.text), params)
    at_least = number * of // SAMPLE // CERTAINLY
    digit = 10 ** (len(str(at_least)) - 1)
    return at_least // digit * digit if number >= TELLING and of > SAMPLE else 0


def _found(
    search: Searched,
    sort: Sort,
    falls: bool,
    begin: keys.Key | None,
    most: int,
    enough: int,
    long: int | None = None,
) -> tuple[list[tuple], bool]:
    """Also whether there are no others."""
    long = searched.LONG if long is None else long
    if search.is_soon_gathered:
        found = gather_named(search, sort, falls, begin, most)
        return found, len(found) < most
    if search.is_short:
        found = look_through(search, sort, falls, begin, most)
        return found, len(found) < most
    walk = Walk(search, sort, falls, begin, most)
    walk.go(int(FIRST / search.share), "each")
    while not walk.is_over:
        cost, way_on, steps = search.way_on(walk.steps_for(most))
        if cost > long and enough < most:
            if len(walk.found) >= enough:
                return walk.found, False
            cost, way_on, steps = search.way_on(walk.steps_for(enough))
        if way_on == "gather":
            left = most - len(walk.found)
            found = walk.found + gather_named(search, sort, falls, walk.begin, left)
            return found, len(found) < most
        walk.go(steps, way_on)
    return walk.found, len(walk.found) < most


COUNT = "SELECT count(*) FROM (SELECT FROM stories_listing WHERE {fits} LIMIT %s) found"
PART = "SELECT count(*) FROM stories_listing TABLESAMPLE SYSTEM (%s) WHERE {fits}"

"""How many there are: exactly up to MOST, and beyond that only that there are more."""

from collections.abc import Iterator

from discovery.criteria import Criteria, Exclusions, Words
from discovery.search import among, conditions, statements, texts
from discovery.search.conditions import Conditions
from discovery.search.ways import NOT_ALL, told_of

MOST = 10_000  # stories
SHARE = 10  # at least one in so many fits: then a part of all rows shows that there are many
ENOUGH = 3  # times what is looked for is expected in that part


def up_to(most: int, found: Conditions) -> int:
    if are_many(most, found):
        return most
    fits = found.gathering
    params = (*fits.params, most)
    [(number,)] = statements.rows(COUNT.format(fits=fits.text), params, told=told_of(found))
    return number


def are_many(most: int, found: Conditions) -> bool:
    """Whether a part of all rows, spread over the whole table, holds as many already: of half a
    million the index would make a map of half a million before the first is counted."""
    expected = found.expected
    if expected.number < most * ENOUGH or expected.number * SHARE < expected.of * found.effort:
        return False
    fits, percent = found.walking, 100 * ENOUGH * most / expected.number
    params = (percent, *fits.params, most)
    [(number,)] = statements.rows(PART.format(fits=fits.text), params)
    return number == most


def hidden(criteria: Criteria, exclusions: Exclusions, user) -> tuple[int, bool]:
    """Those that one of the exclusions takes away, each once; at most MOST, and whether that is
    exact. Else there may be more: texts are not all read only to count."""
    reasons = list(_hidden(criteria, exclusions, user))
    if any(reason.texts for reason in reasons):
        counted = [texts.count(reason, MOST) for reason in reasons]
        return max(counted)[0], len(counted) == 1 and counted[0][1]
    numbers = [up_to(MOST, reason) for reason in reasons]
    if len(reasons) < 2 or MOST in numbers or 0 in numbers:
        number = max(numbers, default=0)
        return number, number < MOST
    each = " UNION ".join(EACH.format(fits=reason.gathering.text) for reason in reasons)
    params = [param for reason in reasons for param in reason.gathering.params]
    [(number,)] = statements.rows(EVERY.format(each=each), params, told=NOT_ALL)
    return min(number, MOST), number < MOST


def _hidden(criteria: Criteria, exclusions: Exclusions, user) -> Iterator[Conditions]:
    """By what it bears, and by what it says: neither index knows the other."""
    here = among.of(criteria)
    bears = conditions.any_of(exclusions.tags, exclusions.pen_names)
    if bears:
        yield conditions.of(criteria, Exclusions(), user, also=here & bears)
    says = [
        f"({query.tsquery})" for _text, query in conditions.queries(map(Words, exclusions.words))
    ]
    if says:
        any_of = [" | ".join(says)]
        yield conditions.of(criteria, Exclusions(), user, also=here, also_says=any_of)


PART = """
SELECT count(*) FROM (
    SELECT FROM stories_listing TABLESAMPLE SYSTEM (%s) WHERE {fits} LIMIT %s
) found
"""
COUNT = "SELECT count(*) FROM (SELECT FROM stories_listing WHERE {fits} LIMIT %s) found"
EACH = "SELECT story_id FROM stories_listing WHERE {fits}"
EVERY = "SELECT count(*) FROM ({each}) every"

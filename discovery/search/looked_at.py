"""Which stories of a list the numbers of its filters are of: all, or some of the newest, soon
found, however many there are and however hard to find.

Where few are expected, one statement finds all, and stops where they are more. Of many, a walk from
the newest on soon meets enough. What is neither few nor often met, such as a common word together
with a rating, is gathered from a part of the archive: what came to it last; as a whole only where
that part has none of it, which takes longest: 0.1 s at 1,000,000 stories. No large table is read
through: where no index finds the stories, they are those that a walk of FAR steps meets, be they
ever so few."""

from collections.abc import Mapping

from discovery.search import statements, texts
from discovery.search.conditions import Conditions
from discovery.search.sorts import DEFAULT
from discovery.search.sql import EVERYTHING, Sql
from discovery.search.statements import TooLong
from discovery.search.ways import told_of, walk

# Stories that are all looked at; and how many, where there are more. Measured at 1,000,000 stories:
# 15 ms for 1,000 of them, 50 for 5,000 and 110 for 10,000, beside what it takes to find them.
ALL = 5_000
NEWEST = 1_000
STEPS = 24_000  # rows of a walk to find them: 1 to 2 µs each in this order
TRIAL = 10  # part of such a walk that shows whether it will do
MEETS = 500  # that are wanted of a common word
FEWEST = 200  # that will do, where more are hard to find
SOME = 20  # that will do, where it is known that to find all would take long

# What is paid to find them, as the planner reckons: 1,000 are 1 to 5 ms.
DEAR = 30_000  # for all, looking at each included
LOOK = 5  # at one
PART = 8_000  # for those that came last
PROMISED = 30  # that must be expected among them
WHOLE = 20_000  # to read the whole table: 75 ms, for 320,000 stories
FAR = 80_000  # rows of a walk instead


def few(conditions: Conditions) -> Conditions | None:
    """Where they are found and looked at in one statement."""
    if conditions.texts:
        return texts.soon_gathered(conditions)
    expected = conditions.expected
    is_cheap = expected.cost + LOOK * expected.number <= DEAR
    return conditions if expected.number <= ALL and is_cheap else None


def stories(conditions: Conditions, *, are_many: bool) -> tuple[list[int], bool]:
    """They, and whether they are all. `are_many`: more than ALL, whatever was expected."""
    if conditions.texts:
        return texts.looked_at(conditions, NEWEST, FEWEST)
    steps = _steps(conditions, are_many=are_many)
    least = SOME if are_many else FEWEST
    newest = _newest(conditions, steps, least)
    if len(newest) >= least:
        return newest, False
    if conditions.reads_all and conditions.expected.cost > WHOLE:
        return _met_far(conditions), False
    is_old = steps and not newest
    if not is_old and (last := _last(conditions)):
        return last, False
    return _gathered(conditions.gathering, ALL, told_of(conditions))


def _gathered(fits: Sql, most: int, told: Mapping[str, str]) -> tuple[list[int], bool]:
    """One statement finds all, counts them and keeps the newest, if they are more than `most`."""
    params = (*fits.params, most, most, NEWEST)
    found = statements.rows(LOOKED_AT.format(fits=fits.text), params, told=told)
    stories = [story for story, _number in found]
    return stories, not found or found[0][1] <= most


def _last(conditions: Conditions) -> list[int]:
    """Those that came last, from as large a part of the archive as may be paid; none where all may,
    or where these are too few."""
    expected = conditions.expected
    part = min(PART / max(1, expected.cost), MEETS / max(1, expected.number))
    if part >= 1 or expected.number * part < PROMISED:
        return []
    [(first, last)] = statements.rows(ENDS)
    fits = conditions.added_since(last - int(part * (last - first)))
    stories, _are_all = _gathered(fits, NEWEST, {**told_of(conditions), **ONE_BY_ONE})
    return stories if len(stories) >= SOME else []


def _newest(conditions: Conditions, steps: int, least: int) -> list[int]:
    """Those that a walk meets. It is given up where its beginning shows that they will be too few,
    as of what was written long ago."""
    if not steps:
        return []
    trial = steps // TRIAL if steps > NEWEST else steps
    newest = walk(conditions, DEFAULT, True, None, NEWEST, trial)
    if trial < steps and len(newest) < NEWEST and len(newest) * TRIAL >= least:
        left = NEWEST - len(newest)
        newest += walk(conditions, DEFAULT, True, newest[-1][:2], left, steps - trial)
    return [story for _moment, story in newest]


def _met_far(conditions: Conditions) -> list[int]:
    met = walk(conditions, DEFAULT, True, None, NEWEST, FAR // conditions.effort)
    if not met:
        raise TooLong
    return [story for _moment, story in met]


def _steps(conditions: Conditions, *, are_many: bool) -> int:
    """Of a walk that may meet NEWEST; 0 where it is not worth it."""
    if conditions.walking is EVERYTHING:
        return NEWEST
    expected, steps = conditions.expected, STEPS // conditions.effort
    if are_many:
        return steps // 2  # after what it took to learn that
    least = MEETS if conditions.says else FEWEST
    return steps if expected.number * steps > expected.of * least else 0


# Of those that came last, whatever is found first is looked up in the other table; else the planner
# reads all that came last. Measured at 1,000,000 stories: 11 instead of 27 ms, 30 instead of 46.
ONE_BY_ONE = {"enable_hashjoin": "off", "enable_mergejoin": "off"}
ENDS = "SELECT min(story_id), max(story_id) FROM stories_listing"
LOOKED_AT = """
WITH every AS MATERIALIZED (
    SELECT revised_at, story_id FROM stories_listing WHERE {fits}
), counted AS (SELECT count(*) AS number FROM every)
SELECT story_id, (SELECT number FROM counted) FROM every ORDER BY revised_at DESC, story_id DESC
LIMIT (SELECT CASE WHEN number <= %s THEN %s ELSE %s END FROM counted)
"""

"""What is among the stories of a list, and how often: of all where they are few enough to be looked
at, else of the newest. For these numbers no large table is read as a whole: where no index finds
the stories, they are those that a walk of FAR steps meets, be they ever so few."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core import names
from discovery.criteria import Criteria
from discovery.search import statements, texts
from discovery.search.conditions import Conditions
from discovery.search.sorts import DEFAULT
from discovery.search.sql import EVERYTHING, Sql
from discovery.search.statements import TooLong
from discovery.search.ways import told_of, walk
from tags.models import Tag

EACH = 20  # rows of a facet
MORE = 200  # rows of one that is asked for alone
RARE = 500  # what fewer than one in so many stories have is found by "more" only
# Stories that are all looked at; and how many, where there are more. Measured at 1,000,000 stories:
# 25 ms for 2,000 of them, 50 for 5,000 and 110 for 10,000, beside what it takes to find them.
ALL = 5_000
NEWEST = 2_000
FEWEST = 200  # of them that will do, where more are hard to find
STEPS = 40_000  # rows of a walk to find them: 1 to 2 µs each in this order
TRIAL = 10  # part of such a walk that shows whether it will do
DEAR = 20_000  # what finding all may cost, as the planner reckons: about 100 ms
WHOLE = 20_000  # what reading the whole table may: 75 ms, for 320,000 stories
FAR = 80_000  # rows of a walk instead

COLUMNS = ("rating", "status", "language")
MAINLY = "mainly"
FACETS = (*Tag.Kind.values, MAINLY, *COLUMNS)


@dataclass(frozen=True)
class FacetRow:
    """`value` as it stands in an address: of tags their name."""

    value: str
    number: int


@dataclass(frozen=True)
class Facets:
    """Rows by kind, those of most stories first: of all stories, or `of_newest` so many."""

    rows: dict[str, list[FacetRow]]
    of_newest: int = 0

    def __getitem__(self, kind: str) -> list[FacetRow]:
        return self.rows[kind]


def of(
    criteria: Criteria,
    conditions: Conditions,
    kinds: Iterable[str],
    *,
    containing: str = "",
    most: int = EACH,
) -> Facets:
    kinds = [kind for kind in kinds if kind in FACETS]
    parts = [*_tags(criteria, kinds, containing, most), *_choices(kinds)]
    facets = None
    if few := _few(conditions):
        facets = _among(few.gathering, kinds, parts, told=told_of(few))
    if facets is None:
        stories, are_all = _looked_at(conditions)
        found = Sql("stories_listing.story_id = ANY(%s)", (stories,))
        facets = _among(found, kinds, parts, of_newest=0 if are_all else len(stories))
    return facets or Facets({kind: [] for kind in kinds})


def _few(conditions: Conditions) -> Conditions | None:
    """Where they are found and looked at in one statement."""
    if conditions.texts:
        return texts.soon_gathered(conditions)
    expected = conditions.expected
    return conditions if expected.number <= ALL and expected.cost <= DEAR else None


def _looked_at(conditions: Conditions) -> tuple[list[int], bool]:
    """The stories, and whether they are all. Of many the newest are soon met on a walk; else one
    statement finds all, counts them and keeps as many as are looked at."""
    if conditions.texts:
        return texts.looked_at(conditions, NEWEST, FEWEST)
    if steps := _steps(conditions):
        newest = _newest(conditions, steps)
        if len(newest) >= FEWEST:
            return [story for _moment, story in newest], False
    if conditions.reads_all and conditions.expected.cost > WHOLE:
        return _met_far(conditions), False
    fits = conditions.gathering
    params = (*fits.params, ALL, ALL, NEWEST)
    found = statements.rows(LOOKED_AT.format(fits=fits.text), params, told=told_of(conditions))
    stories = [story for story, _number in found]
    return stories, not found or found[0][1] <= ALL


def _newest(conditions: Conditions, steps: int) -> list[tuple]:
    """Those that a walk meets. What was written long ago is not met at its beginning: then it is
    given up."""
    trial = steps // TRIAL if steps > NEWEST else steps
    newest = walk(conditions, DEFAULT, True, None, NEWEST, trial)
    if trial == steps or len(newest) == NEWEST or len(newest) * TRIAL < FEWEST:
        return newest
    left = NEWEST - len(newest)
    return newest + walk(conditions, DEFAULT, True, newest[-1][:2], left, steps - trial)


def _met_far(conditions: Conditions) -> list[int]:
    met = walk(conditions, DEFAULT, True, None, NEWEST, FAR // conditions.effort)
    if not met:
        raise TooLong
    return [story for _moment, story in met]


def _steps(conditions: Conditions) -> int:
    """Of a walk that may meet NEWEST, and is worth it if it meets FEWEST."""
    if conditions.walking is EVERYTHING:
        return NEWEST
    expected, steps = conditions.expected, STEPS // conditions.effort
    is_worth_it = expected.number * steps > expected.of * FEWEST
    return steps if is_worth_it and not _few(conditions) else 0


def _among(
    found: Sql,
    kinds: list[str],
    parts: list[Sql],
    *,
    of_newest: int = 0,
    told: Mapping[str, str] | None = None,
) -> Facets | None:
    """None where they are more than are looked at; nothing but their number is reckoned then."""
    statement = FOUND.format(
        fits=found.text, parts=" UNION ALL ".join(f"({part.text})" for part in [Sql(COUNT), *parts])
    )
    params = (*found.params, ALL + 1, ALL, RARE, *(gap for part in parts for gap in part.params))
    facets: dict[str, list[FacetRow]] = {kind: [] for kind in kinds}
    for kind, value, number in statements.rows(statement, params, told={**SORTED, **(told or {})}):
        if kind is None:
            if number > ALL:
                return None
        else:
            facets[kind].append(FacetRow(value, number))
    return Facets(facets, of_newest)


def _tags(criteria: Criteria, kinds: Sequence[str], containing: str, most: int) -> Iterable[Sql]:
    """What is chosen already stands on all of them, and is left out."""
    like = names.tag_key(containing) if containing else ""
    least = "1" if most > EACH else "(SELECT least FROM counted)"
    mainly = [] if criteria.any else [*criteria.main_tags]
    of_tags = [kind for kind in kinds if kind in Tag.Kind.values]
    if of_tags:
        chosen = [*criteria.of_tags, *(() if criteria.any else (*criteria.tags, *mainly))]
        text = TAGS.format(kind="tag.kind", ids="tag_ids", least=least)
        yield Sql(text, (of_tags, chosen, like, like, most))
    if MAINLY in kinds:
        text = TAGS.format(kind=f"'{MAINLY}'::text", ids="main_tag_ids", least=least)
        params = (["relationship", "character"], mainly, like, like, most)
        yield Sql(text, params)


def _choices(kinds: Iterable[str]) -> Iterable[Sql]:
    for kind in kinds:
        if kind in COLUMNS:
            yield Sql(CHOICES.format(column=kind))


# 80,000 tags of 5,000 stories are counted sooner in order than in a table of as many places.
SORTED = {"work_mem": "'32MB'", "enable_hashagg": "off"}
LOOKED_AT = """
WITH every AS MATERIALIZED (
    SELECT revised_at, story_id FROM stories_listing WHERE {fits}
), counted AS (SELECT count(*) AS number FROM every)
SELECT story_id, (SELECT number FROM counted) FROM every ORDER BY revised_at DESC, story_id DESC
LIMIT (SELECT CASE WHEN number <= %s THEN %s ELSE %s END FROM counted)
"""
FOUND = """
WITH first AS MATERIALIZED (
    SELECT tag_ids, main_tag_ids, rating, status, language
    FROM stories_listing WHERE {fits} LIMIT %s
), counted AS MATERIALIZED (
    SELECT number, number <= %s AS are_all, greatest(1, number / %s) AS least
    FROM (SELECT count(*) AS number FROM first) every
), found AS MATERIALIZED (
    SELECT * FROM first WHERE (SELECT are_all FROM counted)
)
SELECT kind, value, number FROM ({parts}) parts (kind, value, number)
ORDER BY kind, number DESC, value COLLATE "C"
"""
COUNT = "SELECT NULL, NULL, number FROM counted"
TAGS = """
SELECT kind, name, number FROM (
    SELECT {kind} AS kind, tag.name, number, row_number() OVER (
        PARTITION BY {kind} ORDER BY number DESC, tag.name COLLATE "C"
    ) AS place
    FROM (
        SELECT id, count(*) AS number FROM (SELECT unnest({ids}) AS id FROM found) each
        GROUP BY id HAVING count(*) >= {least}
    ) numbers
    JOIN tags_tag tag ON tag.id = numbers.id
    WHERE tag.synonym_of_id IS NULL AND tag.is_filterable AND tag.kind = ANY(%s)
        AND tag.id <> ALL(%s::bigint[]) AND (%s = '' OR position(%s IN tag.key) > 0)
) placed WHERE place <= %s
"""
CHOICES = "SELECT '{column}', {column}, count(*) FROM found GROUP BY {column}"

"""What is among the stories of a list, and how often: of all where they are few enough to be looked
at, else of some of the newest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core import names
from discovery.criteria import Criteria
from discovery.search import looked_at, statements
from discovery.search.conditions import Conditions
from discovery.search.sql import Sql
from discovery.search.ways import told_of
from tags.models import Tag

EACH = 20  # rows of a facet
MORE = 200  # rows of one that is asked for alone
RARE = 500  # what fewer than one in so many stories have is found by "more" only

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
    few = looked_at.few(conditions)
    facets = few and _among(few.gathering, kinds, parts, told=told_of(few))
    if facets is None:
        stories, are_all = looked_at.stories(conditions, are_many=few is not None)
        found = Sql("stories_listing.story_id = ANY(%s)", (stories,))
        facets = _among(found, kinds, parts, of_newest=0 if are_all else len(stories))
    return facets or Facets({kind: [] for kind in kinds})


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
    most = looked_at.ALL
    params = (*found.params, most + 1, most, RARE, *(gap for part in parts for gap in part.params))
    facets: dict[str, list[FacetRow]] = {kind: [] for kind in kinds}
    for kind, value, number in statements.rows(statement, params, told={**SORTED, **(told or {})}):
        if kind is None:
            if number > most:
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

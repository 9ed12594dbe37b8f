"""What is among the stories of a list, and how often: of all where they are few enough to be looked
at, else of the newest. One statement counts them and, if they are few, what is among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from core import names
from discovery.criteria import Criteria
from discovery.search import counting, statements
from discovery.search.conditions import Conditions, Sql
from discovery.search.pages import FAR, rows, steps_worth, told_of
from discovery.search.sorts import DEFAULT
from stories.languages import LANGUAGES
from stories.models.choices import Rating, Status
from tags.models import Tag

EACH = 20  # rows of a facet
MORE = 200  # rows of one that is asked for alone
RARE = 500  # what fewer than one in so many stories have is found by "more" only
NEWEST = 2_000  # stories that are looked at where there are too many

LABELS: dict[str, dict[str, str | Promise]] = {
    "rating": {one.value: one.label for one in Rating},
    "status": {one.value: one.label for one in Status},
    "language": dict(cast("list[tuple[str, str | Promise]]", LANGUAGES)),
    "crossover": {
        "none": pgettext_lazy("crossovers", "One fandom"),
        "only": pgettext_lazy("crossovers", "Crossovers"),
    },
}
COLUMNS = {
    "rating": "rating",
    "status": "status",
    "language": "language",
    "crossover": "CASE WHEN fandoms > 1 THEN 'only' ELSE 'none' END",
}
MAINLY = "mainly"
FACETS = (*Tag.Kind.values, MAINLY, *COLUMNS)


@dataclass(frozen=True)
class FacetRow:
    """`value` as it stands in an address: of tags their name."""

    value: str
    label: str | Promise
    number: int
    tag: int | None = None


@dataclass(frozen=True)
class Facets:
    """Rows by kind, those of most stories first; `is_of_all`, or of the newest NEWEST."""

    rows: dict[str, list[FacetRow]]
    is_of_all: bool

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
    if conditions.expected.number <= counting.MOST:
        facets = _among(conditions.gathering, kinds, parts, told=told_of(conditions))
    if facets is None:
        stories, is_of_all = _looked_at(conditions)
        found = Sql("stories_listing.story_id = ANY(%s)", (stories,))
        facets = _among(found, kinds, parts, is_of_all=is_of_all)
    return facets or Facets({kind: [] for kind in kinds}, is_of_all=True)


def _looked_at(conditions: Conditions) -> tuple[list[int], bool]:
    """The stories, and whether they are all. Of very many the newest are soon met on a walk; else
    one statement finds all, counts them and keeps as many as are looked at."""
    most = counting.MOST
    if steps_worth(conditions, NEWEST) and counting.up_to(most + 1, conditions) > most:
        newest = rows(conditions, DEFAULT, False, None, NEWEST, steps=FAR)
        return [story for _moment, story in newest], False
    fits = conditions.gathering
    params = (*fits.params, most, most, NEWEST)
    found = statements.rows(LOOKED_AT.format(fits=fits.text), params, told=told_of(conditions))
    stories = [story for story, _number in found]
    return stories, not found or found[0][1] <= most


def _among(
    found: Sql, kinds: list[str], parts: list[Sql], *, is_of_all: bool = True, told=None
) -> Facets | None:
    """None where they are more than are looked at; nothing but their number is reckoned then."""
    statement = FOUND.format(
        fits=found.text, parts=" UNION ALL ".join(f"({part.text})" for part in [Sql(COUNT), *parts])
    )
    most = counting.MOST
    params = (*found.params, most + 1, most, RARE, *(gap for part in parts for gap in part.params))
    facets: dict[str, list[FacetRow]] = {kind: [] for kind in kinds}
    for kind, value, number, tag in statements.rows(statement, params, told=told):
        if kind is None:
            if number > most:
                return None
        else:
            label = LABELS[kind].get(value, value) if kind in LABELS else value
            facets[kind].append(FacetRow(value, label, number, tag))
    return Facets(facets, is_of_all)


def _tags(criteria: Criteria, kinds: Sequence[str], containing: str, most: int) -> Iterable[Sql]:
    """What is chosen already stands on all of them, and is left out."""
    like = names.tag_key(containing) if containing else ""
    least = "1" if most > EACH else "(SELECT least FROM counted)"
    of_tags = [kind for kind in kinds if kind in Tag.Kind.values]
    if of_tags:
        chosen = [*criteria.of_tags, *(() if criteria.any else criteria.tags), *criteria.main_tags]
        text = TAGS.format(kind="tag.kind", ids="tag_ids", least=least)
        yield Sql(text, (of_tags, chosen, like, like, most))
    if MAINLY in kinds:
        text = TAGS.format(kind=f"'{MAINLY}'::text", ids="main_tag_ids", least=least)
        params = (["relationship", "character"], list(criteria.main_tags), like, like, most)
        yield Sql(text, params)


def _choices(kinds: Iterable[str]) -> Iterable[Sql]:
    for kind in kinds:
        if kind in COLUMNS:
            yield Sql(CHOICES.format(kind=kind, column=COLUMNS[kind]))


LOOKED_AT = """
WITH every AS MATERIALIZED (
    SELECT revised_at, story_id FROM stories_listing WHERE {fits}
), counted AS (SELECT count(*) AS number FROM every)
SELECT story_id, (SELECT number FROM counted) FROM every ORDER BY revised_at DESC, story_id DESC
LIMIT (SELECT CASE WHEN number <= %s THEN %s ELSE %s END FROM counted)
"""
FOUND = """
WITH first AS MATERIALIZED (
    SELECT tag_ids, main_tag_ids, rating, status, language, fandoms
    FROM stories_listing WHERE {fits} LIMIT %s
), counted AS MATERIALIZED (
    SELECT number, number <= %s AS are_all, greatest(1, number / %s) AS least
    FROM (SELECT count(*) AS number FROM first) every
), found AS MATERIALIZED (
    SELECT * FROM first WHERE (SELECT are_all FROM counted)
)
SELECT kind, value, number, tag FROM ({parts}) parts (kind, value, number, tag)
ORDER BY kind, number DESC, value COLLATE "C"
"""
COUNT = "SELECT NULL, NULL, number, NULL::bigint FROM counted"
TAGS = """
SELECT kind, name, number, id FROM (
    SELECT {kind} AS kind, tag.name, number, tag.id, row_number() OVER (
        PARTITION BY {kind} ORDER BY number DESC, tag.name COLLATE "C"
    ) AS place
    FROM (
        SELECT of.id, count(*) AS number FROM found CROSS JOIN unnest({ids}) AS of (id)
        GROUP BY of.id HAVING count(*) >= {least}
    ) numbers
    JOIN tags_tag tag ON tag.id = numbers.id
    WHERE tag.synonym_of_id IS NULL AND tag.is_filterable AND tag.kind = ANY(%s)
        AND tag.id <> ALL(%s::bigint[]) AND (%s = '' OR position(%s IN tag.key) > 0)
) placed WHERE place <= %s
"""
CHOICES = "SELECT '{kind}', {column}, count(*), NULL::bigint FROM found GROUP BY {column}"

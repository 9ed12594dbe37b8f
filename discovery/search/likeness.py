"""Stories like another: those that share its rarest tags."""

from dataclasses import dataclass

from discovery.criteria import Criteria, Exclusions
from discovery.search import conditions, statements

LOOKED_AT = 10_000  # stories at most, by what their tags are known to count
TAGS = 12
SIZE = 5


@dataclass(frozen=True)
class Alike:
    """Stories by id, the best first; `hidden` more would stand among them but for exclusions."""

    ids: list[int]
    hidden: int


def more_like(story, user, size: int = SIZE, exclusions: Exclusions = Exclusions()) -> Alike:  # noqa: B008
    """Each shared tag counts by its rarity, whether tag editors know it or not, other names apart;
    only stories that share one of the rare ones are looked at, so that it costs the same however
    many stories there are."""
    rows = statements.rows(RAREST, (story.pk, TAGS))
    tags: list[int] = []
    seen = 0
    for tag, number in rows:
        if tags and seen + number > LOOKED_AT:
            break
        tags.append(tag)
        seen += number
    if not tags:
        return Alike([], 0)
    listed = conditions.of(Criteria(), Exclusions(), user).gathering
    left = conditions.of(Criteria(), exclusions, user).walking
    params = (story.pk, *left.params, story.pk, tags, *listed.params, LOOKED_AT, size)
    statement = LIKE.format(left=left.text, listed=listed.text)
    found = statements.rows(statement, params, told={"enable_seqscan": "off"})
    ids = [pk for pk, is_left in found if is_left]
    return Alike(ids, len(found) - len(ids))


RAREST = """
SELECT tag.id, coalesce(counted.stories, 1) FROM stories_listing listing
CROSS JOIN unnest(listing.tag_ids) AS of (id)
JOIN tags_tag tag ON tag.id = of.id
LEFT JOIN tags_tagcount counted ON counted.tag_id = tag.id
WHERE listing.story_id = %s AND tag.synonym_of_id IS NULL
    AND tag.kind NOT IN ('warning', 'category')
ORDER BY 2, 1 LIMIT %s
"""
LIKE = """
WITH weighed AS MATERIALIZED (
    SELECT tag.id, 1 / ln(2 + coalesce(counted.stories, 1)) AS weight
    FROM stories_listing listing CROSS JOIN unnest(listing.tag_ids) AS of (id)
    JOIN tags_tag tag ON tag.id = of.id
    LEFT JOIN tags_tagcount counted ON counted.tag_id = tag.id
    WHERE listing.story_id = %s AND tag.synonym_of_id IS NULL
        AND tag.kind NOT IN ('warning', 'category')
), near AS MATERIALIZED (
    SELECT story_id, tag_ids, {left} AS is_left FROM stories_listing
    WHERE story_id <> %s AND tag_ids && %s::bigint[] AND {listed} LIMIT %s
), ranked AS (
    SELECT near.story_id, near.is_left, sum(weighed.weight) AS likeness
    FROM near CROSS JOIN unnest(near.tag_ids) AS of (id) JOIN weighed ON weighed.id = of.id
    GROUP BY near.story_id, near.is_left
), placed AS (
    SELECT story_id, is_left, likeness, count(*) FILTER (WHERE is_left) OVER (
        ORDER BY likeness DESC, story_id DESC ROWS UNBOUNDED PRECEDING
    ) AS place
    FROM ranked
)
SELECT story_id, is_left FROM placed WHERE place <= %s - (NOT is_left)::integer
ORDER BY likeness DESC, story_id DESC
"""

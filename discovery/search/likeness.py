"""Stories like another: those that share its rarest tags."""

from discovery.criteria import Criteria, Exclusions
from discovery.search import conditions, statements

LOOKED_AT = 10_000  # stories at most, by what their tags are known to count
TAGS = 12
SIZE = 5


def more_like(story, user, size: int = SIZE, exclusions: Exclusions = Exclusions()) -> list[int]:  # noqa: B008
    """The best first. Each shared official tag counts by its rarity, and only stories that share
    one of the rare ones are looked at, so that it costs the same however many stories there are."""
    rows = statements.rows(RAREST, (story.pk, TAGS))
    tags: list[int] = []
    seen = 0
    for tag, number in rows:
        if tags and seen + number > LOOKED_AT:
            break
        tags.append(tag)
        seen += number
    if not tags:
        return []
    fits = conditions.of(Criteria(), exclusions, user).gathering
    params = (story.pk, story.pk, tags, *fits.params, LOOKED_AT, size)
    found = statements.rows(LIKE.format(fits=fits.text), params, told={"enable_seqscan": "off"})
    return [pk for pk, _weight in found]


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
    SELECT story_id, tag_ids FROM stories_listing
    WHERE story_id <> %s AND tag_ids && %s::bigint[] AND {fits} LIMIT %s
)
SELECT near.story_id, sum(weighed.weight) AS likeness
FROM near CROSS JOIN unnest(near.tag_ids) AS of (id) JOIN weighed ON weighed.id = of.id
GROUP BY near.story_id ORDER BY likeness DESC, near.story_id DESC LIMIT %s
"""

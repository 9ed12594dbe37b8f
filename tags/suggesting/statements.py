"""Each but the last three finds (id of a tag under whatever name, how well it fits); TOLD says
which tags these are, to somebody who may know of them."""

BETWEEN_WORDS = "/&()[]-.,:;\"'“”!?"
SPACES = " " * len(BETWEEN_WORDS)
ALIKE_ENOUGH = "SET LOCAL pg_trgm.word_similarity_threshold = 0.5"
AS_USUAL = "SET LOCAL pg_trgm.word_similarity_threshold TO DEFAULT"

NAMED = "(SELECT id, 1.0 AS fits FROM tags_tag WHERE kind = %s AND key = %s)"
# OFFSET 0, or the planner looks for the words in all tags first.
MOST_USED = """(
    SELECT id, 0.0 AS fits FROM (
        SELECT tag.id, tag.key FROM (
            SELECT tag_id, {counted} FROM tags_tagcount
            WHERE kind = %s AND {counted} > 0 ORDER BY {counted} DESC LIMIT {most}
        ) most JOIN tags_tag tag ON tag.id = most.tag_id
        ORDER BY most.{counted} DESC
        OFFSET 0
    ) tag
    WHERE {has_words} LIMIT 40
)"""
# The operators of the index: LIKE is answered by that of trigrams, which is slower here.
BEGINNING = """(
    SELECT id, 0.0 AS fits FROM tags_tag
    WHERE kind = %s AND key ~>=~ %s AND key ~<~ %s LIMIT 150
)"""
# Without trigrams the index of them would be read from one end to the other.
WITH_THESE_WORDS = """
    SELECT id, 0.0 AS fits FROM tags_tag tag
    WHERE cardinality(show_trgm(%s)) > 0 AND kind = ANY (%s) AND {has_words} LIMIT 150
"""
SPELLED_ALIKE = """
    SELECT id, word_similarity(%s, key) AS fits FROM (
        SELECT id, key FROM tags_tag
        WHERE kind = ANY (%s) AND %s <%% key AND cardinality(show_trgm(%s)) > 0
        LIMIT 200
    ) tag
"""
BY_ID = "SELECT id, -place AS fits FROM unnest(%s::bigint[]) WITH ORDINALITY one (id, place)"

KEYS_IN_USE = """(
    SELECT tag.id, tag.key FROM (
        SELECT tag_id FROM tags_tagcount
        WHERE kind = %s AND {counted} > 0 ORDER BY {counted} DESC LIMIT {most}
    ) most JOIN tags_tag tag ON tag.id = most.tag_id
)"""
TOLD = """
WITH hits AS MATERIALIZED ({hits})
SELECT official.id, official.kind, official.name, coalesce(count.{counted}, 0) AS number,
    CASE WHEN tag.id = official.id THEN '' ELSE tag.name END AS other
FROM hits JOIN tags_tag tag ON tag.id = hits.id
JOIN tags_tag official ON official.id = coalesce(tag.synonym_of_id, tag.id)
LEFT JOIN tags_tagcount count ON count.tag_id = official.id
WHERE (official.is_official OR count.{counted} > 0) AND (official.is_filterable OR %s)
ORDER BY hits.fits DESC, number DESC, tag.synonym_of_id NULLS FIRST, official.key, tag.key
LIMIT {most}
"""
NEAR = "SELECT %s, name FROM ({told}) near"

"""Each but the last three finds (id of a tag under whatever name, how well it fits); TOLD says
which tags these are, to somebody who may know of them."""

from collections.abc import Sequence

from core import statements

SECONDS = 1  # that a statement may take: later nobody waits for it any more

BETWEEN_WORDS = "/&()[]-.,:;\"'“”!?"
SPACES = " " * len(BETWEEN_WORDS)
# The planner takes a LIMIT for a promise that enough are found early, and reads the table for it:
# 500 ms of 500,000 tags, where the index of trigrams needs 10.
SET = {
    "statement_timeout": f"{1000 * SECONDS}",
    "pg_trgm.word_similarity_threshold": "{alike}",
    "enable_seqscan": "off",
}

NAMED = "(SELECT id, 1.0 AS fits FROM tags_tag WHERE kind = %s AND key = %s)"
THESE = "SELECT unnest(%s::bigint[]) AS id, 0.0 AS fits"
# The operators of the index: LIKE is answered by that of trigrams, which is slower here.
BEGINNING = """(
    SELECT id, 0.0 AS fits FROM tags_tag
    WHERE kind = %s AND key ~>=~ %s AND key ~<~ %s LIMIT 100
)"""
# Without trigrams the index of them would be read from one end to the other.
WITH_THESE_WORDS = """
    SELECT id, 0.0 AS fits FROM tags_tag tag
    WHERE cardinality(show_trgm(%s)) > 0 AND kind = ANY (%s) AND {has_words} LIMIT 100
"""
# Of words without trigrams: what does not begin with a letter of plain Latin, out of the index
# alone; 100,000 keys are 17 ms.
IN_OTHER_LETTERS = """(
    SELECT tag.id, 0.0 AS fits FROM (
        SELECT key FROM (
            (SELECT key FROM tags_tag WHERE kind = %s AND key ~>=~ '{{' LIMIT {most})
            UNION ALL
            (SELECT key FROM tags_tag WHERE kind = %s AND key ~<~ 'a' LIMIT {most})
        ) tag
        WHERE cardinality(show_trgm(%s)) = 0 AND {has_words} LIMIT 100
    ) found JOIN tags_tag tag ON tag.kind = %s AND tag.key = found.key
)"""
# LIKE, or the planner looks at all tags of the kind; it is asked before what takes 20 µs a key.
SPELLED_ALIKE = """
    SELECT id, word_similarity(%s, key) AS fits FROM (
        SELECT id, key FROM tags_tag
        WHERE kind LIKE ANY (%s) AND %s <%% key AND cardinality(show_trgm(%s)) > 0
        LIMIT 200
    ) tag ORDER BY fits DESC LIMIT 50
"""
BY_ID = "SELECT id, -place AS fits FROM unnest(%s::bigint[]) WITH ORDINALITY one (id, place)"

KEYS_IN_USE = """
SELECT tag.id, tag.key FROM (
    SELECT tag_id, {counted} FROM tags_tagcount
    WHERE kind = %s AND {counted} > 0 ORDER BY {counted} DESC LIMIT {most}
) most JOIN tags_tag tag ON tag.id = most.tag_id
ORDER BY most.{counted} DESC
"""
TOLD = """
{known}
SELECT known.official, known.kind, known.official_name, known.stories,
    CASE WHEN known.id = known.official THEN '' ELSE known.name END AS other
FROM known
WHERE known.is_filterable OR %s
ORDER BY known.fits DESC, known.stories DESC, known.id <> known.official,
    known.official_key, known.key
LIMIT {most}
"""
NEAR = "SELECT %s, official_name FROM ({told}) near"


def rows(sql: str, params: Sequence, *, alike: float = 1) -> list[tuple]:
    """Nothing is found in what takes too long. `alike`: how much of the trigrams has to be found
    again."""
    try:
        return statements.rows(
            sql, params, {name: value.format(alike=alike) for name, value in SET.items()}
        )
    except statements.TooLong:
        return []

"""By how well the words fit: of the newest that have them all, since each must be looked at."""

from discovery.search import keys, statements
from discovery.search.conditions import Conditions
from discovery.search.sql import EVERYTHING, Sql


def ranked(
    conditions: Conditions, stories: list[int], falls: bool, begin: keys.Key | None, most: int
) -> list[tuple]:
    """Of these stories, at most so many (rank, story), from `begin` on."""
    rank, texts = _rank(conditions)
    beyond = EVERYTHING
    if begin:
        beyond = Sql(f"(value, story_id) {'<' if falls else '>'} (%s, %s)", begin)
    way = "DESC" if falls else "ASC"
    statement = RANKED.format(rank=rank, beyond=beyond.text, way=way)
    params = (*texts, stories, *beyond.params, most)
    return statements.rows(statement, params, told={"enable_seqscan": "off"})


def _rank(conditions: Conditions) -> tuple[str, list[str]]:
    """The SQL of it, and what belongs into its gaps."""
    terms, texts = [], []
    for is_text, term, gaps in ((False, ON_CARD, 1), (True, IN_TEXT, 2)):
        looked_for = [
            f"({query.tsquery})" for in_text, query in conditions.says if in_text == is_text
        ]
        if looked_for:
            terms.append(term)
            texts += [" | ".join(looked_for)] * gaps
    return " + ".join(terms), texts


ON_CARD = """coalesce((
    SELECT ts_rank(says.vector, %s::tsquery) FROM discovery_storywords says
    WHERE says.story_id = newest.story_id
), 0)"""
IN_TEXT = """coalesce((
    SELECT max(ts_rank(piece.vector, %s::tsquery)) FROM discovery_textpiece piece
    JOIN stories_chapter chapter ON chapter.id = piece.chapter_id
    WHERE piece.story_id = newest.story_id AND piece.vector @@ %s::tsquery
        AND chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
), 0)"""
# In millionths, so that a page's key is exact.
RANKED = """
WITH ranked AS MATERIALIZED (
    SELECT (1000000 * ({rank}))::integer AS value, story_id
    FROM unnest(%s::bigint[]) newest (story_id)
)
SELECT value, story_id FROM ranked WHERE {beyond}
ORDER BY value {way}, story_id {way} LIMIT %s
"""

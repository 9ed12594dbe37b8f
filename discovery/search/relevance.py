"""By how well the words fit: of the newest that have them all, since each must be looked at; and
before these whatever is called just so, however old."""

from discovery.search import keys, statements
from discovery.search.conditions import Conditions
from discovery.search.sql import EVERYTHING, Sql

CALLED_SO = 300  # stories of one title that are looked at, the newest


def ranked(
    conditions: Conditions, stories: list[int], falls: bool, begin: keys.Key | None, most: int
) -> list[tuple]:
    """Of these stories and those called just so, at most so many (rank, story), from `begin` on."""
    rank, texts = _rank(conditions)
    fits, beyond = conditions.walking, EVERYTHING
    if begin:
        beyond = Sql(f"(value, story_id) {'<' if falls else '>'} (%s, %s)", begin)
    way = "DESC" if falls else "ASC"
    statement = RANKED.format(fits=fits.text, rank=rank, beyond=beyond.text, way=way)
    called = (list(conditions.titles), CALLED_SO, *fits.params)
    params = (*called, *texts, stories, *beyond.params, most)
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
# In millionths, so that a page's key is exact; a rank of words is 2 at most.
RANKED = """
WITH called AS MATERIALIZED (
    SELECT story_id FROM unnest(%s::text[]) asked (title) CROSS JOIN LATERAL (
        SELECT * FROM stories_listing WHERE title_key = asked.title COLLATE "C"
        ORDER BY story_id DESC LIMIT %s
    ) stories_listing WHERE {fits}
), ranked AS MATERIALIZED (
    SELECT (1000000 * (called_so + {rank}))::integer AS value, story_id
    FROM (
        SELECT 10 AS called_so, story_id FROM called
        UNION ALL
        SELECT 0, story_id FROM unnest(%s::bigint[]) story_id WHERE story_id NOT IN (TABLE called)
    ) newest
)
SELECT value, story_id FROM ranked WHERE {beyond}
ORDER BY value {way}, story_id {way} LIMIT %s
"""

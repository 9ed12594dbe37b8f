"""What the rows of Listing have to say, reckoned from the stories themselves, in one statement."""

from collections.abc import Iterable, Mapping

from stories import gems, sort_keys

COLUMNS = (
    "published_at", "revised_at", "rating", "status", "visibility", "language", "written_year",
    "written", "chapters", "words", "title_key", "by_key", "fandoms", "tag_ids", "main_tag_ids",
    "pen_name_ids",
)  # fmt: skip
COUNTERS = ("reviews", "kudos", "kept", "gem")  # as in Tally; the worker copies them each minute


def params(titles: Mapping[int, str]) -> list[list]:
    """For TRUTH, of {story: title}."""
    keys = list(zip(*sort_keys.of(titles), strict=True))
    return [list(column) for column in keys] or [[], [], []]


# A tag stands in the row with the official tag that it is a name of, the characters of that, if it
# is a relationship, and all that is above any of them. An anonymous author's pen name does not.
_TRUTH = """
WITH keys AS (
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[]) k (story_id, title_key, by_key)
), named AS (
    SELECT link.story_id, link.main, tag.kind, tag.id,
        coalesce(tag.synonym_of_id, tag.id) AS official
    FROM keys JOIN stories_tagging link USING (story_id) JOIN tags_tag tag ON tag.id = link.tag_id
), meant AS (
    SELECT story_id, main, official AS id FROM named
    UNION ALL
    SELECT named.story_id, main, coalesce(who.synonym_of_id, who.id)
    FROM named JOIN tags_member member ON member.relationship_id = named.official
    JOIN tags_tag who ON who.id = member.character_id
    WHERE named.kind = 'relationship'
), every AS (
    SELECT story_id, main, id FROM named
    UNION ALL SELECT story_id, main, id FROM meant
    UNION ALL
    SELECT story_id, main, up.ancestor_id FROM meant JOIN tags_ancestor up ON up.tag_id = meant.id
), tags AS (
    SELECT story_id, array_agg(DISTINCT id) AS ids,
        coalesce(array_agg(DISTINCT id) FILTER (WHERE main), ARRAY[]::bigint[]) AS main_ids
    FROM every GROUP BY story_id
), fandoms AS (
    SELECT story_id, count(DISTINCT official) AS number FROM named one
    WHERE kind = 'fandom' AND NOT EXISTS (
        SELECT FROM named other JOIN tags_ancestor up ON up.tag_id = other.official
        WHERE other.story_id = one.story_id AND other.kind = 'fandom'
            AND up.ancestor_id = one.official
    )
    GROUP BY story_id
), texts AS (
    SELECT chapter.story_id, count(*) AS chapters, coalesce(sum(body.words), 0) AS words
    FROM keys JOIN stories_chapter chapter USING (story_id)
    JOIN stories_chaptertext body ON body.chapter_id = chapter.id
    WHERE chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
    GROUP BY chapter.story_id
), names AS (
    SELECT line.story_id, array_agg(line.pen_name_id ORDER BY line.position) AS ids
    FROM keys JOIN stories_byline line USING (story_id)
    WHERE line.state = 'accepted' AND line.shown
    GROUP BY line.story_id
), truth AS (
    SELECT story.id AS story_id, story.published_at,
        coalesce(story.revised_at, story.published_at) AS revised_at, story.rating, story.status,
        story.visibility, story.language, story.written_year,
        coalesce(story.written_year * 10000 + coalesce(story.written_month, 0) * 100
            + coalesce(story.written_day, 0), 0) AS written,
        coalesce(texts.chapters, 0) AS chapters, coalesce(texts.words, 0) AS words,
        coalesce(tally.reviews, 0) AS reviews, coalesce(tally.kudos, 0) AS kudos,
        coalesce(tally.bookmarks, 0) AS kept, {gem} AS gem, keys.title_key, keys.by_key,
        coalesce(fandoms.number, 0) AS fandoms, coalesce(tags.ids, ARRAY[]::bigint[]) AS tag_ids,
        coalesce(tags.main_ids, ARRAY[]::bigint[]) AS main_tag_ids,
        coalesce(names.ids, ARRAY[]::bigint[]) AS pen_name_ids
    FROM keys JOIN stories_story story ON story.id = keys.story_id
    LEFT JOIN stories_tally tally ON tally.story_id = story.id
    LEFT JOIN tags ON tags.story_id = story.id
    LEFT JOIN fandoms ON fandoms.story_id = story.id
    LEFT JOIN texts ON texts.story_id = story.id
    LEFT JOIN names ON names.story_id = story.id
)
"""
TRUTH = _TRUTH.format(gem=gems.SCORE)

# In the order of their numbers, as whatever holds several rows does. What is right is not written,
# so that the indexes rest.
_WRITE = """
{truth} INSERT INTO stories_listing AS kept (story_id, {columns})
SELECT story_id, {columns} FROM truth ORDER BY story_id
ON CONFLICT (story_id) DO UPDATE SET ({columns}) = ROW({excluded})
WHERE ({kept}) IS DISTINCT FROM ({excluded})
"""
# One more gap: the stories that are compared, listed or not.
_WRONG = """
{truth} SELECT story_id
FROM truth FULL JOIN (SELECT * FROM stories_listing WHERE story_id = ANY(%s)) kept USING (story_id)
WHERE ({kept}) IS DISTINCT FROM ({true})
ORDER BY story_id
"""


def _of(row: str, columns: Iterable[str]) -> str:
    return ", ".join(f"{row}.{name}" for name in columns)


_ALL = (*COLUMNS, *COUNTERS)
WRITE = _WRITE.format(
    truth=TRUTH, columns=", ".join(_ALL), kept=_of("kept", _ALL), excluded=_of("excluded", _ALL)
)
WRONG = _WRONG.format(truth=TRUTH, kept=_of("kept", COLUMNS), true=_of("truth", COLUMNS))

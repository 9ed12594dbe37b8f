"""What a page or a card shows, as one word that changes with any row that it is made of.

PostgreSQL writes each change of a row as a new version of it, in a place (`ctid`) and by a
transaction (`xmin`); no two versions of a table's rows have both in common. So a word made of them
knows of every edit, rename and deletion without reading any text, and no code that writes has to
tell anybody. What a template reads must stand here: tests/site/test_kept_pages.py tries all kinds.
"""

from collections.abc import Iterable
from functools import cache

from django.db import connection
from django.db.models.expressions import RawSQL

from stories.models import Story

STORY = "ROW(stories_story.ctid, stories_story.xmin)"

COUNTS = "SELECT ROW(reviews, kudos) FROM stories_tally WHERE story_id = stories_story.id"

LISTING = "SELECT ROW(ctid, xmin) FROM stories_listing WHERE story_id = stories_story.id"

BYLINES = """
SELECT string_agg(ROW(line.ctid, line.xmin, name.ctid, name.xmin)::text, '' ORDER BY line.id)
FROM stories_byline line JOIN accounts_penname name ON name.id = line.pen_name_id
WHERE line.story_id = stories_story.id
"""

TAGS = """
SELECT string_agg(ROW(link.ctid, link.xmin, tag.ctid, tag.xmin)::text, '' ORDER BY link.id)
FROM stories_tagging link JOIN tags_tag tag ON tag.id = link.tag_id
WHERE link.story_id = stories_story.id
"""

CHAPTERS = """
SELECT string_agg(ROW(part.ctid, part.xmin, body.ctid, body.xmin)::text, '' ORDER BY part.id)
FROM stories_chapter part JOIN stories_chaptertext body ON body.chapter_id = part.id
WHERE part.story_id = stories_story.id
"""

# With all stories of its series: “Part 2” counts those that show themselves.
SERIES = """
SELECT string_agg(
    ROW(series.ctid, series.xmin, place.ctid, place.xmin, other.ctid, other.xmin)::text, ''
    ORDER BY place.id
)
FROM stories_seriesentry own
JOIN stories_series series ON series.id = own.series_id
JOIN stories_seriesentry place ON place.series_id = series.id
JOIN stories_story other ON other.id = place.story_id
WHERE own.story_id = stories_story.id
"""

REVIEWS = """
SELECT string_agg(ROW(review.ctid, review.xmin, name.ctid, name.xmin)::text, '' ORDER BY review.id)
FROM reviews_review review LEFT JOIN accounts_penname name ON name.id = review.pen_name_id
WHERE review.story_id = stories_story.id
"""


# Which of them are removed; what stands in a text is in the text's own row.
IMAGES = """
SELECT string_agg(ROW(image.ctid, image.xmin)::text, '' ORDER BY image.id)
FROM stories_storyimage image WHERE image.story_id = stories_story.id
"""


# What its author wishes to hear: of this story, and of all of hers.
WISHES = """
SELECT string_agg(ROW(usual.ctid, usual.xmin, own.ctid, own.xmin)::text, '' ORDER BY line.id)
FROM stories_byline line JOIN accounts_penname name ON name.id = line.pen_name_id
LEFT JOIN reviews_wishes usual ON usual.user_id = name.user_id
LEFT JOIN reviews_storywishes own ON own.story_id = line.story_id
WHERE line.story_id = stories_story.id
"""


def _of(*parts: str) -> RawSQL:
    """Constants of this module only; they speak of the outer query's `stories_story`."""
    return RawSQL(f"md5(ROW({', '.join(f'({part})' for part in parts)})::text)", ())  # noqa: S611


CARD = _of(STORY, COUNTS, LISTING, BYLINES, TAGS)
PAGE = _of(STORY, COUNTS, BYLINES, TAGS, CHAPTERS, SERIES, REVIEWS, IMAGES, WISHES)


def of_cards(ids: Iterable[int], user) -> dict[int, str]:
    """{story: fingerprint of its card}, without stories that are not for this person."""
    stories = Story.objects.visible_to(user).filter(pk__in=ids)
    return dict(stories.values_list("pk", CARD))


def of_guests_page(pk: int) -> str | None:
    """Of a story's own pages as guests see them; None where there are none for them."""
    sql, parameters = _public_page()
    with connection.cursor() as cursor:
        cursor.execute(sql, (*parameters, pk))
        row = cursor.fetchone()
    return row and row[0]


@cache
def _public_page() -> tuple[str, list]:
    """The query for one story, whose key is its last parameter. It is the ORM's own, `public()` and
    all, but made once: to make it takes longer than to ask it."""
    query = Story.objects.public().filter(pk=0).values_list(PAGE).query
    sql, (*parameters, _key) = query.sql_with_params()
    return sql, parameters

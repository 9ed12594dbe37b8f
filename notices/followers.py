"""Who follows a story, by whichever way, and how a batch of them is told.

One statement a batch, whatever its size: it finds the next followers, leaves out whom it is not
for, and inserts what they are told.
"""

from datetime import datetime
from typing import NamedTuple, NotRequired, TypedDict

from django.db import connection

from notices.models.kind import Kind
from stories.models import Byline, Chapter, SeriesEntry, Story
from stories.querysets import PUBLIC


class Facts(TypedDict):
    """A publication of a story, or a chapter that appeared at a moment."""

    story: int
    publication: NotRequired[int]
    is_first: NotRequired[bool]
    chapter: NotRequired[int]
    moment: NotRequired[str]


class Batch(NamedTuple):
    last: int  # number of a person
    size: int
    told: int  # without those who may not or need not be told


NOBODY = Batch(0, 0, 0)


def may_be_told(facts: Facts) -> bool:
    """Does it still stand as it was published, for everybody who is signed in?"""
    story = Story.objects.filter(PUBLIC, pk=facts["story"])
    if "chapter" not in facts:
        return story.filter(publication=facts["publication"]).exists()
    moment = datetime.fromisoformat(facts["moment"])
    chapters = Chapter.objects.published().filter(pk=facts["chapter"], published_at=moment)
    return story.exists() and chapters.exists()


def tell(key: str, facts: Facts, *, after: int, size: int) -> Batch:
    """The next `size` followers behind the number `after`. Nobody is told twice under one key."""
    story = facts["story"]
    lines = Byline.objects.filter(story=story, state=Byline.State.ACCEPTED)
    shown = list(lines.filter(shown=True).values_list("pen_name", flat=True))
    authors = list(lines.values_list("pen_name__user", flat=True))
    series = SeriesEntry.objects.filter(story=story).values_list("series", flat=True)
    ways = [("story_id", story)]
    ways += [("series_id", pk) for pk in series] + [("pen_name_id", pk) for pk in shown]
    walked = " UNION ".join(WAY.format(column=column) for column, _pk in ways)
    known = [value for _column, pk in ways for value in (pk, after, size)]
    chapter, is_first = facts.get("chapter"), facts.get("is_first", False)
    detail = f'{{"is_first": {"true" if is_first else "false"}}}'
    with connection.cursor() as cursor:
        cursor.execute(
            TELL.format(walked=walked),
            [*known, size, Kind.CHAPTER, key, story, chapter, detail, authors, shown],
        )
        last, found, told = cursor.fetchone()
    return Batch(last or after, found, told)


# Constants of this module only. Each way is walked by its own index, in the order of the numbers;
# the first `size` of all ways together are the first `size` followers.

WAY = """(
    SELECT user_id FROM library_subscription WHERE {column} = %s AND user_id > %s
    ORDER BY user_id LIMIT %s
)"""

TELL = """
WITH batch AS (
    SELECT user_id FROM ({walked}) followers ORDER BY user_id LIMIT %s
), told AS (
    INSERT INTO notices_notice (user_id, kind, key, story_id, chapter_id, detail, created_at)
    SELECT person.id, %s, %s, %s, %s, %s, now()
    FROM batch JOIN accounts_user person ON person.id = batch.user_id
    WHERE person.is_active AND person.id <> ALL (%s::bigint[]) AND NOT EXISTS (
        SELECT FROM accounts_block block
        WHERE block.blocker_id = person.id AND block.pen_name_id = ANY (%s::bigint[])
    )
    ORDER BY person.id
    ON CONFLICT (user_id, key) DO NOTHING
    RETURNING user_id
)
SELECT (SELECT max(user_id) FROM batch), (SELECT count(*) FROM batch),
    (SELECT count(*) FROM told)
"""

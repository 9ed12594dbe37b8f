"""The counters of stories in their listings, by which lists are sorted."""

from itertools import batched

from django.db import connection, transaction

from stories import gems

CHUNK = 200  # rows that are held at once: nobody who saves a story waits long for them


def copy() -> int:
    """What differs is looked for without holding anything, and then written."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT)
        different = [pk for (pk,) in cursor.fetchall()]
        for ids in batched(different, CHUNK):
            with transaction.atomic():
                cursor.execute(COPY, [list(ids)])
    return len(different)


_DIFFERENT = """
SELECT listing.story_id
FROM stories_listing listing JOIN stories_tally tally ON tally.story_id = listing.story_id
WHERE (listing.reviews, listing.kudos, listing.kept, listing.gem) IS DISTINCT FROM ({counted})
ORDER BY 1
"""
_COPY = """
WITH held AS (
    SELECT story_id FROM stories_listing WHERE story_id = ANY(%s) ORDER BY 1 FOR NO KEY UPDATE
)
UPDATE stories_listing listing SET (reviews, kudos, kept, gem) = ROW({counted})
FROM held JOIN stories_tally tally USING (story_id)
WHERE listing.story_id = held.story_id
"""
_counted = f"tally.reviews, tally.kudos, tally.bookmarks, {gems.SCORE}"
DIFFERENT, COPY = _DIFFERENT.format(counted=_counted), _COPY.format(counted=_counted)

"""The wave that somebody should look at now: the front page leads there."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

IN_HOURS = 6
LOOKED_AT = 10_000  # reviews, the newest
LEAST = 10  # that hang together


def group() -> tuple[str, int, int] | None:
    """Of the last hours: by what the most hang together, the newest of them, how many."""
    since = timezone.now() - timedelta(hours=IN_HOURS)
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_GROUP, [since, LOOKED_AT, LEAST])
        return cursor.fetchone()


# A part of the net has many good neighbours: it counts only where nothing else tells.
NEWEST_GROUP = """
WITH newest AS (
    SELECT review.id, review.fingerprint, review.links, review.network
    FROM reviews_review review JOIN stories_story story ON story.id = review.story_id
    WHERE review.hidden_at IS NULL AND review.deleted_at IS NULL
        AND review.held_for <> 'moderators' AND review.created_at > %s
        AND story.published_at IS NOT NULL AND story.deleted_at IS NULL
    ORDER BY review.id DESC LIMIT %s
), shared AS (
    SELECT id, 'text' AS kin, fingerprint::text AS what FROM newest WHERE fingerprint IS NOT NULL
    UNION ALL SELECT id, 'link', link FROM newest, unnest(links) AS link
    UNION ALL SELECT id, 'network', network FROM newest WHERE network <> ''
)
SELECT kin, max(id), count(*) FROM shared GROUP BY kin, what HAVING count(*) >= %s
ORDER BY kin = 'network', count(*) DESC, max(id) DESC LIMIT 1
"""

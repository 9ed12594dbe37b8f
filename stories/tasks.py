"""What the worker does for stories. Every task may run twice and does its work once."""

import logging
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from stories import limits
from stories.models import Story

log = logging.getLogger(__name__)


def announce(story_id: int, publication: int) -> None:
    """Ten minutes after publishing: is it still this publication? Then it may be told, once."""
    story = Story.objects.filter(pk=story_id).first()
    if story and story.announce(publication):
        log.info("story %s may be told", story_id)


@app.periodic(cron="17 3 * * *")
@app.task(name="stories.empty_bin", queueing_lock="empty_bin", retry=3)
def empty_bin(timestamp: int) -> None:
    """Deletion is real after the bin."""
    before = timezone.now() - timedelta(days=limits.BIN_DAYS)
    for story in Story.objects.filter(deleted_at__lt=before).iterator():
        story.delete_for_good()


@app.periodic(cron="* * * * *")
@app.task(name="stories.copy_tallies", queueing_lock="copy_tallies", retry=3)
def copy_tallies(timestamp: int) -> None:
    """Lists sort by counters that are at most a minute old."""
    with connection.cursor() as cursor:
        cursor.execute(COPY_TALLIES)


COPY_TALLIES = """
UPDATE stories_listing listing SET reviews = tally.reviews, kudos = tally.kudos
FROM stories_tally tally
WHERE tally.story_id = listing.story_id
    AND (listing.reviews, listing.kudos) IS DISTINCT FROM (tally.reviews, tally.kudos)
"""

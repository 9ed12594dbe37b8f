"""What the worker does for stories. Every task may run twice and does its work once."""

import logging
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from core import events
from stories import bin
from stories.models import Cadence, Chapter, Story

log = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=1)  # of faults of ours, each minute; what an author lacks, at once


def announce(story_id: int, publication: int) -> bool:
    """Ten minutes after publishing: is it still this publication? Then it may be told, once."""
    story = Story.objects.filter(pk=story_id).first()
    may_be_told = bool(story and story.announce(publication))
    if may_be_told:
        log.info("story %s may be told", story_id)
    return may_be_told


@app.periodic(cron="* * * * *")
@app.task(name="stories.publish_due", queueing_lock="publish_due", retry=3)
def publish_due(timestamp: int) -> None:
    """Whatever has an appointment by now: stories first, since their chapters may wait for them.

    Each in a transaction of its own, under its story's lock, asking again whether it is due: it
    appears once, whoever asks and wherever a worker dies. After an interruption all that was
    scheduled follows, and of each queue one chapter.
    """
    now = timezone.now()
    for kind in (Story, Chapter, Cadence):
        for thing in kind.due(now):
            _keep_appointment(thing, now)


def _keep_appointment(thing: Story | Chapter | Cadence, now: datetime) -> None:
    """One that fails keeps nobody else waiting."""
    try:
        if thing.keep_appointment(now):
            log.info("%s %s appeared at its time", thing._meta.model_name, thing.pk)
    except Exception:
        log.exception("%s %s could not appear", thing._meta.model_name, thing.pk)
        _give_up(thing, now)


def _give_up(thing: Story | Chapter | Cadence, now: datetime) -> None:
    thing.refresh_from_db()  # as the failed transaction left it
    if isinstance(thing, Cadence):
        thing.wait(now)  # this time passes; the chapter is the first of the next
    elif thing.is_due(now - GIVE_UP_AFTER):
        thing.miss(["fault"])


@app.periodic(cron="17 3 * * *")
@app.task(name="stories.empty_bin", queueing_lock="empty_bin", retry=3)
def empty_bin(timestamp: int) -> None:
    """Deletion is real after the bin."""
    bin.empty()


@app.periodic(cron="23 3 * * *")
@app.task(name="stories.warn_of_bin", queueing_lock="warn_of_bin", retry=3)
def warn_of_bin(timestamp: int) -> None:
    """Each night of the last three says it again: whoever listens tells it once."""
    for user_id, day in bin.leaving_soon():
        events.record("bin.soon_emptied", user_id=user_id, until=day.isoformat())


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

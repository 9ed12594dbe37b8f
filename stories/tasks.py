"""What the worker does for stories. Every task may run twice and does its work once."""

import logging
from datetime import datetime, timedelta

import procrastinate
from django.utils import timezone
from procrastinate.contrib.django import app

from core import events
from stories import bin, counting, mending, relisting, retagging, tallying
from stories.models import Cadence, Chapter, Story

log = logging.getLogger(__name__)

RETRY = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=2)
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


@app.task(name=relisting.STEP, retry=RETRY)
def relist(relisting_id: int) -> None:
    relisting.Relisting.step(relisting_id)


@app.task(name=retagging.STEP, retry=RETRY)
def retag(edit_id: int) -> None:
    retagging.Retagging.step(edit_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="stories.rouse", queueing_lock="rouse", retry=3)
def rouse(timestamp: int) -> None:
    """What was begun stands still where its task was given up."""
    relisting.Relisting.rouse()
    retagging.Retagging.rouse()


@app.periodic(cron="37 3 * * *")
@app.task(name="stories.recount_tags", queueing_lock="recount_tags", retry=3)
def recount_tags(timestamp: int) -> None:
    counting.recount()


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
    tallying.copy()


@app.periodic(cron="7 4 * * *")
@app.task(name=mending.TASK, queueing_lock=mending.TASK, retry=3)
def check_listings(timestamp: int) -> None:
    if wrong := mending.check(repair=True):
        log.warning("%s listings were wrong, and are mended", wrong)

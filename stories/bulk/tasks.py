"""What the worker does for many stories. Every task may run twice and does its work once."""

import procrastinate
from django.utils import translation
from procrastinate.contrib.django import app

from stories.bulk import undoing, work
from stories.models import BulkChange

RETRY = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=2)


@app.task(name=work.CHANGE, retry=RETRY)
def change_many(change_id: int) -> None:
    _in_the_language_of(change_id, work.finish)


@app.task(name=undoing.UNDO, retry=RETRY)
def undo_many(change_id: int) -> None:
    _in_the_language_of(change_id, undoing.finish)


@app.periodic(cron="47 3 * * *")
@app.task(name="stories.forget_changes", queueing_lock="forget_changes", retry=3)
def forget_changes(timestamp: int) -> None:
    """What can be undone no more is not kept either."""
    BulkChange.objects.old().delete()


def _in_the_language_of(change_id: int, do) -> None:
    """Its sentences are in the language of whoever asked."""
    if change := BulkChange.objects.filter(pk=change_id).first():
        with translation.override(change.wish["language"]):
            do(change)

"""What the worker does for documents. Every task may run twice and does its work once."""

from functools import partial

import procrastinate
from django.utils import translation
from procrastinate.contrib.django import app

from intake import queue
from intake.batches.gathering import is_unread, once_all_are_read
from intake.models import Source

RETRY = procrastinate.RetryStrategy(max_attempts=5, exponential_wait=2)


@app.task(name=queue.READ, retry=RETRY)
def read_source(source_id: int, thoughts: bool = True, language: str | None = None) -> None:
    """What it cannot read it says; it fails only where the database or the storage does."""
    source = Source.objects.filter(pk=source_id).first()
    if source:
        then = None
        if source.batch and is_unread(source):
            then = partial(once_all_are_read, source.batch)
        with translation.override(language):
            source.be_read(thoughts=thoughts, then=then)


@app.periodic(cron="7 * * * *")
@app.task(name="intake.forget_sources", queueing_lock="forget_sources", retry=3)
def forget_sources(timestamp: int) -> None:
    """A guest's text that nobody claimed goes after 24 hours, a member's after 30 days, and what
    nobody can read after seven."""
    for source in Source.objects.expired().iterator():
        source.forget()

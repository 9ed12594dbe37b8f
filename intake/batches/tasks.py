"""What the worker does for batches. Every task may run twice and does its work once."""

import procrastinate
from django.utils import translation
from procrastinate.contrib.django import app

from intake.batches import gathering, keeping, unpacking
from intake.models import Batch, Source

RETRY = procrastinate.RetryStrategy(max_attempts=5, exponential_wait=2)


@app.task(name=unpacking.UNPACK, retry=RETRY)
def unpack(source_id: int, language: str | None = None) -> None:
    source = Source.objects.filter(pk=source_id).select_related("batch", "owner").first()
    if source and source.batch:
        with translation.override(language):
            unpacking.unpack(source)


@app.task(name=gathering.DESCRIBE, retry=RETRY)
def describe_again(source_id: int) -> None:
    """What a line says, after parts were put to it or taken out of it."""
    source = Source.objects.filter(pk=source_id).first()
    if source:
        gathering.describe(source)


@app.task(name=keeping.KEEP, retry=RETRY)
def keep_line(source_id: int, wish: str, language: str | None = None) -> None:
    lines = Source.objects.filter(pk=source_id, first_part=None).exclude(batch=None)
    source = lines.select_related("story", "owner").first()
    if source:
        with translation.override(language):
            keeping.keep_line(source, wish)


@app.periodic(cron="37 * * * *")
@app.task(name="intake.forget_batches", queueing_lock="forget_batches", retry=3)
def forget_batches(timestamp: int) -> None:
    """A table without a line."""
    Batch.objects.empty().delete()

"""What the worker does for notices. Each may run twice and does its work once."""

from datetime import timedelta

import procrastinate
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from notices import filters
from notices.models import Notice, Telling
from notices.models.telling import STEP

RETRY = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=2)
READ_STAY = timedelta(days=90)
ALL_STAY = timedelta(days=365)
LATE = timedelta(minutes=10)


@app.task(name=STEP, retry=RETRY)
def tell_followers(telling_id: int) -> None:
    Telling.step(telling_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.go_on", queueing_lock="go_on_telling", retry=3)
def go_on(timestamp: int) -> None:
    """A telling whose task was given up stands still; one that is at work takes no harm."""
    for telling in Telling.objects.filter(done_at=None, created_at__lt=timezone.now() - LATE):
        telling.go_on()


@app.periodic(cron="*/15 * * * *")
@app.task(name="notices.tell_filters", queueing_lock="tell_filters", lock="tell_filters", retry=3)
def tell_filters(timestamp: int) -> None:
    """Of new stories, whoever keeps a filter that tells."""
    filters.tell_all()


@app.periodic(cron="13 4 * * *")
@app.task(name="notices.forget", queueing_lock="forget_notices", retry=3)
def forget(timestamp: int) -> None:
    """What was read stays for three months, all else for a year."""
    now = timezone.now()
    Notice.objects.filter(
        Q(read_at__lt=now - READ_STAY) | Q(created_at__lt=now - ALL_STAY)
    ).delete()
    Telling.objects.filter(done_at__lt=now - ALL_STAY).delete()

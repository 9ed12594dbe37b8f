"""Listings compared with the stories that they are of, and mended."""

from collections.abc import Iterator
from contextlib import suppress

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from core import events
from stories import truth
from stories.listing import Listing
from stories.models.story import Story
from stories.querysets import PUBLIC
from stories.relisting import write_anew

CHUNK = 1_000  # stories a statement
TASK = "stories.check_listings"


def check(*, repair: bool = False) -> int:
    """How many were wrong, missing, or there without reason. Each chunk stands for itself: whoever
    dies goes on where something is still wrong."""
    found = 0
    for ids in chunks():
        wrong = wrong_of(ids)
        found += len(wrong)
        if wrong and repair:
            write_anew(wrong)
    return found


def wrong_of(ids: list[int]) -> list[int]:
    titles = dict(Story.objects.filter(PUBLIC, pk__in=ids).values_list("pk", "title"))
    with connection.cursor() as cursor:
        cursor.execute(truth.WRONG, [*truth.params(titles), ids])
        return [pk for (pk,) in cursor.fetchall()]


def chunks() -> Iterator[list[int]]:
    """All stories that are listed or should be, by their numbers."""
    last = 0
    while ids := _following(last):
        yield ids
        last = ids[-1]


def _following(last: int) -> list[int]:
    shown = Story.objects.filter(PUBLIC, pk__gt=last).order_by("pk").values_list("pk", flat=True)
    listed = Listing.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
    return sorted({*shown[:CHUNK], *listed[:CHUNK]})[:CHUNK]


def listings_outdated() -> None:
    """The event: rows have columns that they did not have when they were written."""
    task = app.configure_task(TASK, queueing_lock=TASK, priority=events.BEHIND)
    with suppress(AlreadyEnqueued), transaction.atomic():  # that one comes after this, too
        task.defer(timestamp=0)

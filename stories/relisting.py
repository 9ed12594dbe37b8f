"""Listings that an edit of the vocabulary, or a new pen name, has left behind.

They are written anew by the worker, a thousand at a time. A chunk is one transaction: it writes its
listings, moves `after` on and puts the next chunk into the queue. Whoever dies has done a chunk
wholly or not at all. Until then lists are stale; what they show is asked of the stories themselves.

A story that takes such a tag in a transaction as old as the edit may be missed: the comparison of
every night finds it.
"""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from core import events
from stories.listing import Listing

CHUNK = 1_000  # stories a transaction
STEP = "stories.relist"  # the task that does a chunk; no two run side by side
LATE = timedelta(minutes=10)  # without a step: its task was given up


class Relisting(models.Model):
    """Gone once it is done."""

    tags = ArrayField(models.BigIntegerField(), default=list)
    pen_name = models.BigIntegerField(null=True)
    after = models.BigIntegerField(default=0)  # the number of the story that was written last
    moved_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"{self.tags or self.pen_name} after {self.after}"

    @classmethod
    @transaction.atomic
    def begin(cls, **of) -> None:
        cls.objects.create(**of).go_on()

    def go_on(self) -> None:
        step = app.configure_task(STEP, lock=STEP, priority=events.BEHIND)
        step.defer(relisting_id=self.pk)

    @classmethod
    @transaction.atomic
    def step(cls, pk: int) -> None:
        relisting = cls.objects.select_for_update().filter(pk=pk).first()
        if relisting is None:
            return
        chunk = relisting._next()
        write_anew(chunk)
        if len(chunk) < CHUNK:
            relisting.delete()
            return
        relisting.after = chunk[-1]
        relisting.save(update_fields=["after", "moved_at"])
        relisting.go_on()

    @classmethod
    def rouse(cls) -> None:
        """Those whose task was given up."""
        for relisting in cls.objects.filter(moved_at__lt=timezone.now() - LATE):
            relisting.go_on()

    def _next(self) -> list[int]:
        rows = Listing.objects.filter(pk__gt=self.after).order_by("pk")
        if self.pen_name:
            rows = rows.filter(pen_name_ids__contains=[self.pen_name])
        else:
            rows = rows.filter(tag_ids__overlap=self.tags)
        return list(rows.values_list("pk", flat=True)[:CHUNK])


def write_anew(story_ids: list[int]) -> None:
    """Under the stories' locks: else what an author is just saving could be overwritten by what
    stood there before."""
    from stories.models import Story

    held = Story.objects.select_for_update(no_key=True).filter(pk__in=story_ids).order_by("pk")
    Listing.refresh(held.values_list("pk", flat=True))


def tags_changed(tags: list[int]) -> None:
    """The event: stories under these tags are found in another way, or by other words."""
    Relisting.begin(tags=tags)


def pen_name_renamed(pen_name: int) -> None:
    Relisting.begin(pen_name=pen_name)

"""What waits for an author: a handful of queries, whatever she has."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from stories import bin, limits
from stories.models import BulkChange, Chapter, Story
from stories.querysets import in_story_editable_by

LISTED = 20  # of a kind


@dataclass
class Waiting:
    held: list[Story]  # with reviews to look at, their number as `held`
    sources: list  # texts that were brought and not kept yet
    batches: list
    missed: list[Story | Chapter]  # what should have appeared, and could not
    leaving: list[Story | Chapter]  # that the bin is about to be emptied of
    changes: list[BulkChange]  # that the worker has still to do
    unreleased: int  # published stories with changes that readers do not see

    def __bool__(self) -> bool:
        return any(vars(self).values())


def for_author(user, *, unreleased: int) -> Waiting:
    mine = Story.objects.by(user)
    held = mine.with_held_reviews().order_by("pk")
    return Waiting(
        held=list(held[:LISTED]),
        sources=list(user.sources.waiting().order_by("-pk")[:LISTED]),
        batches=list(user.batches.unfinished()[:LISTED]),
        missed=missed(user),
        leaving=leaving(user),
        changes=list(BulkChange.objects.of(user).at_work()[:LISTED]),
        unreleased=unreleased,
    )


def missed(user) -> list[Story | Chapter]:
    chapters = Chapter.objects.in_place().filter(in_story_editable_by(user))
    return [
        *Story.objects.by(user).filter(~Q(missed=""), published_at=None)[:LISTED],
        *chapters.filter(~Q(missed=""), published_at=None).select_related("story")[:LISTED],
    ]


def leaving(user) -> list[Story | Chapter]:
    soon = timezone.now() - timedelta(days=limits.BIN_DAYS - limits.BIN_NOTICE_DAYS)
    return [
        *bin.stories_of(user).filter(deleted_at__lt=soon)[:LISTED],
        *bin.chapters_of(user).filter(deleted_at__lt=soon)[:LISTED],
    ]

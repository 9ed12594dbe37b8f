"""What waits for an author: a handful of queries, whatever she has."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from stories import bin, limits
from stories.models import BulkChange, Chapter, Story
from stories.querysets import in_story_editable_by

LISTED = 20  # of a kind
MISSED = ~Q(missed="") & Q(published_at=None)  # should have appeared, and could not


@dataclass
class Waiting:
    to_approve: int  # reviews of her own stories
    to_read_first: int  # reviews of others' stories, before their authors see them
    corrections: int  # that readers propose
    sources: list  # texts that were brought and not kept yet
    batches: list
    missed: list[Story | Chapter]  # what should have appeared, and could not
    leaving: list[Story | Chapter]  # that the bin is about to be emptied of
    changes: list[BulkChange]  # that the worker has still to do
    unreleased: int  # published stories with changes that readers do not see

    def __bool__(self) -> bool:
        return any(vars(self).values())


def for_author(user, numbers: dict[str, int]) -> Waiting:
    """`numbers`: as `finding.counts` has them; what they say is not there is not asked for."""
    found = {
        "sources": user.sources.waiting().order_by("-pk"),
        "batches": user.batches.unfinished(),
        "missed_stories": Story.objects.by(user).filter(MISSED),
        "missed_chapters": missed_chapters(user).select_related("story"),
        "bin_stories": bin.stories_of(user).filter(deleted_at__lt=_soon()),
        "bin_chapters": bin.chapters_of(user).filter(deleted_at__lt=_soon()),
        "changes": BulkChange.objects.of(user).at_work(),
    }
    rows = {name: list(some[:LISTED]) if numbers[name] else [] for name, some in found.items()}
    return Waiting(
        to_approve=numbers["to_approve"],
        to_read_first=numbers["to_read_first"],
        corrections=numbers["corrections"],
        sources=rows["sources"],
        batches=rows["batches"],
        missed=[*rows["missed_stories"], *rows["missed_chapters"]],
        leaving=[*rows["bin_stories"], *rows["bin_chapters"]],
        changes=rows["changes"],
        unreleased=numbers["unreleased"],
    )


def reviews_waiting_for(user):
    """As an author, or as the first reader of one."""
    reviews: Any = Story._meta.get_field("reviews").related_model
    return reviews.objects.waiting_for(user)


def corrections_for(user):
    return apps.get_model("reviews", "Correction").objects.for_authors(user).open()


def missed_chapters(user):
    mine = Chapter.objects.in_place().filter(in_story_editable_by(user))
    return mine.filter(MISSED)


def _soon() -> datetime:
    return timezone.now() - timedelta(days=limits.BIN_DAYS - limits.BIN_NOTICE_DAYS)

"""The day on which a story or a chapter was first posted, where that was elsewhere and earlier.

It lies in the past, and not after the day on which readers first saw it here. What lists are
ordered by only ever goes back with it: nothing moves up by being older.
"""

from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from django.db import models, transaction
from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

NOON = time(12, tzinfo=UTC)  # the same day nearly everywhere


def at_noon(day: date) -> datetime:
    return datetime.combine(day, NOON)


class Backdated(models.Model):
    """A published thing with versions; its day is read and named on the author's clock."""

    published_at: Any
    revisions: Any
    lock: Any

    class Meta:
        abstract = True

    def first_shown_at(self) -> datetime:
        """When readers saw it here for the first time; its versions remember."""
        first = self.revisions.filter(released=True).aggregate(first=Min("created_at"))["first"]
        known = [moment for moment in (first, self.published_at) if moment]
        return max(known)

    def _moment_of(self, day: date, clock: tzinfo) -> datetime:
        shown = self.first_shown_at()
        return shown if day >= shown.astimezone(clock).date() else min(at_noon(day), shown)


class BackdatedStory(Backdated):
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    revised_at = models.DateTimeField(_("last chapter"), null=True, blank=True)

    chapters: Any
    refresh_listing: Any

    class Meta:
        abstract = True

    def earliest_later_chapter(self) -> datetime | None:
        """The day of the first chapter that was posted after the story: it cannot be older."""
        later = self.chapters.published().exclude(published_at=self.published_at)
        return later.aggregate(first=Min("published_at"))["first"]

    @transaction.atomic
    def backdate(self, day: date, clock: tzinfo) -> None:
        """With the chapters that it was published with."""
        self.lock("published_at", "revised_at")
        together = self.chapters.filter(published_at=self.published_at)
        self.published_at = self._moment_of(day, clock)
        self.save(update_fields=["published_at"])
        together.update(published_at=self.published_at)
        self.went_back()

    def went_back(self) -> None:
        """The lists' order follows its newest chapter, but never upwards."""
        newest = self.chapters.published().aggregate(newest=Max("published_at"))["newest"]
        if newest and (self.revised_at is None or newest < self.revised_at):
            self.revised_at = newest
            self.save(update_fields=["revised_at"])
        self.refresh_listing()


class BackdatedChapter(Backdated):
    published_at = models.DateTimeField(null=True, blank=True)

    story: Any

    class Meta:
        abstract = True

    @transaction.atomic
    def backdate(self, day: date, clock: tzinfo) -> None:
        self.lock()
        self.story.refresh_from_db(fields=["published_at", "revised_at"])
        moment = self._moment_of(day, clock)
        self.published_at = max(moment, self.story.published_at or moment)
        self.save(update_fields=["published_at"])
        self.story.went_back()

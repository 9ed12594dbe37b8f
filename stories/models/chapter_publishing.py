"""Showing a chapter to readers, now, then or in its turn, and taking it back."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from core import events
from stories import limits
from stories.models.backdating import BackdatedChapter
from stories.models.scheduled import APPOINTMENT, Scheduled


class PublishedChapter(BackdatedChapter, Scheduled):
    queued_at = models.DateTimeField(null=True, blank=True)  # waits for its turn: Cadence

    # of the chapter's other sides
    story: Any
    deleted_at: datetime | None
    revisions: Any
    release_within: Any

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:  # type: ignore[override]
        return self.published_at is not None

    def obstacles(self, *, by) -> list[str]:
        stands = {
            "bin": self.deleted_at is not None or self.story.deleted_at is not None,
            "hidden": self.story.hidden_at is not None,
            "author": not self.story.may_be_published_by(by),
            "story": not self.story.is_published,
        }
        return [word for word, is_there in stands.items() if is_there]

    @transaction.atomic
    def publish(self, *, by, at_once: bool = False, quietly: bool = False) -> None:
        """Release this chapter's draft; where its story is published, readers see it from now.
        Only a chapter that was never shown moves the story up and is told of: ten minutes later,
        or at once where its time was chosen before; quietly, it is neither."""
        if not by.may_publish:
            raise PermissionDenied
        self.story.lock("published_at", "revised_at")
        self.refresh_from_db(fields=["published_at"])
        now, is_first = timezone.now(), not self.is_published
        is_new = is_first and not quietly and not self.was_ever_shown
        self.release_within(by=by)
        if is_first:
            self.show_from(now)
        self.story.chapters_changed(new_at=now if is_new else None)
        if is_new and self.story.is_published:
            self._record(at_once=at_once)

    def publish_with_story(self, moment: datetime, *, by) -> None:
        """Within `Story.publish`, which locks, counts and tells."""
        self.release_within(by=by)
        self.show_from(self.published_at or moment)

    @property
    def was_ever_shown(self) -> bool:
        return bool(self.revisions.filter(released=True).exists())

    @transaction.atomic
    def unpublish(self) -> None:
        """Its authors' alone again, with the text that readers saw; its reviews stay with it."""
        self.lock()
        self.published_at = None
        self.save(update_fields=["published_at"])
        self.story.chapters_changed()

    # In its turn

    @transaction.atomic
    def enqueue(self, *, by) -> None:
        """Publish it when the story's cadence comes to it."""
        self.lock()
        self.refresh_from_db(fields=["published_at", "queued_at"])
        if self.is_published or self.queued_at:
            return
        self._keep_schedule(None, by)
        self.queued_at = timezone.now()
        self.save(update_fields=["queued_at"])

    @transaction.atomic
    def leave_queue(self) -> None:
        self.lock()
        self._keep_schedule(None, None)

    def _keep_schedule(self, moment: datetime | None, by) -> None:
        self.queued_at = None
        self.save(update_fields=["queued_at"])
        super()._keep_schedule(moment, by)

    def show_from(self, moment: datetime | None) -> None:
        """Readers see it from then on (None: not yet); it waits for no time and no turn any more.
        The caller holds the lock and tells the story."""
        self.published_at = moment
        self.scheduled_for, self.scheduled_by, self.missed = None, None, ""
        self.queued_at = None
        self.save(update_fields=["published_at", "queued_at", *APPOINTMENT])

    def _record(self, *, at_once: bool) -> None:
        """Whoever listens compares the moment: a chapter taken back meanwhile is not told of."""
        undo = None if at_once else timezone.now() + timedelta(minutes=limits.UNDO_MINUTES)
        events.record(
            "chapter.published",
            not_before=undo,
            chapter_id=self.pk,
            published_at=self.published_at.isoformat() if self.published_at else "",
        )

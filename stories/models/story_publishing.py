"""Showing a story to readers, now or then, and taking it back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from core import events
from stories import limits
from stories.models.backdating import BackdatedStory, at_noon
from stories.models.choices import offered_ratings
from stories.models.scheduled import APPOINTMENT, Scheduled, in_words
from stories.querysets import PUBLIC
from tags.models import Tag

PUBLICATION = ("published_at", "revised_at", "publication", "announced")
OUT_OF_SIGHT = timedelta(days=365)  # so far from the newest begins what nobody is told of
GO_WITH_STORY = Q(queued_at=None) & (Q(scheduled_for=None) | ~Q(missed=""))


class PublishedStory(BackdatedStory, Scheduled):
    publication = models.PositiveIntegerField(default=0)
    announced = models.PositiveIntegerField(default=0)

    # of the story's other sides
    rating: str
    deleted_at: datetime | None
    hidden_at: datetime | None
    chapters: Any
    taggings: Any
    revisions: Any
    release_within: Any
    released_fields: Any
    keep_version_within: Any
    refresh_listing: Any
    is_by: Any

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:  # type: ignore[override]
        return self.published_at is not None

    @property
    def last_changed_at(self) -> datetime | None:
        """What readers are told. `revised_at` is older where it only says where lists put it."""
        if self.published_at is None or self.revised_at is None:
            return self.published_at
        return max(self.published_at, self.revised_at)

    @property
    def may_undo_publishing(self) -> bool:
        """Until anybody was told; what was published silently nobody is ever told of."""
        if self.published_at is None or self.announced == self.publication:
            return False
        return timezone.now() < self.published_at + timedelta(minutes=limits.UNDO_MINUTES)

    # What it needs

    def missing_for_publishing(self) -> str:
        """What only the author knows and has not said yet, in words; empty if all is said."""
        return in_words(self.missing())

    def missing(self) -> list[str]:
        kinds = set(self.taggings.values_list("tag__kind", flat=True))
        chapters = self.chapters.in_place()
        has_any, has_first = chapters.exists(), chapters.filter(GO_WITH_STORY).exists()
        lacks = {
            "rating": self.rating not in offered_ratings(),
            "fandom": Tag.Kind.FANDOM not in kinds,
            "warnings": Tag.Kind.WARNING not in kinds,
            "chapter": not has_any,
            "first": has_any and not has_first,
        }
        return [word for word, is_missing in lacks.items() if is_missing]

    def obstacles(self, *, by) -> list[str]:
        stands = {
            "bin": self.deleted_at is not None,
            "hidden": self.hidden_at is not None,
            "author": not self.may_be_published_by(by),
        }
        return [word for word, is_there in stands.items() if is_there] + self.missing()

    def may_be_published_by(self, person) -> bool:
        """Is this person, as things stand now, an author who may show something to readers?"""
        return bool(person and person.is_active and person.may_publish and self.is_by(person))

    # What becomes of it

    @transaction.atomic
    def publish(
        self,
        *,
        by,
        at_once: bool = False,
        silently: bool = False,
        published: date | None = None,
        revised: date | None = None,
    ) -> None:
        """Show the story at once, with every chapter that has no time of its own; tell others ten
        minutes later (or at once: at a time that was chosen), and only if this very publication
        still stands then. Silently, nobody is told: it stands in the lists where its old dates put
        it, and without any among those of a year ago."""
        if not by.may_publish or self.rating not in offered_ratings():
            raise PermissionDenied
        self.lock(*PUBLICATION)
        if self.is_published:
            return  # sent twice
        waiting = self.chapters.in_place().filter(GO_WITH_STORY)
        has_new = self.revised_at is None or waiting.never_shown().exists()
        self.published_at = now = timezone.now()
        if silently:
            self._begin_in_the_past(published, revised, has_new=has_new)
        elif has_new:
            self.revised_at = now  # nothing new: nothing moves up the lists
        self.scheduled_for, self.scheduled_by, self.missed = None, None, ""
        self.publication += 1
        if silently:
            self.announced = self.publication
        self.save(update_fields=[*PUBLICATION, *APPOINTMENT])
        self._release_all(waiting, by)
        self.refresh_listing()
        if not silently:
            undo = None if at_once else now + timedelta(minutes=limits.UNDO_MINUTES)
            events.record(
                "story.published",
                not_before=undo,
                story_id=self.pk,
                publication=self.publication,
            )

    def _release_all(self, waiting, by) -> None:
        if self.release_within(by=by) is None and not self.revisions.exists():
            self.keep_version_within(self.released_fields(), by=by)
        for chapter in waiting.filter(Q(published_at=None) | Q(draft__isnull=False)):
            chapter.publish_with_story(self.published_at, by=by)

    def _begin_in_the_past(
        self, published: date | None, revised: date | None, *, has_new: bool
    ) -> None:
        """Days that have not come are not believed: nothing stands above the newest for ever."""
        now = timezone.now()
        days = [day for day in (published, revised) if day and at_noon(day) <= now]
        if published and published in days:
            self.published_at = at_noon(published)
        if has_new:
            self.revised_at = at_noon(max(days)) if days else now - OUT_OF_SIGHT

    @transaction.atomic
    def unpublish(self) -> None:
        self.published_at = None
        self.save(update_fields=["published_at"])
        self.refresh_listing()

    @transaction.atomic
    def show_again(self, published_at: datetime, *, by) -> None:
        """Undo `unpublish`: on its old day, as readers saw it last. Nothing is released by it,
        nobody is told, nothing moves in the lists."""
        if not by.may_publish or self.rating not in offered_ratings():
            raise PermissionDenied
        self.lock("published_at")
        if self.is_published:
            return
        self.published_at = published_at
        self.save(update_fields=["published_at"])
        self.refresh_listing()

    def announce(self, publication: int) -> bool:
        """Mark this publication as told. True for one caller only, and only while it stands."""
        return bool(
            type(self)
            ._default_manager.filter(PUBLIC, pk=self.pk, publication=publication)
            .filter(announced__lt=publication)
            .update(announced=publication)
        )

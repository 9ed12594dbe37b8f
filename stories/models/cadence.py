from collections.abc import Collection
from datetime import datetime, time
from itertools import chain, islice

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone

from core import clocks
from stories.models.story import Story
from stories.schedules import moments


class Cadence(models.Model):
    """When the next chapter of a story's queue appears: "Fridays, 18:00". One story has one.

    The queue is the story's unpublished chapters with `queued_at`, in the order of the story. Each
    time takes one of them; a time at which none can appear passes by, and after a pause or an
    interruption none is made up for: one chapter appears, and the next at the next time.
    """

    story = models.OneToOneField("stories.Story", models.CASCADE, related_name="cadence")
    weekdays = ArrayField(  # 0 is Monday
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)])
    )
    at = models.TimeField()  # on the clocks of `time_zone`
    time_zone = models.CharField(max_length=40)
    next_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"], name="cadence_due", condition=models.Q(paused_at__isnull=True)
            )
        ]

    def __str__(self):
        return f"cadence of story {self.story_id}"

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @classmethod
    @transaction.atomic
    def keep(cls, story: Story, *, weekdays: Collection[int], at: time, time_zone: str):
        """The times of this story from now on. What was paused stays so."""
        story.lock()
        times = {"weekdays": sorted(weekdays), "at": at, "time_zone": time_zone}
        cadence, _is_new = cls.objects.update_or_create(story=story, defaults=times)
        cadence.wait(timezone.now())
        return cadence

    @transaction.atomic
    def pause(self) -> None:
        self.story.lock()
        self.refresh_from_db(fields=["paused_at"])
        self.paused_at, self.next_at = self.paused_at or timezone.now(), None
        self.save(update_fields=["paused_at", "next_at"])

    @transaction.atomic
    def resume(self) -> None:
        self.story.lock()
        self.paused_at = None
        self.save(update_fields=["paused_at"])
        self.wait(timezone.now())

    def wait(self, now: datetime) -> None:
        """For the next time after `now`, whatever was missed before."""
        self.next_at = None if self.is_paused else next(self._times(now), None)
        self.save(update_fields=["next_at"])

    def queue(self):
        """What appears one by one, the next first."""
        waiting = self.story.chapters.in_place().filter(published_at=None)
        return waiting.filter(queued_at__isnull=False)

    def times(self, number: int) -> list[datetime]:
        """When the first so many of the queue appear; none while it is paused."""
        if self.next_at is None:
            return []
        return list(islice(chain([self.next_at], self._times(self.next_at)), number))

    @classmethod
    def due(cls, now: datetime):
        return cls.objects.filter(next_at__lte=now, paused_at=None).order_by("next_at", "pk")

    @transaction.atomic
    def keep_appointment(self, now: datetime) -> bool:
        """Publish the first of the queue if its time has come and nobody did yet."""
        self.story.lock()
        self.refresh_from_db()
        if self.is_paused or self.next_at is None or self.next_at > now:
            return False
        self.wait(now)
        chapter = self.queue().first()
        if chapter is None:
            return False
        chapter.story = self.story
        if chapter.obstacles(by=chapter.scheduled_by):
            return False
        chapter.publish(by=chapter.scheduled_by, at_once=True)
        return True

    def obstacles(self) -> list[str]:
        """What keeps the first of the queue from appearing, in words of OBSTACLES."""
        chapter = self.queue().select_related("scheduled_by").first()
        if chapter is None:
            return []
        chapter.story = self.story
        return chapter.obstacles(by=chapter.scheduled_by)

    def _times(self, after: datetime):
        clock = clocks.zone(self.time_zone)
        return moments.slots(self.weekdays, self.at, clock, after=after)

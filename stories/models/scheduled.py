"""What a story and a chapter have in common: a time at which the worker publishes them.

Nothing becomes public by the clock alone. Whoever chose the time is the one who publishes; what
stands in the way then is kept in `missed`, and the worker tries no more: its authors are told on
their own pages, and choose another time or publish by hand.
"""

from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

OBSTACLES = {
    "bin": _("it lay in the bin"),
    "hidden": _("a moderator has hidden the story"),
    "author": _("whoever chose this time could not publish here"),
    "story": _("the story itself is not published"),
    "rating": _("choose another rating: this archive has no stories for adults"),
    "fandom": _("name the fandom"),
    "warnings": _("choose the warnings"),
    "chapter": _("add a chapter"),
    "first": _("leave one chapter to appear with the story"),
    "fault": _("something went wrong here; it was not your fault"),
}
APPOINTMENT = ("scheduled_for", "scheduled_by", "missed")


def in_words(obstacles: list[str]) -> str:
    return ", ".join(str(OBSTACLES[word]) for word in obstacles if word in OBSTACLES)


class Scheduled(models.Model):
    scheduled_for = models.DateTimeField(null=True, blank=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    missed = models.CharField(max_length=100, blank=True, default="", db_default="")

    is_published: bool

    class Meta:
        abstract = True

    @classmethod
    def due(cls, now: datetime):
        """What the worker has yet to try, the earliest first."""
        waiting = cls._default_manager.filter(scheduled_for__lte=now, missed="")
        return waiting.order_by("scheduled_for", "pk")

    @property
    def is_scheduled(self) -> bool:
        """Will the worker try it?"""
        return self.scheduled_for is not None and not self.missed

    def is_due(self, now: datetime) -> bool:
        return self.scheduled_for is not None and self.scheduled_for <= now and not self.missed

    @property
    def missed_in_words(self) -> str:
        return in_words(self.missed.split(","))

    def lock(self) -> None:
        raise NotImplementedError

    def publish(self, *, by, at_once: bool = False) -> None:
        raise NotImplementedError

    def obstacles(self, *, by) -> list[str]:
        """What keeps it from being published by this person, in words of OBSTACLES."""
        raise NotImplementedError

    @transaction.atomic
    def schedule(self, moment: datetime, *, by) -> bool:
        """Publish it then. False where it is published already."""
        self.lock()
        self.refresh_from_db(fields=["published_at"])
        if self.is_published:
            return False
        self._keep_schedule(moment, by)
        return True

    @transaction.atomic
    def cancel_schedule(self) -> None:
        self.lock()
        self._keep_schedule(None, None)

    @transaction.atomic
    def keep_appointment(self, now: datetime) -> bool:
        """Publish it if its time has come and nobody did yet; note what stands in the way."""
        self.lock()
        self.refresh_from_db()
        if not self.is_due(now) or self.is_published:
            return False
        obstacles = self.obstacles(by=self.scheduled_by)
        if obstacles:
            self.miss(obstacles)
            return False
        self.publish(by=self.scheduled_by, at_once=True)
        return True

    def miss(self, obstacles: list[str]) -> None:
        self.missed = ",".join(obstacles)
        self.save(update_fields=["missed"])

    def _keep_schedule(self, moment: datetime | None, by) -> None:
        self.scheduled_for, self.scheduled_by, self.missed = moment, by, ""
        self.save(update_fields=APPOINTMENT)

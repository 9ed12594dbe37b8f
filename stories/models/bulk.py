from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from stories import limits


class BulkChangeQuerySet(models.QuerySet):
    def of(self, user):
        """A person's own, as long as they are kept, the newest first."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(by=user, asked_at__gte=_oldest()).order_by("-pk")

    def old(self):
        return self.filter(asked_at__lt=_oldest())

    def without_accounts(self):
        """For lists: what was done to each of a thousand stories is long."""
        return self.defer("before")

    def at_work(self):
        """Those that the worker has still to do, or to undo."""
        return self.filter(models.Q(done_at=None) | models.Q(undone_at=None, wish__has_key="undo"))


def _oldest():
    return timezone.now() - timedelta(days=limits.BULK_CHANGE_DAYS)


class BulkChange(models.Model):
    """One wish for many stories of an author, with what stood there before, so that it can be
    undone. The work itself stands in stories/bulk/."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bulk_changes")
    wish = models.JSONField()  # {said: by the names of the form, stories: ids, token, language}
    before = models.JSONField(default=dict)  # {story id: …}, as stories/bulk/work.py says
    asked_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = BulkChangeQuerySet.as_manager()

    def __str__(self):
        return f"bulk change {self.pk}"

    def get_absolute_url(self):
        return reverse("change", args=[self.pk])

    @property
    def said(self) -> dict:
        return self.wish["said"]

    @property
    def stories(self) -> list[int]:
        return self.wish["stories"]

    @property
    def touched(self) -> list[int]:
        """Stories of which anything was changed."""
        return [pk for pk in self.stories if self.before.get(str(pk), {}).get("did")]

    @property
    def is_being_undone(self) -> bool:
        return "undo" in self.wish and self.undone_at is None

    @property
    def is_at_work(self) -> bool:
        return self.done_at is None or self.is_being_undone

    @property
    def number_done(self) -> int:
        """Of `number_to_do`, while it is at work."""
        if self.is_being_undone:
            return sum("undone" in self.before[str(pk)] for pk in self.touched)
        return len(self.before)

    @property
    def number_to_do(self) -> int:
        return len(self.touched) if self.is_being_undone else len(self.stories)

    @property
    def may_be_undone(self) -> bool:
        return bool(self.done_at and "undo" not in self.wish and self.touched)

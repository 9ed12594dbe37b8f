"""A review in its thread: frozen, removed, hidden; what is counted, and who locks what."""

from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.querysets import SHOWN
from stories.models import Tally


class Threaded(models.Model):
    """Whatever changes the shape of a thread, or what is counted of it, locks its root first and
    then its own row."""

    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_reason = models.TextField(_("why hidden"), blank=True, default="")
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)

    objects: Any
    parent: Any
    root: Any
    answers: Any
    reports: Any
    wordings: Any
    pk: int
    story_id: int
    root_id: int | None
    approved_at: Any
    html: Any
    guest_name: Any
    guest_key: Any
    pen_name: Any
    fingerprint: Any
    links: Any
    network: Any

    class Meta:
        abstract = True

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_gone(self) -> bool:
        return self.deleted_at is not None or self.hidden_at is not None

    @property
    def is_frozen(self) -> bool:
        """A thread is frozen at its root."""
        root: Any = self.root or self
        return root.frozen_at is not None

    def lock(self) -> None:
        """The thread's root, then this row: what stands there now, until the transaction ends.

        Raises DoesNotExist.
        """
        rows = type(self).objects
        if self.root_id:
            rows.select_for_update().only("pk").get(pk=self.root_id)
        self.refresh_from_db(from_queryset=rows.select_for_update(of=("self",)))

    def freeze(self) -> None:
        self._set_frozen(timezone.now())

    def unfreeze(self) -> None:
        self._set_frozen(None)

    @transaction.atomic
    def remove(self) -> None:
        """Deletion is real: what had answers, or was reported, leaves a tombstone without words or
        name. Tombstones that nothing stands under any more go with it."""
        self.lock()
        if not self.deleted_at:
            self._count(-1)
            self._remove()

    @transaction.atomic
    def hide(self, reason: str) -> None:
        """Called by moderation only."""
        self.lock()
        self._count(-1)
        self.hidden_at, self.hidden_reason = self.hidden_at or timezone.now(), reason
        self.save(update_fields=["hidden_at", "hidden_reason"])

    @transaction.atomic
    def unhide(self) -> None:
        """Called by moderation only."""
        self.lock()
        was_hidden = self.is_hidden
        self.hidden_at, self.hidden_reason = None, ""
        self.save(update_fields=["hidden_at", "hidden_reason"])
        if was_hidden:
            self._count(1)

    def _set_frozen(self, when) -> None:
        root: Any = self.root or self
        root.frozen_at = when
        type(self).objects.filter(pk=root.pk).update(frozen_at=when)

    def _remove(self) -> None:
        """Words, names and former wordings are gone. What had answers, or was reported, leaves a
        tombstone; those that nothing stands under any more go with it."""
        if self._is_needed():
            self.wordings.all().delete()
            self.html, self.guest_name, self.guest_key, self.pen_name = "", "", "", None
            self.fingerprint, self.links, self.network = None, [], ""
            self.deleted_at = timezone.now()
            self.save()
            return
        parent = self.parent
        self.delete()
        while parent and parent.deleted_at and not parent._is_needed():
            gone, parent = parent, parent.parent
            gone.delete()

    def _is_needed(self) -> bool:
        """By its answers, or by a moderator who was asked about it."""
        return self.answers.exists() or self.reports.filter(closed_at=None).exists()

    def _count(self, step: int) -> None:
        """Only what everybody sees is counted: of its story, and of the thread it stands in."""
        if not self.approved_at or self.is_gone:
            return
        Tally.add(self.story_id, reviews=step)
        if self.root_id:
            thread = type(self).objects.filter(pk=self.root_id)
            thread.update(answer_count=Greatest(F("answer_count") + step, 0))

    @classmethod
    def _lock_open_thread(cls, parent):
        """Raises DoesNotExist where nobody can answer `parent` any more."""
        threads = cls.objects.select_for_update().filter(frozen_at=None)
        root = threads.get(pk=parent.root_id or parent.pk)
        cls.objects.filter(SHOWN).only("pk").get(pk=parent.pk)
        return root

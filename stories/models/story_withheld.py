"""A story out of sight: hidden by a moderator, thrown away by its author, gone for good."""

from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models.images import delete_files


class Withheld(models.Model):
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_reason = models.TextField(_("why hidden"), blank=True, default="")
    deleted_at = models.DateTimeField(null=True, blank=True)

    sources: Any
    images: Any

    class Meta:
        abstract = True

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    def refresh_listing(self) -> None:
        raise NotImplementedError

    @transaction.atomic
    def hide(self, reason: str) -> None:
        """Called by moderation only."""
        self.hidden_at, self.hidden_reason = timezone.now(), reason
        self.save(update_fields=["hidden_at", "hidden_reason"])
        self.refresh_listing()

    @transaction.atomic
    def unhide(self) -> None:
        """Called by moderation only."""
        self.hidden_at, self.hidden_reason = None, ""
        self.save(update_fields=["hidden_at", "hidden_reason"])
        self.refresh_listing()

    @transaction.atomic
    def move_to_bin(self) -> None:
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at"])
        self.refresh_listing()

    @transaction.atomic
    def restore(self) -> None:
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])
        self.refresh_listing()

    @transaction.atomic
    def delete_for_good(self) -> None:
        """Rows and files: what is left is an empty place. The files go once it stands that the rows
        are gone: one that stays, should we die in between, is found by the doctor."""
        files = [source.file for source in self.sources.all()]
        of_images = [file for image in self.images.all() for file in image.files]
        self.delete()
        for file in files:
            transaction.on_commit(partial(file.delete, save=False))
        transaction.on_commit(partial(delete_files, of_images))

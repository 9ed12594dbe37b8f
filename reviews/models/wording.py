"""What a review said before it was changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import html as sanitiser
from reviews.limits import EDIT_MINUTES, WORDINGS
from reviews.querysets import GONE


class Worded(models.Model):
    """The words of a review, as their writer may still change them: nobody who answered earlier
    ones is made a liar, because they can be read still."""

    html = models.TextField(_("text"))
    html_version = models.SmallIntegerField(default=sanitiser.VERSION)
    is_spoiler = models.BooleanField(_("gives the story away"), default=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)

    objects: Any
    wordings: Any
    pk: int
    approved_at: Any
    lock: Callable[[], None]
    wait_again: Callable[[str], None]

    class Meta:
        abstract = True

    @property
    def may_still_be_edited(self) -> bool:
        return timezone.now() < self.created_at + timedelta(minutes=EDIT_MINUTES)

    @property
    def has_many_wordings(self) -> bool:
        return self.wordings.count() >= WORDINGS

    @transaction.atomic
    def edit(
        self, html: str, *, is_spoiler: bool | None = None, held_for: str = "", **beside: Any
    ) -> None:
        """`held_for` says whose word the new words wait for; `beside` are columns that tell of the
        words, as their fingerprint does.

        Raises DoesNotExist where it was removed or hidden meanwhile, or its thread closed.
        """
        self.lock()
        still = type(self).objects.filter(~GONE, frozen_at=None, root__frozen_at=None)
        still.only("pk").get(pk=self.pk)
        said: dict[str, Any] = {} if is_spoiler is None else {"is_spoiler": is_spoiler}
        if html != self.html:
            said |= {"html": html, "html_version": sanitiser.VERSION, **beside}
            if self.approved_at:  # what nobody was shown stands in no history
                self._keep_wording()
                said["edited_at"] = timezone.now()
            if held_for:
                self.wait_again(held_for)
        for name, value in said.items():
            setattr(self, name, value)
        self.save(update_fields=list(said))

    def _keep_wording(self) -> None:
        self.wordings.create(
            html=self.html,
            html_version=self.html_version,
            written_at=self.edited_at or self.created_at,
        )


class Wording(models.Model):
    """Only added to, and gone with the review."""

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="wordings")
    html = models.TextField()
    html_version = models.SmallIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return sanitiser.excerpt(self.html, 60)

"""A review that waits: for whose word it waits, and what may become of it.

It waits for one after the other: moderators, the author's first reader, the author. Whoever it
waits for lets it go on or keeps it back. An author may take back what everybody reads already, too:
then it stands as if it had waited for her, and she can show it again.
"""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import events


class HeldFor(models.TextChoices):
    """Whose word a held review waits for; it passes from the left to the right."""

    MODERATORS = "moderators", _("the moderators")
    FRIEND = "friend", _("the author’s first reader")
    AUTHOR = "author", _("the author")


class Held(models.Model):
    held_for = models.CharField(  # empty once it was approved
        _("waits for"), max_length=10, choices=HeldFor.choices, blank=True, default=""
    )
    # By whomever it waited for: by held_for her first reader, or the author herself.
    kept_back_at = models.DateTimeField(_("kept back"), null=True, blank=True)
    called_spam_at = models.DateTimeField(_("called spam by the author"), null=True, blank=True)

    pk: int
    approved_at: Any
    deleted_at: Any
    hidden_at: Any
    _count: Any
    lock: Any

    class Meta:
        abstract = True

    @property
    def is_held(self) -> bool:
        return self.approved_at is None

    @property
    def is_put_away(self) -> bool:
        """By an author of its story, who can show it again."""
        return self.held_for == HeldFor.AUTHOR and self.kept_back_at is not None

    @transaction.atomic
    def approve(self) -> None:
        """Everybody reads it from now on, whoever it waited for."""
        self.lock()
        if self.is_held:
            self._stand(approved_at=timezone.now())
            self._count(1)
            events.record("review.shown", review_id=self.pk)

    @transaction.atomic
    def show(self, by: User) -> None:
        """The author's word; it counts only where it is hers to say."""
        self.lock()
        if self.held_for == HeldFor.AUTHOR:
            self.approve()
            self._was_seen(by)

    @transaction.atomic
    def put_away(self, by: User) -> None:
        """The author's word: readers do not see it (any more)."""
        self.lock()
        if self.is_put_away or not self._is_in_authors_hands:
            return
        self._count(-1)
        self._stand(held_for=HeldFor.AUTHOR, kept_back_at=timezone.now())
        self._was_seen(by)

    @transaction.atomic
    def call_spam(self, by: User) -> None:
        """The author's word: from now on it is the moderators' business, and not on her pages."""
        self.lock()
        if not self._is_in_authors_hands:
            return
        self._count(-1)
        self._stand(held_for=HeldFor.MODERATORS, called_spam_at=timezone.now())
        events.record("review.called_spam", review_id=self.pk)
        events.record("spam.reported", review_id=self.pk, user_id=by.pk)

    @transaction.atomic
    def clear_of_spam(self) -> None:
        """Called by moderation only: the author has it back, put away, and may show it."""
        self.lock()
        if self.called_spam_at and self.held_for == HeldFor.MODERATORS:
            self._stand(held_for=HeldFor.AUTHOR, kept_back_at=timezone.now())

    @transaction.atomic
    def let_through(self, *, author_holds: bool) -> None:
        """The first reader's word, also of what she kept back before. Where the author wants to
        look at each review, it waits for her now; otherwise it is shown, a guest's first as well:
        somebody whom the author trusts has looked at it, and sparing her that is what she asked her
        friend for."""
        self.lock()
        if self.held_for == HeldFor.FRIEND:
            self.go_on(HeldFor.AUTHOR if author_holds else "", waited_for=HeldFor.FRIEND)

    @transaction.atomic
    def keep_back(self) -> None:
        """The first reader's word: the author does not see it; moderators do."""
        self.lock()
        if self.held_for == HeldFor.FRIEND and self.kept_back_at is None:
            self._stand(held_for=HeldFor.FRIEND, kept_back_at=timezone.now())

    @transaction.atomic
    def go_on(self, to: str, *, waited_for: str) -> None:
        """From one of HeldFor to another, or to everybody where `to` is empty; if it still waits
        for the first."""
        self.lock()
        if self.held_for != waited_for:
            return
        if not to:
            self.approve()
        else:
            self._stand(held_for=to)
            events.record("review.held", review_id=self.pk)

    @property
    def _is_in_authors_hands(self) -> bool:
        is_gone = self.deleted_at or self.hidden_at
        return not is_gone and self.held_for in ("", HeldFor.AUTHOR)

    @transaction.atomic
    def wait_again(self, to: str) -> None:
        """Its words are others than those that were let through."""
        self.lock()
        if self.approved_at and not (self.deleted_at or self.hidden_at):
            self._count(-1)
            self._stand(held_for=to)
            events.record("review.held", review_id=self.pk)

    def _was_seen(self, by: User) -> None:
        """She need not be told of it any more."""
        events.record("review.seen", review_id=self.pk, user_id=by.pk)

    def _stand(self, **so: Any) -> None:
        """All that says whether and for whom it waits, at once."""
        nothing: dict[str, Any] = {
            "approved_at": None, "held_for": "", "kept_back_at": None, "called_spam_at": None,
        }  # fmt: skip
        so = nothing | so
        for name, value in so.items():
            setattr(self, name, value)
        self.save(update_fields=list(so))

"""Who may see what was brought, and how long it waits, said once."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stories.querysets import is_by

GUESTS_LIFE = timedelta(hours=24)
MEMBERS_LIFE = timedelta(days=30)
REFUSED_LIFE = timedelta(days=7)  # in which one can fetch back what we could not read


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user, tokens=()):
        """A member's own, and of what was kept as a story its accepted authors'; a guest's by the
        tokens of a signed cookie, while they live."""
        if user.is_authenticated:
            return self.filter(Q(story=None, owner=user) | Q(is_by(user, "story")))
        return self.brought_by_guest(tokens)

    def brought_by_guest(self, tokens):
        alive = timezone.now() - GUESTS_LIFE
        return self.filter(owner=None, story=None, token__in=tokens, created_at__gte=alive)

    def waiting(self):
        """What its bringer has still to look at, each story once; batches have their own table."""
        return self.filter(story=None, batch=None, first_part=None)

    def outside_the_bin(self):
        return self.filter(Q(story=None) | Q(story__deleted_at=None))

    def claim(self, user, tokens) -> None:
        """Give what a guest brought to the member that the guest has become."""
        brought = self.brought_by_guest(tokens)
        if brought.exists():
            brought.update(owner=user)

    def expired(self):
        now = timezone.now()
        return self.filter(story=None).filter(
            Q(owner=None, created_at__lt=now - GUESTS_LIFE)
            | Q(owner__isnull=False, created_at__lt=now - MEMBERS_LIFE)
            | Q(created_at__lt=now - REFUSED_LIFE) & ~Q(refusal="")
        )

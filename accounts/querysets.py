from django.db import models
from django.db.models import Q

WAITING = Q(waiting_since__isnull=False, is_active=True)  # for a moderator to let them in
TURNED_AWAY = Q(waiting_since__isnull=False, is_active=False)


class PenNameQuerySet(models.QuerySet):
    def of(self, user):
        """The pen names of one person, the one used last first."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user).order_by("-used_at", "pk")

    def with_slug(self, slug: str):
        return self.filter(slug_key=slug.casefold())

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stories.models import Story


class Rating(TypedDict, total=False):
    """As a rescued archive knows it; only `value` and `best` must be there."""

    value: Decimal
    best: Decimal
    name: str
    given_on: date | None


class KeptRating(models.Model):
    """Stars from a rescued archive: kept for the story's authors, shown to nobody else."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="kept_ratings")
    value = models.DecimalField(pgettext_lazy("stars", "rating"), max_digits=5, decimal_places=2)
    best = models.DecimalField(_("best possible"), max_digits=5, decimal_places=2)
    name = models.CharField(_("by"), max_length=100, blank=True, default="")
    given_on = models.DateField(pgettext_lazy("stars", "given"), null=True, blank=True)
    origin = models.CharField(_("archive"), max_length=100, blank=True, default="")

    class Meta:
        verbose_name = _("rating from elsewhere")
        verbose_name_plural = _("ratings from elsewhere")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__gte=0, best__gt=0, value__lte=models.F("best")),
                name="kept_rating_in_its_scale",
            )
        ]

    def __str__(self):
        return f"{self.value} / {self.best}"

    @classmethod
    @transaction.atomic
    def keep(cls, story: Story, ratings: Iterable[Rating], *, origin: str) -> None:
        """All that an archive has of a story, in the place of what was kept of it before: to bring
        the same twice changes nothing. Raises IntegrityError for one that is beyond its scale, and
        then keeps what was there."""
        story.lock()
        cls.objects.filter(story=story, origin=origin).delete()
        KeptRating.objects.bulk_create(
            KeptRating(story=story, origin=origin, **rating) for rating in ratings
        )

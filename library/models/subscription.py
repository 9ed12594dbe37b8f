"""What a reader follows: a story, a series, or everything under a pen name."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from library.querysets import SubscriptionQuerySet
from stories.models import Series, Story

type Thing = Story | Series | PenName


class Subscription(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="subscriptions")
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="subscriptions")
    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="subscriptions")
    pen_name = models.ForeignKey(PenName, models.CASCADE, null=True, related_name="subscriptions")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(story__isnull=False, series=None, pen_name=None)
                | Q(story=None, series__isnull=False, pen_name=None)
                | Q(story=None, series=None, pen_name__isnull=False),
                name="subscription_to_one_thing",
            ),
            # In this order: a thing's followers are walked through by the number of the person.
            models.UniqueConstraint(fields=["story", "user"], name="subscription_story_once"),
            models.UniqueConstraint(fields=["series", "user"], name="subscription_series_once"),
            models.UniqueConstraint(fields=["pen_name", "user"], name="subscription_pen_name_once"),
        ]

    def __str__(self):
        return f"{self.user_id} follows {self.thing}"

    @property
    def thing(self) -> Thing:
        thing = self.story or self.series or self.pen_name
        assert thing is not None  # noqa: S101  a CHECK holds it
        return thing

    @classmethod
    def begin(cls, thing: Thing, *, by: User) -> "Subscription":
        """Sent twice, it is the same."""
        which: dict[str, Any] = {_field(thing): thing}
        return cls.objects.get_or_create(user=by, **which)[0]

    @classmethod
    def end(cls, thing: Thing, *, by: User) -> None:
        cls.objects.filter(user=by, **{_field(thing): thing}).delete()


def _field(thing: Thing) -> str:
    """That points at it; whoever follows it is `thing.subscriptions`."""
    return {Story: "story", Series: "series", PenName: "pen_name"}[type(thing)]

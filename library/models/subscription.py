"""What a reader follows: a story, a series, or everything under a pen name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from stories.models import Series, Story


class Subscription(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="subscriptions")
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="subscriptions")
    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="subscriptions")
    pen_name = models.ForeignKey(PenName, models.CASCADE, null=True, related_name="subscriptions")
    created_at = models.DateTimeField(auto_now_add=True)

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
    def thing(self) -> Story | Series | PenName:
        return self.story or self.series or self.pen_name

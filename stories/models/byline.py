from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName


class Byline(models.Model):
    """By whom a story is. An invitation gives no right until it was accepted."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="bylines")
    pen_name = models.ForeignKey(PenName, models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACCEPTED)
    shown = models.BooleanField(_("name shown"), default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["story", "pen_name"], name="byline_once"),
            models.UniqueConstraint(
                fields=["story", "position"],
                name="byline_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return f"{self.pen_name} ({self.state})"

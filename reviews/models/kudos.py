"""Thanks: one a person and story. A guest leaves nothing that names anyone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from stories.models import Story


class Phrase(models.TextChoices):
    """A word with the thanks. Stored by its key, shown in the language of whoever reads it."""

    STAYED_UP = "stayed_up", _("I stayed up too late")
    ENDING = "ending", _("The ending")
    LAUGHED = "laughed", _("I laughed out loud")
    CRIED = "cried", _("I cried")
    AGAIN = "again", _("I read it twice")
    VOICES = "voices", _("They sound just like themselves")
    WORLD = "world", _("I could see it all")
    LINE = "line", _("There is a sentence that I will keep")
    COMFORT = "comfort", _("It came at the right time")
    SURPRISE = "surprise", _("I did not see that coming")
    SLOW = "slow", _("I read slowly so that it would last")
    MORE = "more", _("I would read more of this")


class Kudos(models.Model):
    story = models.ForeignKey(Story, models.CASCADE, related_name="kudos")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="kudos")
    guest = models.CharField(max_length=43, blank=True, default="")  # of core/anonymity.py
    phrase = models.CharField(max_length=20, choices=Phrase.choices, blank=True, default="")
    pen_name = models.ForeignKey(  # under which the author may know it; none: she may not
        PenName, models.SET_NULL, null=True, related_name="kudos"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("thanks")
        constraints = [
            models.UniqueConstraint(fields=["story", "user"], name="kudos_once_a_person"),
            models.UniqueConstraint(
                fields=["story", "guest"], condition=~Q(guest=""), name="kudos_once_a_guest"
            ),
        ]

    def __str__(self):
        return f"thanks for {self.story_id}"

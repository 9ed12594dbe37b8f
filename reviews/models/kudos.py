"""Thanks: one a person and story. A guest leaves nothing that names anyone."""

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from core import events
from stories.models import Story, Tally

# Whoever thanked already has thanked: two presses at the same moment give one row.
GIVE = """
INSERT INTO reviews_kudos (story_id, user_id, guest, phrase, pen_name_id, created_at)
VALUES (%s, %s, %s, %s, %s, now()) ON CONFLICT DO NOTHING RETURNING id
"""


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

    @classmethod
    @transaction.atomic
    def give(
        cls,
        story: Story,
        *,
        user: User | None = None,
        guest: str = "",
        phrase: str = "",
        pen_name: PenName | None = None,
    ) -> bool:
        """By a member or a guest; False where she has thanked already, which changes nothing."""
        by = user.pk if user else None
        name = pen_name.pk if pen_name else None
        with connection.cursor() as cursor:
            cursor.execute(GIVE, [story.pk, by, guest, phrase, name])
            given = cursor.fetchone()
        if given is None:
            return False
        Tally.add(story.pk, kudos=1)
        events.record("kudos.given", kudos_id=given[0])
        return True

    @classmethod
    @transaction.atomic
    def take_back(cls, story: Story, *, user: User | None = None, guest: str = "") -> bool:
        """False where there is nothing to take back."""
        if not (user or guest):
            return False
        taken, _rows = cls.objects.filter(story=story, user=user, guest=guest).delete()
        if taken:
            Tally.add(story.pk, kudos=-taken)
        return bool(taken)

    def say(self, phrase: str, pen_name: PenName | None) -> None:
        """Other words with it, or another name, or none."""
        self.phrase, self.pen_name = phrase, pen_name
        self.save(update_fields=["phrase", "pen_name"])

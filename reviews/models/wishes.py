"""What an author wishes to hear: said once, and otherwise for a story where that differs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from stories.models import Story


class Welcome(models.TextChoices):
    KIND = "kind", _("Kind words")
    HONEST = "honest", _("What you thought, honestly")
    TYPOS = "typos", _("Typing errors")
    QUESTIONS = "questions", _("Questions only")
    NOTHING = "nothing", _("Nothing")


class Wishes(models.Model):
    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="wishes")
    welcome = models.CharField(
        _("what is welcome"), max_length=10, choices=Welcome.choices, blank=True, default=""
    )
    holds = models.BooleanField(_("look at each review before others see it"), default=False)
    passages = models.BooleanField(_("readers may write about a passage"), default=False)
    corrections = models.BooleanField(_("readers may propose corrections"), default=False)

    def __str__(self):
        return f"wishes of {self.user_id}"


class StoryWishes(models.Model):
    """Empty and None follow what the author says of all of hers."""

    story = models.OneToOneField(Story, models.CASCADE, primary_key=True, related_name="wishes")
    welcome = models.CharField(
        _("what is welcome"), max_length=10, choices=Welcome.choices, blank=True, default=""
    )
    holds = models.BooleanField(_("look at each review before others see it"), null=True)
    passages = models.BooleanField(_("readers may write about a passage"), null=True)
    corrections = models.BooleanField(_("readers may propose corrections"), null=True)

    def __str__(self):
        return f"wishes for {self.story_id}"


class FirstReader(models.Model):
    """A friend who reads what waits before the author does: for one story, or for all of hers. She
    is asked, and reads nothing before she agreed. Of the author's names she learns the one under
    which she was asked."""

    author = models.ForeignKey(User, models.CASCADE, related_name="first_readers")
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="first_readers")
    pen_name = models.ForeignKey(PenName, models.CASCADE, related_name="reads_first_for")
    asked_as = models.ForeignKey(PenName, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "story"], name="first_reader_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"{self.pen_name} reads first for {self.author_id}"

    @property
    def is_nobody(self) -> bool:
        """The author named herself: nobody reads before her."""
        return self.pen_name.user_id == self.author_id

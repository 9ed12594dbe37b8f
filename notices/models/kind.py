from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    REVIEW = "review", _("Reviews of your stories")
    ANSWER = "answer", _("Answers to you")
    HELD = "held", _("Reviews that wait for you")
    KUDOS = "kudos", _("Thanks")
    CORRECTION = "correction", _("Corrections: proposed to you, or accepted")
    FRIEND = "friend", _("Reading first: you are asked, or a friend answers")
    CHAPTER = "chapter", _("New chapters and stories that you follow")
    FILTER = "filter", _("New stories for a saved filter")
    DECISION = "decision", _("Decisions of the moderators")
    BIN = "bin", _("Your bin is about to be emptied")
    SITE = "site", _("What the archive itself tells its moderators")

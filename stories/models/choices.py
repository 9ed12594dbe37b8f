"""What an author chooses of: rating, status, who reads, who reviews, kinds of chapters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import site


class Rating(models.TextChoices):
    NOT_RATED = "not_rated", _("Not rated")
    GENERAL = "general", _("General audiences")
    TEEN = "teen", _("Teen and up")
    MATURE = "mature", _("Mature")
    EXPLICIT = "explicit", _("Explicit")


GATED_RATINGS = (Rating.NOT_RATED, Rating.MATURE, Rating.EXPLICIT)


def offered_ratings() -> set[str]:
    """The ratings with which a story may be published here; what is not rated may be anything."""
    everything = set(Rating.values)
    return everything if site.current().adult_stories else everything - set(GATED_RATINGS)


class Status(models.TextChoices):
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETE = "complete", _("Complete")
    ON_HIATUS = "on_hiatus", _("On hiatus")
    ABANDONED = "abandoned", _("Abandoned")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everybody")
    MEMBERS = "members", _("Members only")


class ReviewPolicy(models.TextChoices):
    EVERYBODY = "everybody", _("Members and guests")
    MEMBERS = "members", _("Members only")
    NOBODY = "nobody", _("Nobody")


class ChapterKind(models.TextChoices):
    CHAPTER = "chapter", _("Chapter")
    PROLOGUE = "prologue", _("Prologue")
    INTERLUDE = "interlude", _("Interlude")
    EPILOGUE = "epilogue", _("Epilogue")
    EXTRA = "extra", _("Extra")

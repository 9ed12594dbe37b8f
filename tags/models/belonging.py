"""To what a tag belongs. Unlike its parents, its fandoms are no other names for its stories: who
looks for a fandom finds the stories that name it, whoever appears in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MEDIUM_LENGTH = 60  # characters


class Medium(models.Model):
    """Books, television, games …: under what the fandoms stand."""

    name = models.CharField(_("name"), max_length=MEDIUM_LENGTH, unique=True)
    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("medium")
        verbose_name_plural = _("media")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class Belonging(models.Model):
    """A character, relationship, AU or other tag of a fandom."""

    tag = models.ForeignKey("tags.Tag", models.CASCADE, related_name="+")
    fandom = models.ForeignKey("tags.Tag", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "fandom"], name="tags_belonging_once")
        ]

    def __str__(self):
        return f"{self.tag_id} of {self.fandom_id}"


class Member(models.Model):
    """A relationship's character. Its stories are found under them."""

    relationship = models.ForeignKey("tags.Tag", models.CASCADE, related_name="+")
    character = models.ForeignKey("tags.Tag", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relationship", "character"], name="tags_member_once")
        ]

    def __str__(self):
        return f"{self.character_id} in {self.relationship_id}"

"""What a reader never wants to see in a list. A guest's stand in a signed cookie instead."""

from django.conf import settings
from django.db import models

WORD_LENGTH = 60  # characters; of one word or a phrase


class Muted(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class MutedTag(Muted):
    tag = models.ForeignKey("tags.Tag", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "tag"], name="discovery_tag_muted_once")
        ]

    def __str__(self):
        return f"{self.user_id} mutes tag {self.tag_id}"


class MutedPenName(Muted):
    pen_name = models.ForeignKey("accounts.PenName", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "pen_name"], name="discovery_name_muted_once")
        ]

    def __str__(self):
        return f"{self.user_id} mutes pen name {self.pen_name_id}"


class MutedWord(Muted):
    word = models.CharField(max_length=WORD_LENGTH)
    key = models.CharField(max_length=WORD_LENGTH * 3, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="discovery_word_muted_once")
        ]

    def __str__(self):
        return f"{self.user_id} mutes “{self.word}”"

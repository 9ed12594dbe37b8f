"""What a reader never wants to see in a list. A guest's stand in a signed cookie instead."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import names

WORD_LENGTH = 60  # characters; of one word or a phrase
KEY_LENGTH = WORD_LENGTH * 3


class Muted(models.Model):
    MOST = 500  # things of a kind

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def _add(cls, user, thing: dict, defaults: dict | None = None) -> None:
        """Once, however often it is said. Two additions of a person wait for each other."""
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        hers = cls.objects.filter(user=user)  # type: ignore[attr-defined]
        if hers.filter(**thing).exists():
            return
        if hers.count() >= cls.MOST:
            raise ValidationError(
                _("At most %(most)s of these, please. Remove one that you need less.")
                % {"most": cls.MOST}
            )
        hers.create(user=user, **thing, **(defaults or {}))


class MutedTag(Muted):
    tag = models.ForeignKey("tags.Tag", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "tag"], name="discovery_tag_muted_once")
        ]

    def __str__(self):
        return f"{self.user_id} mutes tag {self.tag_id}"

    @classmethod
    def add(cls, user, pk: int) -> None:
        cls._add(user, {"tag_id": pk})

    @classmethod
    def remove(cls, user, pk: int) -> None:
        """Under whichever of its names it was muted."""
        meant = models.Q(tag=pk) | models.Q(tag__synonym_of=pk)
        cls.objects.filter(meant, user=user).delete()


class MutedPenName(Muted):
    """This name only: which names are one person's is nobody's to learn."""

    pen_name = models.ForeignKey("accounts.PenName", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "pen_name"], name="discovery_name_muted_once")
        ]

    def __str__(self):
        return f"{self.user_id} mutes pen name {self.pen_name_id}"

    @classmethod
    def add(cls, user, pk: int) -> None:
        cls._add(user, {"pen_name_id": pk})

    @classmethod
    def remove(cls, user, pk: int) -> None:
        cls.objects.filter(user=user, pen_name=pk).delete()


class MutedWord(Muted):
    MOST = 50  # each is looked for in every list

    word = models.CharField(max_length=WORD_LENGTH)
    key = models.CharField(max_length=KEY_LENGTH, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="discovery_word_muted_once")
        ]

    def __str__(self):
        return f"{self.user_id} mutes “{self.word}”"

    @classmethod
    def add(cls, user, word: str) -> None:
        cls._add(user, {"key": names.tag_key(word)}, {"word": word})

    @classmethod
    def remove(cls, user, word: str) -> None:
        cls.objects.filter(user=user, key=names.tag_key(word)).delete()

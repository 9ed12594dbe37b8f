"""How a member wishes to be told by mail. Without a row: as When.usual says."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User

SECRET = 43  # characters


class When(models.TextChoices):
    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


class MailWish(models.Model):
    """One kind of notice. Kinds are those of notices.models.notice."""

    user = models.ForeignKey(User, models.CASCADE, related_name="mail_wishes")
    kind = models.CharField(max_length=12)
    when = models.CharField(max_length=6, choices=When.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mail_wish_once")]

    def __str__(self):
        return f"{self.kind}: {self.when}"


class Mailbox(models.Model):
    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="mailbox")
    secret = models.CharField(max_length=SECRET, unique=True)  # of the feed's address
    is_discreet = models.BooleanField(_("name no titles in subject lines"), default=False)
    hour = models.PositiveSmallIntegerField(_("hour of the daily mail"), default=18)
    weekday = models.PositiveSmallIntegerField(_("day of the weekly mail"), default=4)  # Friday
    failures = models.PositiveSmallIntegerField(default=0)
    bounced_at = models.DateTimeField(_("mail comes back since"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hour__lt=24, weekday__lt=7), name="mailbox_has_a_time"
            )
        ]

    def __str__(self):
        return f"mailbox of {self.user_id}"

    @classmethod
    def of(cls, user: User) -> "Mailbox":
        """With a secret from its first day."""
        return cls.objects.get_or_create(user=user, defaults={"secret": new_secret()})[0]

    @classmethod
    def or_usual(cls, user: User) -> "Mailbox":
        """Hers, or as one is made; writes nothing."""
        return getattr(user, "mailbox", None) or cls(user=user)

    @classmethod
    def try_again(cls, user: User) -> None:
        """Her address takes mail again, or is another one; if not, three refusals end it anew."""
        cls.objects.filter(user=user).update(bounced_at=None, failures=0)

    def change_secret(self) -> None:
        """The feed has a new address; at the old one there is nothing."""
        self.secret = new_secret()
        self.save(update_fields=["secret"])


def new_secret() -> str:
    return secrets.token_urlsafe(32)

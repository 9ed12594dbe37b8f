"""A mail on its way. The row is the promise: it is kept, or it says why not."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from stories.models import Story


class Letter(models.Model):
    STAYS = timedelta(days=90)  # after it was sent or given up

    user = models.ForeignKey(User, models.CASCADE, related_name="letters")
    key = models.CharField(max_length=120, unique=True)  # also its Message-ID
    is_digest = models.BooleanField(default=False)
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(_("not before"))
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    trouble = models.CharField(_("what went wrong"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["due_at"], name="letter_due", condition=Q(sent_at=None, given_up_at=None)
            ),
            models.Index(fields=["user", "story", "-due_at"], name="letter_of_story"),
        ]

    def __str__(self):
        return self.key

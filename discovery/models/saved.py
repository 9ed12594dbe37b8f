"""Filters that a reader keeps under a name of her own."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from accounts.models import User

NAME_LENGTH = 100  # characters
QUERY_LENGTH = 4_000  # characters


class SavedFilter(models.Model):
    MOST = 50  # of a person

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="filters")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    query = models.TextField(max_length=QUERY_LENGTH)  # as in the address of the list
    is_default = models.BooleanField(_("where the list begins"), default=False)
    tells = models.BooleanField(_("tell me of new ones"), default=False)
    told_until = models.DateTimeField(null=True, blank=True)  # stories published up to then
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="discovery_filter_named_once"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(is_default=True), name="discovery_one_default"
            ),
        ]
        indexes = [
            models.Index(
                fields=["told_until"], condition=Q(tells=True), name="discovery_filters_telling"
            )
        ]

    def __str__(self):
        return self.name

    @transaction.atomic
    def keep(self) -> None:
        """As it is now: new, changed or fetched back. Two of one person's wait for each other.
        Whoever is told from now on is told of what is published from now on."""
        User.objects.select_for_update(no_key=True).get(pk=self.user_id)
        others = SavedFilter.objects.filter(user=self.user_id).exclude(pk=self.pk)
        if not self.pk and others.count() >= self.MOST:
            raise ValidationError(
                __("You have %(most)s filters. Delete one that you need less.")
                % {"most": self.MOST}
            )
        if others.filter(name=self.name).exists():
            raise ValidationError({"name": __("You have another filter of this name.")})
        if self.is_default:
            others.filter(is_default=True).update(is_default=False)
        if not self.tells:
            self.told_until = None
        elif self.told_until is None:
            self.told_until = timezone.now()
        self.save()

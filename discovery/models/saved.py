"""Filters that a reader keeps under a name of her own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 100  # characters
QUERY_LENGTH = 4_000  # characters


class SavedFilter(models.Model):
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

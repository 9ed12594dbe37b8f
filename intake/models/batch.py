"""Many files that were brought at once: a table of stories to be."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from intake.models.tokens import new_token


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(owner=user) if user.is_authenticated else self.none()


class Batch(models.Model):
    """Its lines are the sources without a `first_part`. A zip among them is unpacked by the worker
    into further sources. `report` has lines {file, reason} of what was left out."""

    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="batches")
    report = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self):
        return f"batch {self.pk}"

    def get_absolute_url(self):
        return reverse("batch", args=[self.token])

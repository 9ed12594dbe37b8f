from django.conf import settings
from django.db import models


class BulkChange(models.Model):
    """One wish for many stories of an author, with what stood there before, so that it can be
    undone."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bulk_changes")
    wish = models.JSONField()  # what to change, by the names of the form
    before = models.JSONField(default=dict)  # {story id: what stood there}
    asked_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"bulk change {self.pk}"

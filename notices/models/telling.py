from django.db import models


class Telling(models.Model):
    """One event on its way to many: how far through the followers it has come."""

    key = models.CharField(max_length=120, unique=True)
    facts = models.JSONField(default=dict)
    source = models.CharField(max_length=12, default="")  # whose followers: story, series, pen name
    after = models.BigIntegerField(default=0)  # the number of the person who was told last
    told = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.key

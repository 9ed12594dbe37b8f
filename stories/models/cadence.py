from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models


class Cadence(models.Model):
    """When the next chapter of a story's queue appears: "Fridays, 18:00". One story has one.

    The queue is the story's unpublished chapters with `queued_at`, in the order of the story.
    """

    story = models.OneToOneField("stories.Story", models.CASCADE, related_name="cadence")
    weekdays = ArrayField(  # 0 is Monday
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)])
    )
    at = models.TimeField()  # on the clocks of `time_zone`
    time_zone = models.CharField(max_length=40)
    next_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"], name="cadence_due", condition=models.Q(paused_at__isnull=True)
            )
        ]

    def __str__(self):
        return f"cadence of story {self.story_id}"

from django.db import models


class ReadSeen(models.Model):
    """That somebody read a story today: enough to count the same reader once, and gone tomorrow.

    A buffer: web processes only insert; the worker adds what is new to the tallies.
    """

    key = models.CharField(max_length=43, primary_key=True)  # of core/anonymity.py: story and day
    story_id = models.BigIntegerField()
    day = models.DateField()
    is_counted = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["story_id"], name="read_new", condition=models.Q(is_counted=False))
        ]

    def __str__(self):
        return f"a read of {self.story_id}"

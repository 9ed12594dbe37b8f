from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest


class Tally(models.Model):
    """A story's counters, apart from the story: narrow rows that many write. The truth is the rows
    that are counted; the worker counts them again every night."""

    story = models.OneToOneField("stories.Story", models.CASCADE, primary_key=True)
    reviews = models.PositiveIntegerField(default=0)
    kudos = models.PositiveIntegerField(default=0)
    bookmarks = models.PositiveIntegerField(default=0)
    reads = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return f"tally of {self.story_id}"

    @classmethod
    def add(cls, story_id: int, **steps: int) -> None:
        """Tally.add(story.pk, reviews=1), or -1 to take one away."""
        changes = {counter: Greatest(F(counter) + step, 0) for counter, step in steps.items()}
        cls.objects.filter(pk=story_id).update(**changes)

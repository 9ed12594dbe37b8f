from django.conf import settings
from django.db import models
from django.urls import reverse

from stories import limits


class StoryImage(models.Model):
    """A picture that an author put into a story: made anew by us, at up to three widths."""

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="images")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    alt = models.CharField(max_length=limits.ALTERNATIVE_TEXT)
    width = models.PositiveIntegerField()  # pixels of the widest
    height = models.PositiveIntegerField()
    files = models.JSONField(default=list)  # [{width, name, bytes}], the narrowest first
    bytes = models.PositiveIntegerField()  # of all files
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # by a moderator
    removed_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="storyimage_is_described")
        ]

    def __str__(self):
        return self.alt

    def get_absolute_url(self):
        return reverse("story_image", args=[self.story_id, self.pk])

"""A passage of a chapter, held by its words and their neighbours, not by markup: it survives edits
around it (core/anchoring.py)."""

from django.db import models

from core.anchoring import NEIGHBOURS, Anchored
from stories.models import Chapter
from stories.models.lengths import at_most

QUOTE = 1_000  # characters


class Anchor(models.Model):
    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="anchors")
    quote = models.TextField()
    before = models.CharField(max_length=NEIGHBOURS, blank=True, default="")
    after = models.CharField(max_length=NEIGHBOURS, blank=True, default="")
    start = models.PositiveIntegerField()  # characters of the text as it was read then
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = at_most("anchor", quote=QUOTE)

    def __str__(self):
        return self.quote

    @property
    def anchored(self) -> Anchored:
        return Anchored(self.quote, self.before, self.after, self.start)

    @classmethod
    def keep(cls, chapter: Chapter, held: Anchored) -> "Anchor":
        return cls.objects.create(chapter=chapter, **vars(held))

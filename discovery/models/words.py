"""What is searched for by words. Written by the worker only, never in an author's transaction."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class StoryWords(models.Model):
    """What a card says: title (A), pen names (B), tags (C), summary and premise (D); the words of
    the premise a second time, behind a sign. `dictionary` is that of the story's language."""

    story = models.OneToOneField("stories.Story", models.CASCADE, primary_key=True)
    dictionary = models.CharField(max_length=20, db_default="", default="")
    vector = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="discovery_words"),
            models.Index(fields=["dictionary"], name="discovery_dictionaries"),
        ]

    def __str__(self):
        return f"words of {self.story_id}"


class TextPiece(models.Model):
    """A piece of a chapter's text: `start` to `stop` in characters of its HTML, at most 2,500
    words. `mark` is of the whole text that it was cut from: another text has other words.
    `neighbours` are its pairs of words (words/neighbours.py)."""

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="+")
    chapter = models.ForeignKey("stories.Chapter", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    stop = models.PositiveIntegerField()
    mark = models.CharField(max_length=32)
    vector = SearchVectorField()
    neighbours = ArrayField(models.IntegerField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chapter", "number"], name="discovery_piece_once")
        ]
        indexes = [
            GinIndex(fields=["vector"], name="discovery_pieces"),
            GinIndex(fields=["neighbours"], name="discovery_neighbours"),
        ]

    def __str__(self):
        return f"piece {self.number} of chapter {self.chapter_id}"

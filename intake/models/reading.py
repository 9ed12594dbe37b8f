"""What the worker made of a source, kept until somebody wants to see it."""

from django.db import models

from intake.reader.carrying import packed, unpacked
from intake.reader.manuscript import Manuscript


class Reading(models.Model):
    """A manuscript, packed. `thoughts`: whether `<thoughts like this>` are marked up in it."""

    source = models.ForeignKey("intake.Source", models.CASCADE, related_name="readings")
    thoughts = models.BooleanField(default=True)
    version = models.PositiveSmallIntegerField()
    data = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "thoughts"], name="reading_once_each_way")
        ]

    def __str__(self):
        return f"reading of source {self.source_id}"

    @classmethod
    def keep(cls, source, manuscript: Manuscript, *, thoughts: bool, version: int) -> None:
        cls.objects.update_or_create(
            source=source,
            thoughts=thoughts,
            defaults={"version": version, "data": packed(manuscript)},
        )

    @property
    def manuscript(self) -> Manuscript:
        return unpacked(bytes(self.data))

"""A version of a story’s front matter or of a chapter: released, or kept for its authors."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from stories import limits
from stories.models.author_fields import LABELS, LENGTHS, AuthorFields
from stories.models.lengths import at_most
from stories.models.pieces import SHORT, Piece, TextOrPieces

TEXTS = tuple(LENGTHS)


class RevisionQuerySet(models.QuerySet):
    def without_texts(self):
        """For lists: what a version is, not what it says."""
        return self.defer(*TEXTS)

    def values(self, *fields, **expressions):
        _refuse_half_texts(fields)
        return super().values(*fields, **expressions)

    def values_list(self, *fields, **options):
        _refuse_half_texts(fields)
        return super().values_list(*fields, **options)


def _refuse_half_texts(fields) -> None:
    if not fields or "html" in fields:
        raise TypeError("Long texts stand in pieces: read revision.html of whole rows.")


class Revision(AuthorFields):
    """Append-only, numbered within its target; only its name may come later. Read `html` as an
    attribute: it is whole wherever it stands."""

    story = models.ForeignKey("stories.Story", models.CASCADE, null=True, related_name="revisions")
    chapter = models.ForeignKey(
        "stories.Chapter", models.CASCADE, null=True, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=limits.VERSION_NAME, blank=True, default="")
    html = TextOrPieces(LABELS["html"], blank=True, default="")
    pieces = ArrayField(models.BigIntegerField(), default=list, editable=False)
    released = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(story__isnull=True) ^ models.Q(chapter__isnull=True),
                name="revision_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(html="") | models.Q(pieces=[]), name="revision_text_stands_once"
            ),
            models.UniqueConstraint(fields=["story", "number"], name="revision_story_number"),
            models.UniqueConstraint(fields=["chapter", "number"], name="revision_chapter_number"),
            *at_most("revision", **LENGTHS),
        ]

    def __str__(self):
        return f"version {self.number}"

    def get_absolute_url(self):
        if self.chapter is None:
            return reverse("story_version", args=[self.story_id, self.pk])
        return reverse("chapter_version", args=[self.chapter.story_id, self.chapter_id, self.pk])

    @property
    def target(self):
        return self.chapter or self.story

    def fields(self) -> dict[str, str]:
        """What it says, by the names of its target's AUTHOR_FIELDS."""
        return {field: getattr(self, field) for field in self.target.AUTHOR_FIELDS}

    def rename(self, name: str) -> None:
        Revision.objects.filter(pk=self.pk).update(name=name)
        self.name = name

    def save(self, *args, **kwargs):
        """A long text goes into pieces on its way in."""
        if not self._state.adding:
            raise TypeError("A revision is never changed.")
        story_id = self.chapter.story_id if self.chapter else self.story_id
        if story_id and len(self.html) > SHORT and not self.pieces:
            self.pieces, self.html = Piece.keep(story_id, self.html), ""
        super().save(*args, **kwargs)

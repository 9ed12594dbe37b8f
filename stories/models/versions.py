"""What an author wrote, before readers see it (Draft) and each time it was released (Revision).

A `Written` thing (a story or a chapter) names its author's fields in AUTHOR_FIELDS. Text reaches
readers in one way only: `write()` into the draft → `release()`.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from core import html as sanitiser
from stories import limits
from stories.models.lengths import at_most


class AuthorFields(models.Model):
    """Every field that an author fills, of a story or of a chapter."""

    title = models.CharField(_("title"), max_length=limits.TITLE, blank=True, default="")
    summary = models.TextField(_("summary"), blank=True, default="")
    notes = models.TextField(_("author’s notes before"), blank=True, default="")
    end_notes = models.TextField(_("author’s notes after"), blank=True, default="")
    dedication = models.TextField(_("dedication"), blank=True, default="")
    au_premise = models.TextField(_("AU premise"), blank=True, default="")
    html = models.TextField(_("text"), blank=True, default="")
    html_version = models.SmallIntegerField(default=sanitiser.VERSION)

    class Meta:
        abstract = True


LENGTHS = {
    "summary": limits.SUMMARY,
    "notes": limits.NOTES,
    "end_notes": limits.NOTES,
    "dedication": limits.DEDICATION,
    "au_premise": limits.AU_PREMISE,
    "html": limits.BODY,
}


KEPT_ASIDE = 5  # versions shown beside the form


class Draft(AuthorFields):
    """Unreleased text, at most one a target; `began_from` is the revision that it departs from."""

    story = models.OneToOneField("stories.Story", models.CASCADE, null=True, related_name="draft")
    chapter = models.OneToOneField(
        "stories.Chapter", models.CASCADE, null=True, related_name="draft"
    )
    began_from = models.ForeignKey("stories.Revision", models.SET_NULL, null=True)
    saved_at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(story__isnull=True) ^ models.Q(chapter__isnull=True),
                name="draft_of_one_thing",
            ),
            *at_most("draft", **LENGTHS),
        ]

    def __str__(self):
        return f"draft of {self.target}"

    @property
    def target(self):
        return self.chapter or self.story


class Revision(AuthorFields):
    """A version as it was released or kept: append-only, numbered within its target."""

    story = models.ForeignKey("stories.Story", models.CASCADE, null=True, related_name="revisions")
    chapter = models.ForeignKey(
        "stories.Chapter", models.CASCADE, null=True, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=limits.VERSION_NAME, blank=True, default="")
    pieces = ArrayField(models.BigIntegerField(), default=list, editable=False)
    released = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

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

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A revision is never changed.")
        super().save(*args, **kwargs)


class Piece(models.Model):
    """A passage of long texts, kept once for all versions of a story that share it."""

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="pieces")
    digest = models.BinaryField(max_length=16)
    html = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "digest"], name="piece_once_a_story")
        ]

    def __str__(self):
        return f"piece of story {self.story_id}"


class Written(models.Model):
    """What a story and a chapter have in common: drafts, releases, versions."""

    AUTHOR_FIELDS: ClassVar[tuple[str, ...]] = ()
    revisions: Any  # the reverse side of Revision.story and Revision.chapter

    class Meta:
        abstract = True

    def lock(self) -> None:
        """Until this transaction ends, nobody else writes or moves anything of the story."""
        raise NotImplementedError

    def take_over(self, fields: dict[str, str], html_version: int) -> None:
        """Make these what readers see."""
        raise NotImplementedError

    def released_fields(self) -> dict[str, str]:
        """What readers see now, by the names of AUTHOR_FIELDS."""
        return {field: getattr(self, field) for field in self.AUTHOR_FIELDS}

    def current_fields(self) -> dict[str, str]:
        """What the author wrote last: the draft where there is one."""
        draft = self.current_draft()
        if draft is None:
            return self.released_fields()
        return {field: getattr(draft, field) for field in self.AUTHOR_FIELDS}

    def as_written(self):
        """This very object, in memory, with what the author wrote last: for a preview."""
        for field, value in self.current_fields().items():
            setattr(self, field, value)
        return self

    def current_draft(self) -> Draft | None:
        return Draft.objects.filter(**self._target()).first()

    @transaction.atomic
    def write(self, **fields: str) -> Draft:
        """Keep these fields as the draft, begun from what is released where there was none."""
        draft = self.current_draft()
        if draft is None:
            began_from = self.revisions.first()
            draft = Draft(**self._target(), began_from=began_from, **self.released_fields())
        for field, value in fields.items():
            setattr(draft, field, value)
        draft.html_version = sanitiser.VERSION
        draft.save()
        return draft

    def stand(self) -> str:
        """What the author wrote last, as one word that changes with every write and release."""
        draft = self.current_draft()
        if draft is not None:
            return f"draft-{draft.pk}-{draft.saved_at.timestamp()}"
        newest = self.revisions.order_by("-number").values_list("number", flat=True).first()
        return f"version-{newest or 0}"

    @transaction.atomic
    def write_over(self, stand: str, *, by, **fields: str) -> bool:
        """As `write`, by somebody who saw the text as it was at `stand`. Another text that was
        written since is kept as a version before it goes: then True."""
        self.lock()
        overwritten = self.current_fields()
        is_stale = stand != self.stand() and overwritten != {**overwritten, **fields}
        if is_stale and self.current_draft():  # what was released stands among the versions
            name = __("Before another tab saved over it")
            self.keep_version(overwritten, by=by, name=name, released=False)
        self.write(**fields)
        return is_stale

    def kept_aside(self):
        """The latest versions that readers never saw."""
        return self.revisions.filter(released=False)[:KEPT_ASIDE]

    @transaction.atomic
    def release(self, *, by) -> Revision | None:
        """Show the draft to readers and remember it as a revision. Without a draft: nothing."""
        self.lock()
        draft = self.current_draft()
        if draft is None:
            return None
        fields = {field: getattr(draft, field) for field in self.AUTHOR_FIELDS}
        self.take_over(fields, draft.html_version)
        revision = self.keep_version(fields, by=by)
        draft.delete()
        return revision

    def keep_version(self, fields: dict[str, str], *, by, name: str = "", released=True):
        newest = self.revisions.order_by("-number").values_list("number", flat=True).first()
        return Revision.objects.create(
            **self._target(), **fields, number=(newest or 0) + 1, by=by, name=name,
            released=released,
        )  # fmt: skip

    def _target(self) -> dict[str, Any]:
        return {str(self._meta.model_name): self}

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import html as sanitiser
from core import words
from stories import limits
from stories.models import places
from stories.models.chapter_place import PlacedChapter
from stories.models.chapter_publishing import PublishedChapter
from stories.models.choices import ChapterKind
from stories.models.lengths import at_most, one_of
from stories.models.versions import Written
from stories.querysets import ChapterQuerySet


class Chapter(PlacedChapter, PublishedChapter, Written):
    """A part of a story. What readers read stands apart, in ChapterText, that no list loads."""

    AUTHOR_FIELDS = ("title", "summary", "notes", "end_notes", "html")

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField(null=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=ChapterKind.choices, default=ChapterKind.CHAPTER
    )
    title = models.CharField(_("chapter title"), max_length=limits.TITLE, blank=True, default="")
    summary = models.TextField(_("summary"), blank=True, default="")
    notes = models.TextField(_("notes before"), blank=True, default="")
    end_notes = models.TextField(_("notes after"), blank=True, default="")
    html_version = models.SmallIntegerField(default=sanitiser.VERSION)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["position"]
        indexes = [
            models.Index(
                fields=["scheduled_for"],
                name="chapter_scheduled",
                condition=models.Q(scheduled_for__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "position"],
                name="chapter_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(position__isnull=False) ^ models.Q(deleted_at__isnull=False),
                name="chapter_in_bin_has_no_position",
            ),
            one_of("chapter_kind", "kind", ChapterKind),
            *at_most("chapter", summary=limits.SUMMARY, notes=limits.NOTES, end_notes=limits.NOTES),
        ]

    def __str__(self):
        return self.title or self.name

    def get_absolute_url(self):
        return reverse("chapter", args=[self.story_id, self.pk])

    def lock(self):
        self.story.lock()

    def released_fields(self):
        text = ChapterText.objects.get(chapter=self)
        fields = {field: getattr(self, field) for field in self.AUTHOR_FIELDS if field != "html"}
        return {**fields, "html": text.html}

    def take_over(self, fields, html_version):
        for field in ("title", "summary", "notes", "end_notes"):
            setattr(self, field, fields[field])
        self.html_version = html_version
        self.save(update_fields=["title", "summary", "notes", "end_notes", "html_version"])
        ChapterText.objects.filter(chapter=self).update(
            html=fields["html"],
            html_version=html_version,
            words=words.count(sanitiser.visible_text(fields["html"])),
        )

    def split(self, block: int, *, by) -> "Chapter":
        from stories.models.chapter_splitting import split

        return split(self, block, by=by)

    def merge_next(self, *, by, following: int | None = None) -> None:
        from stories.models.chapter_splitting import merge_next

        merge_next(self, by=by, following=following)

    @transaction.atomic
    def move_to_bin(self) -> None:
        self.lock()
        self.refresh_from_db(fields=["position", "deleted_at"])
        if self.position is None:  # it lies there already
            return
        gap = self.position
        self.deleted_at, self.position = timezone.now(), None
        self.save(update_fields=["deleted_at", "position"])
        places.close_gap(self.story.chapters.all(), gap)
        self.story.chapters_changed()

    @transaction.atomic
    def restore(self) -> None:
        """Back at the end. Where it is back already: nothing."""
        self.lock()
        self.refresh_from_db(fields=["deleted_at"])
        if self.deleted_at is None:
            return
        self.deleted_at, self.position = None, self.story.next_position()
        self.save(update_fields=["deleted_at", "position"])
        self.story.chapters_changed()


class ChapterText(models.Model):
    """What readers read, and nothing else."""

    chapter = models.OneToOneField(Chapter, models.CASCADE, primary_key=True, related_name="text")
    html = models.TextField(blank=True, default="")
    html_version = models.SmallIntegerField(default=sanitiser.VERSION)
    words = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = at_most("chaptertext", html=limits.BODY)

    def __str__(self):
        return f"text of chapter {self.chapter_id}"

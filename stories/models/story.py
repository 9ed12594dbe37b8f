from datetime import UTC, date, datetime, time, timedelta

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import events
from core import html as sanitiser
from stories import limits
from stories.models import tagging
from stories.models.byline import Byline
from stories.models.chapter import Chapter, ChapterText
from stories.models.choices import (
    GATED_RATINGS,
    Rating,
    ReviewPolicy,
    Status,
    Visibility,
    offered_ratings,
)
from stories.models.lengths import at_most, one_of
from stories.models.tagging import Tagging, story_tags
from stories.models.tally import Tally
from stories.models.versions import Written
from stories.querysets import PUBLIC, StoryQuerySet
from tags.models import Tag

OUT_OF_SIGHT = timedelta(days=365)  # so far from the newest begins what nobody is told of
NOON = time(12, tzinfo=UTC)  # the same day nearly everywhere


def at_noon(day: date) -> datetime:
    return datetime.combine(day, NOON)


class Story(Written):  # type: ignore[django-manager-missing]
    """A work of one or more chapters. Its states are timestamps; its counters stand in Tally."""

    AUTHOR_FIELDS = ("title", "summary", "notes", "end_notes", "dedication", "au_premise")

    title = models.CharField(_("title"), max_length=limits.TITLE)
    summary = models.TextField(_("summary"), blank=True, default="")
    notes = models.TextField(_("author’s notes before"), blank=True, default="")
    end_notes = models.TextField(_("author’s notes after"), blank=True, default="")
    dedication = models.TextField(_("dedication"), blank=True, default="")
    au_premise = models.TextField(_("AU premise"), blank=True, default="")
    html_version = models.SmallIntegerField(default=sanitiser.VERSION)

    rating = models.CharField(
        _("rating"), max_length=10, choices=Rating.choices, default=Rating.NOT_RATED
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.IN_PROGRESS
    )
    planned_chapters = models.PositiveIntegerField(_("planned chapters"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=35, default="en")
    visibility = models.CharField(
        _("who may read"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    review_policy = models.CharField(
        _("who may review"),
        max_length=10,
        choices=ReviewPolicy.choices,
        default=ReviewPolicy.EVERYBODY,
    )
    written_year = models.PositiveSmallIntegerField(_("written in the year"), null=True, blank=True)
    written_month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    written_day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    also_posted_at = models.CharField(
        _("also posted at"), max_length=limits.ALSO_POSTED_AT, blank=True, default=""
    )
    header_lines = models.JSONField(
        default=list, blank=True, help_text=_("[{label, value, line, shown}] of the document.")
    )
    cover = models.ForeignKey(
        "stories.StoryImage", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    credits = models.JSONField(
        default=list, blank=True, help_text=_("[{kind, name, address}] of whom it names.")
    )

    fandoms = story_tags(tagging.FandomTagging)
    relationships = story_tags(tagging.RelationshipTagging)
    characters = story_tags(tagging.CharacterTagging)
    au_tags = story_tags(tagging.AuTagging)
    warnings = story_tags(tagging.WarningTagging)
    categories = story_tags(tagging.CategoryTagging)
    freeforms = story_tags(tagging.FreeformTagging)

    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    scheduled_for = models.DateTimeField(null=True, blank=True)
    revised_at = models.DateTimeField(_("last chapter"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_reason = models.TextField(_("why hidden"), blank=True, default="")
    deleted_at = models.DateTimeField(null=True, blank=True)
    publication = models.PositiveIntegerField(default=0)
    announced = models.PositiveIntegerField(default=0)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [
            models.Index(fields=["-revised_at", "-id"], name="story_public", condition=PUBLIC),
            GinIndex(name="story_title_trigrams", fields=["title"], opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=["scheduled_for"],
                name="story_scheduled",
                condition=models.Q(scheduled_for__isnull=False),
            ),
            models.Index(
                fields=["deleted_at"],
                name="story_bin",
                condition=models.Q(deleted_at__isnull=False),
            ),
            models.Index(
                fields=["-hidden_at"],
                name="story_hidden",
                condition=models.Q(hidden_at__isnull=False),
            ),
        ]
        constraints = [
            one_of("story_rating", "rating", Rating),
            one_of("story_status", "status", Status),
            one_of("story_visibility", "visibility", Visibility),
            one_of("story_review_policy", "review_policy", ReviewPolicy),
            models.CheckConstraint(
                condition=models.Q(written_month__isnull=True)
                | models.Q(written_month__range=(1, 12), written_year__isnull=False),
                name="story_written_month",
            ),
            models.CheckConstraint(
                condition=models.Q(written_day__isnull=True)
                | models.Q(written_day__range=(1, 31), written_month__isnull=False),
                name="story_written_day",
            ),
            *at_most(
                "story",
                summary=limits.SUMMARY,
                notes=limits.NOTES,
                end_notes=limits.NOTES,
                dedication=limits.DEDICATION,
                au_premise=limits.AU_PREMISE,
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("story", args=[self.pk])

    # What it is

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_gated(self) -> bool:
        """Not rated counts as mature at every gate, feed and preview."""
        return self.rating in GATED_RATINGS

    @property
    def written(self) -> str:
        """As precisely as it is known: 2001, 2001-03 or 2001-03-14."""
        parts = (self.written_year, self.written_month, self.written_day)
        return "-".join(f"{part:02}" for part in parts if part)

    @property
    def last_changed_at(self) -> datetime | None:
        """What readers are told. `revised_at` is older where it only says where lists put it."""
        if self.published_at is None or self.revised_at is None:
            return self.published_at
        return max(self.published_at, self.revised_at)

    @property
    def may_undo_publishing(self) -> bool:
        """Until anybody was told; what was published silently nobody is ever told of."""
        if self.published_at is None or self.announced == self.publication:
            return False
        return timezone.now() < self.published_at + timedelta(minutes=limits.UNDO_MINUTES)

    def is_by(self, user) -> bool:
        return Byline.objects.filter(
            story=self, state=Byline.State.ACCEPTED, pen_name__user_id=user.pk
        ).exists()

    # How it is begun

    @classmethod
    @transaction.atomic
    def begin(cls, *, pen_names, **fields) -> "Story":
        """A new draft by these pen names, without chapters."""
        story = cls.objects.create(**fields)
        Tally.objects.create(story=story)
        Byline.objects.bulk_create(
            Byline(story=story, pen_name=pen_name, position=place)
            for place, pen_name in enumerate(pen_names, start=1)
        )
        return story

    @transaction.atomic
    def add_chapter(self, **fields) -> Chapter:
        """A new unpublished chapter at the end; its text waits in its draft."""
        self.lock()
        chapter = Chapter.objects.create(story=self, position=self.next_position())
        ChapterText.objects.create(chapter=chapter)
        chapter.write(**fields)
        return chapter

    @transaction.atomic
    def add_chapter_once(self, **fields) -> Chapter:
        """As `add_chapter`; a form that was sent twice makes one chapter."""
        self.lock()
        since = timezone.now() - timedelta(minutes=limits.REPEAT_MINUTES)
        for chapter in self.chapters.in_place().filter(created_at__gt=since):
            if chapter.current_fields() == fields:
                return chapter
        return self.add_chapter(**fields)

    @transaction.atomic
    def describe(self, fields: dict, tags: dict[str, tuple], header_lines: list | None = None):
        """Its plain columns and its tags: {"fandoms": (names, main names)}. They act at once."""
        if header_lines is not None:
            fields = {**fields, "header_lines": header_lines}
        for field, value in fields.items():
            setattr(self, field, value)
        self.save(update_fields=list(fields))  # nothing else: a moderator may hide it meanwhile
        for field, (names, main) in tags.items():
            getattr(self, field).set(names, main=main)
        self.__dict__.pop("tags_by_kind", None)
        self.refresh_listing()

    def missing_for_publishing(self) -> str:
        """What only the author knows and has not said yet, in words; empty if all is said."""
        kinds = set(self.taggings.values_list("tag__kind", flat=True))
        is_offered = self.rating in offered_ratings()
        missing = [
            (not is_offered, _("choose another rating: this archive has no stories for adults")),
            (Tag.Kind.FANDOM not in kinds, _("name the fandom")),
            (Tag.Kind.WARNING not in kinds, _("choose the warnings")),
            (not self.chapters.in_place().exists(), _("add a chapter")),
        ]
        return ", ".join(str(words) for is_missing, words in missing if is_missing)

    # What becomes of it

    @transaction.atomic
    def publish(
        self,
        *,
        by,
        silently: bool = False,
        published: date | None = None,
        revised: date | None = None,
    ) -> None:
        """Show the story at once, with every chapter that waits; tell others ten minutes later,
        and only if this very publication still stands then. Silently, nobody is told: it stands in
        the lists where its old dates put it, and without any among those of a year ago."""
        if not by.may_publish or self.rating not in offered_ratings():
            raise PermissionDenied
        waiting = self.chapters.in_place().filter(scheduled_for=None)
        has_new = self.revised_at is None or waiting.filter(published_at=None).exists()
        self.published_at = now = timezone.now()
        if silently:
            self._date_back(published, revised, has_new=has_new)
        elif has_new:
            self.revised_at = now  # nothing new: nothing moves up the lists
        self.scheduled_for = None
        self.publication = models.F("publication") + 1
        if silently:
            self.announced = self.publication
        self.save(
            update_fields=[
                "published_at", "revised_at", "scheduled_for", "publication", "announced"
            ]
        )  # fmt: skip
        self.refresh_from_db(fields=["publication", "announced"])
        if self.release(by=by) is None and not self.revisions.exists():
            self.keep_version(self.released_fields(), by=by)
        for chapter in waiting.filter(Q(published_at=None) | Q(draft__isnull=False)):
            chapter.release(by=by)
            chapter.published_at = chapter.published_at or self.published_at
            chapter.save(update_fields=["published_at"])
        self.refresh_listing()
        if not silently:
            events.record(
                "story.published",
                not_before=now + timedelta(minutes=limits.UNDO_MINUTES),
                story_id=self.pk,
                publication=self.publication,
            )

    def _date_back(self, published: date | None, revised: date | None, *, has_new: bool) -> None:
        """Days that have not come are not believed: nothing stands above the newest for ever."""
        now = timezone.now()
        days = [day for day in (published, revised) if day and at_noon(day) <= now]
        if published and published in days:
            self.published_at = at_noon(published)
        if has_new:
            self.revised_at = at_noon(max(days)) if days else now - OUT_OF_SIGHT

    @transaction.atomic
    def unpublish(self) -> None:
        self.published_at = None
        self.save(update_fields=["published_at"])
        self.refresh_listing()

    def announce(self, publication: int) -> bool:
        """Mark this publication as told. True for one caller only, and only while it stands."""
        return bool(
            Story.objects.filter(PUBLIC, pk=self.pk, publication=publication)
            .filter(announced__lt=publication)
            .update(announced=publication)
        )

    @transaction.atomic
    def hide(self, reason: str) -> None:
        """Called by moderation only."""
        self.hidden_at, self.hidden_reason = timezone.now(), reason
        self.save(update_fields=["hidden_at", "hidden_reason"])
        self.refresh_listing()

    @transaction.atomic
    def unhide(self) -> None:
        """Called by moderation only."""
        self.hidden_at, self.hidden_reason = None, ""
        self.save(update_fields=["hidden_at", "hidden_reason"])
        self.refresh_listing()

    @transaction.atomic
    def move_to_bin(self) -> None:
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at"])
        self.refresh_listing()

    @transaction.atomic
    def restore(self) -> None:
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])
        self.refresh_listing()

    def delete_for_good(self) -> None:
        """Rows and files: what is left is an empty place."""
        files = [source.file for source in self.sources.all()]
        self.delete()
        for file in files:
            file.delete(save=False)

    # Its fields and chapters

    def lock(self):
        Story.objects.select_for_update(no_key=True).only("pk").get(pk=self.pk)

    @transaction.atomic
    def take_over(self, fields, html_version):
        for field, value in fields.items():
            setattr(self, field, value)
        self.html_version = html_version
        self.save(update_fields=[*fields, "html_version"])
        self.refresh_listing()

    def next_position(self) -> int:
        return (self.chapters.aggregate(last=Max("position"))["last"] or 0) + 1

    @transaction.atomic
    def reorder_chapters(self, chapter_ids: list[int]) -> None:
        """Put the chapters into this order; any that are not named follow as they stood."""
        self.lock()
        chapters = list(self.chapters.in_place())
        rank = {chapter_id: place for place, chapter_id in enumerate(chapter_ids)}
        chapters.sort(key=lambda chapter: (rank.get(chapter.pk, len(rank)), chapter.position))
        for position, chapter in enumerate(chapters, start=1):
            chapter.position = position
        Chapter.objects.bulk_update(chapters, ["position"])

    def close_gaps(self) -> None:
        self.reorder_chapters([])

    def chapters_changed(self, *, has_new: bool = False) -> None:
        """Only a real new chapter moves a story up the lists."""
        if has_new and self.is_published:
            self.revised_at = timezone.now()
            self.save(update_fields=["revised_at"])
        self.refresh_listing()

    def refresh_listing(self) -> None:
        from stories.listing import Listing

        Listing.refresh([self.pk])

    # What pages ask

    @cached_property
    def shown_authors(self) -> list:
        return [line.pen_name for line in self.bylines.all() if line.shown]

    @cached_property
    def tags_by_kind(self) -> dict[str, list[Tagging]]:
        by_kind: dict[str, list[Tagging]] = {}
        for link in self.taggings.all():
            by_kind.setdefault(link.tag.kind, []).append(link)
        return by_kind

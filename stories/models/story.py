from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import html as sanitiser
from stories import limits
from stories.models import tagging
from stories.models.byline import Byline
from stories.models.choices import GATED_RATINGS, Rating, ReviewPolicy, Status, Visibility
from stories.models.lengths import at_most, one_of
from stories.models.story_chapters import Chaptered
from stories.models.story_publishing import PublishedStory
from stories.models.story_withheld import Withheld
from stories.models.tagging import Tagging, story_tags
from stories.models.tally import Tally
from stories.models.versions import Written
from stories.querysets import PUBLIC, StoryQuerySet


class Story(PublishedStory, Chaptered, Withheld, Written):  # type: ignore[django-manager-missing]
    """A work of one or more chapters. Its states are timestamps; its counters stand in Tally.

    What happens to it stands in files of its sides: story_chapters.py, story_publishing.py,
    story_withheld.py, versions.py.
    """

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
    def is_gated(self) -> bool:
        """Not rated counts as mature at every gate, feed and preview."""
        return self.rating in GATED_RATINGS

    @property
    def written(self) -> str:
        """As precisely as it is known: 2001, 2001-03 or 2001-03-14."""
        parts = (self.written_year, self.written_month, self.written_day)
        return "-".join(f"{part:02}" for part in parts if part)

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

    # What others of its sides ask

    def lock(self, *reading: str):
        """And know these columns as they stand once it is held."""
        stories = Story.objects.select_for_update(no_key=True)
        self.refresh_from_db(fields=["id", *reading], from_queryset=stories)

    def take_over(self, fields, html_version):
        for field, value in fields.items():
            setattr(self, field, value)
        self.html_version = html_version
        self.save(update_fields=[*fields, "html_version"])
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

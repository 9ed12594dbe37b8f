"""What readers say. Threads of any depth; what had answers leaves a tombstone.

Verbs that change the shape of a thread lock its root, the others their own row: a form that was
sent twice counts once.
"""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from core import events
from core import html as sanitiser
from reviews.limits import EDIT_MINUTES, LENGTH, REPEAT_MINUTES
from reviews.models.anchor import Anchor
from reviews.querysets import GONE, ReviewQuerySet
from reviews.threads import Rights
from stories.models import Chapter, Story, Tally
from stories.models.choices import ChapterKind
from stories.models.lengths import at_most

# What a second press of the same form may have otherwise: it is the same review all the same.
BESIDE = ("guest_key", "anchor", "is_spoiler", "fingerprint", "links", "network")


class HeldFor(models.TextChoices):
    """Whose word a held review waits for; it passes from the left to the right."""

    MODERATORS = "moderators", _("the moderators")
    FRIEND = "friend", _("the author’s first reader")
    AUTHOR = "author", _("the author")


class Review(models.Model):
    story = models.ForeignKey(Story, models.CASCADE, related_name="reviews")
    chapter = models.ForeignKey(Chapter, models.SET_NULL, null=True, related_name="reviews")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    root = models.ForeignKey("self", models.CASCADE, null=True, related_name="thread")
    pen_name = models.ForeignKey(PenName, models.SET_NULL, null=True, related_name="reviews")
    guest_name = models.CharField(_("name"), max_length=100, blank=True, default="")
    guest_key = models.CharField(max_length=64, blank=True, default="")
    anchor = models.ForeignKey(Anchor, models.SET_NULL, null=True, related_name="reviews")
    is_spoiler = models.BooleanField(_("gives the story away"), default=False)
    answer_count = models.PositiveIntegerField(default=0)  # of a root: the shown ones under it
    html = models.TextField(_("text"))
    html_version = models.SmallIntegerField(default=sanitiser.VERSION)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_reason = models.TextField(_("why hidden"), blank=True, default="")
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    held_for = models.CharField(  # empty once it was approved
        _("waits for"), max_length=10, choices=HeldFor.choices, blank=True, default=""
    )
    kept_back_at = models.DateTimeField(_("kept back by a friend"), null=True, blank=True)
    called_spam_at = models.DateTimeField(_("called spam by the author"), null=True, blank=True)

    # By what a wave of spam hangs together. The network is a keyed hash, forgotten after a month.
    fingerprint = models.BigIntegerField(null=True, editable=False)
    links = ArrayField(models.CharField(max_length=253), default=list, editable=False)
    network = models.CharField(max_length=32, blank=True, default="", editable=False)

    objects = ReviewQuerySet.as_manager()

    # For this reader, where for_threads() loaded the review.
    has_words: bool
    shown_html: str
    is_by_author: bool
    is_anonymous: bool
    is_governed: bool
    chapter_number: int | None
    chapter_kind: str
    may: Rights
    replies: list["Review"]
    level: int  # 1 is the first of the page
    further: int  # answers beyond the deepest level of a page

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [
            models.Index(fields=["story", "-id"], name="review_threads", condition=Q(root=None)),
            models.Index(
                fields=["-hidden_at"], name="review_hidden", condition=Q(hidden_at__isnull=False)
            ),
            models.Index(fields=["guest_key"], name="review_guest", condition=~Q(guest_key="")),
            models.Index(
                fields=["story", "-answer_count", "-id"],
                name="review_most_answered",
                condition=Q(root=None),
            ),
            models.Index(
                fields=["held_for", "story"], name="review_held", condition=~Q(held_for="")
            ),
            models.Index(
                fields=["fingerprint"], name="review_alike", condition=Q(fingerprint__isnull=False)
            ),
            models.Index(fields=["network"], name="review_network", condition=~Q(network="")),
            GinIndex(fields=["links"], name="review_links", condition=~Q(links=[])),
            BrinIndex(fields=["created_at"], name="review_hours"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) & Q(root__isnull=True)
                | Q(parent__isnull=False) & Q(root__isnull=False),
                name="review_answer_has_thread",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(held_for=""), name="review_shown_or_held"
            ),
            *at_most("review", html=LENGTH),
        ]

    def __str__(self):
        return f"{self.name}: {sanitiser.excerpt(self.html, 60)}"

    def get_absolute_url(self):
        return reverse("review", args=[self.pk])

    @property
    def name(self) -> str:
        return self.pen_name.name if self.pen_name else self.guest_name

    @property
    def part(self) -> str:
        """Of which part of the story it speaks, where for_threads() loaded it: “chapter 3”."""
        if self.chapter_kind == ChapterKind.CHAPTER:
            return __("chapter %(n)s") % {"n": self.chapter_number} if self.chapter_number else ""
        return str(ChapterKind(self.chapter_kind).label) if self.chapter_kind else ""

    @property
    def is_held(self) -> bool:
        return self.approved_at is None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_gone(self) -> bool:
        return self.deleted_at is not None or self.hidden_at is not None

    @property
    def is_frozen(self) -> bool:
        """A thread is frozen at its root."""
        return (self.root or self).frozen_at is not None

    @property
    def may_still_be_edited(self) -> bool:
        return timezone.now() < self.created_at + timedelta(minutes=EDIT_MINUTES)

    @property
    def heading(self) -> int:
        """The level of its heading, under the h2 of all reviews."""
        return min(self.level + 2, 6)

    @classmethod
    @transaction.atomic
    def post(cls, *, story, html, held_for="", parent=None, **fields) -> "Review":
        """A new review, or the one that the same person posted a moment ago in the same words.
        `held_for` says whose word it waits for: HeldFor, or empty.

        Raises Review.DoesNotExist where `parent` was removed or hidden meanwhile.
        """
        Story.objects.select_for_update(no_key=True).only("pk").get(pk=story.pk)
        root = cls._lock_open_thread(parent) if parent else None
        beside = {name: fields.pop(name) for name in BESIDE if name in fields}
        earlier = cls.objects.filter(story=story, parent=parent, html=html, **fields)
        since = timezone.now() - timedelta(minutes=REPEAT_MINUTES)
        if repeated := earlier.filter(~GONE, created_at__gt=since).first():
            return repeated
        review = cls.objects.create(
            story=story,
            html=html,
            html_version=sanitiser.VERSION,
            parent=parent,
            root=root,
            approved_at=None if held_for else timezone.now(),
            held_for=held_for,
            **fields,
            **beside,
        )
        if not held_for:
            Tally.add(story.pk, reviews=1)
        events.record("review.held" if held_for else "review.shown", review_id=review.pk)
        return review

    @transaction.atomic
    def approve(self) -> None:
        self._lock()
        if self.is_held:
            self.approved_at, self.held_for = timezone.now(), ""
            self.save(update_fields=["approved_at", "held_for"])
            self._count(1)
            events.record("review.shown", review_id=self.pk)

    @transaction.atomic
    def remove(self) -> None:
        """Deletion is real: what had answers, or was reported, leaves a tombstone without words or
        name. Tombstones that nothing stands under any more go with it."""
        self._lock_thread()
        if self.deleted_at:
            return
        self._count(-1)
        if self._is_needed():
            self.html, self.guest_name, self.guest_key, self.pen_name = "", "", "", None
            self.deleted_at = timezone.now()
            self.save()
            return
        parent = self.parent
        self.delete()
        while parent and parent.deleted_at and not parent._is_needed():
            gone, parent = parent, parent.parent
            gone.delete()

    def edit(self, html: str) -> None:
        self.html, self.html_version, self.edited_at = html, sanitiser.VERSION, timezone.now()
        self.save(update_fields=["html", "html_version", "edited_at"])

    def freeze(self) -> None:
        self._set_frozen(timezone.now())

    def unfreeze(self) -> None:
        self._set_frozen(None)

    @transaction.atomic
    def hide(self, reason: str) -> None:
        """Called by moderation only."""
        self._lock()
        self._count(-1)
        self.hidden_at, self.hidden_reason = self.hidden_at or timezone.now(), reason
        self.save(update_fields=["hidden_at", "hidden_reason"])

    @transaction.atomic
    def unhide(self) -> None:
        """Called by moderation only."""
        self._lock()
        was_hidden = self.is_hidden
        self.hidden_at, self.hidden_reason = None, ""
        self.save(update_fields=["hidden_at", "hidden_reason"])
        if was_hidden:
            self._count(1)

    def _set_frozen(self, when) -> None:
        root = self.root or self
        root.frozen_at = when
        root.save(update_fields=["frozen_at"])

    def _count(self, step: int) -> None:
        """Only what everybody sees is counted."""
        if self.approved_at and not self.is_gone:
            Tally.add(self.story_id, reviews=step)

    def _is_needed(self) -> bool:
        """By its answers, or by a moderator who was asked about it."""
        return self.answers.exists() or self.reports.filter(closed_at=None).exists()

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=Review.objects.select_for_update(of=("self",)))

    def _lock_thread(self) -> None:
        Review.objects.select_for_update().only("pk").get(pk=self.root_id or self.pk)
        self._lock()

    @classmethod
    def _lock_open_thread(cls, parent: "Review") -> "Review":
        root = cls.objects.select_for_update().get(pk=parent.root_id or parent.pk)
        cls.objects.filter(~GONE).only("pk").get(pk=parent.pk)
        return root


class Wording(models.Model):
    """What a review said before it was changed. Only added to."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="wordings")
    html = models.TextField()
    html_version = models.SmallIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return sanitiser.excerpt(self.html, 60)

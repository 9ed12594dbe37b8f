"""What readers say. Threads of any depth; what had answers leaves a tombstone. A form that was sent
twice counts once.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

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
from reviews.limits import INDENTED, REPEAT_MINUTES, STORED
from reviews.managers import ReviewManager
from reviews.models.anchor import Anchor
from reviews.models.review_held import Held
from reviews.models.review_thread import Threaded
from reviews.models.wording import Worded
from reviews.querysets import GONE
from reviews.threads import Rights
from stories.models import Chapter, Story
from stories.models.choices import ChapterKind
from stories.models.lengths import at_most

if TYPE_CHECKING:
    from reviews.passages.standing import Standing

# What a second press of the same form may have otherwise: it is the same review all the same.
BESIDE = ("guest_key", "anchor", "is_spoiler", "fingerprint", "links", "network")


class Review(Held, Threaded, Worded):
    story = models.ForeignKey(Story, models.CASCADE, related_name="reviews")
    chapter = models.ForeignKey(Chapter, models.SET_NULL, null=True, related_name="reviews")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    root = models.ForeignKey("self", models.CASCADE, null=True, related_name="thread")
    pen_name = models.ForeignKey(PenName, models.SET_NULL, null=True, related_name="reviews")
    guest_name = models.CharField(_("name"), max_length=100, blank=True, default="")
    guest_key = models.CharField(max_length=64, blank=True, default="")
    anchor = models.ForeignKey(Anchor, models.SET_NULL, null=True, related_name="reviews")
    answer_count = models.PositiveIntegerField(default=0)  # of a root: the shown ones under it
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    # By what a wave of spam hangs together. The network is a keyed hash, forgotten after a month.
    fingerprint = models.BigIntegerField(null=True, editable=False)
    links = ArrayField(models.CharField(max_length=253), default=list, editable=False)
    network = models.CharField(max_length=32, blank=True, default="", editable=False)

    objects = ReviewManager()

    # For this reader, where for_threads() loaded the review.
    has_words: bool
    shown_html: str
    is_by_author: bool
    is_anonymous: bool
    is_governed: bool
    chapter_number: int | None = None
    chapter_kind: str = ""
    may: Rights
    replies: list["Review"]
    level: int  # 1 is the first of the page
    further: int  # answers beyond the deepest level of a page
    answered: "Review | None"  # of the same page
    passage: "Standing | None"  # where the words of the story stand of which it speaks

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
            *at_most("review", html=STORED),
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
        if not self.chapter_kind or self.story.is_one_part:
            return ""
        if self.chapter_kind == ChapterKind.CHAPTER:
            return __("chapter %(n)s") % {"n": self.chapter_number} if self.chapter_number else ""
        return str(ChapterKind(self.chapter_kind).label)

    @property
    def heading(self) -> int:
        """The level of its heading, under the h2 of all reviews."""
        return min(self.level + 2, 6)

    @property
    def is_beyond_indent(self) -> bool:
        """Its place on the page does not show any more what it answers."""
        return self.level > INDENTED

    @classmethod
    @transaction.atomic
    def post(cls, *, story, html, held_for="", parent=None, passage=None, **fields) -> "Review":
        """A new review, or the one that the same person posted a moment ago in the same words.
        `held_for` says whose word it waits for: HeldFor, or empty; `passage` of which words of the
        story it speaks: reviews.passages.choosing.Passage.

        Raises Review.DoesNotExist where nobody can answer `parent` any more, NotThere where the
        passage is gone.
        """
        Story.objects.select_for_update(no_key=True).only("pk").get(pk=story.pk)
        root = cls._lock_open_thread(parent) if parent else None
        beside = {name: fields.pop(name) for name in BESIDE if name in fields}
        earlier = cls.objects.filter(story=story, parent=parent, html=html, **fields)
        if passage:
            earlier = earlier.filter(anchor__quote=passage.quote)
        since = timezone.now() - timedelta(minutes=REPEAT_MINUTES)
        if repeated := earlier.filter(~GONE, created_at__gt=since).first():
            return repeated
        if passage:
            beside["anchor"] = passage.keep()
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
        review._count(1)
        events.record("review.held" if held_for else "review.shown", review_id=review.pk)
        return review

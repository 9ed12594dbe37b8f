"""What readers report and what moderators decided. A row points at exactly one thing."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from core import html
from reviews.models import Review
from stories.models import Story, StoryImage

ONE_THING = Q(story__isnull=False, review__isnull=True) | Q(
    story__isnull=True, review__isnull=False
)
URGENT = Q(reason__in=("harassment", "private"))  # of reports: somebody is being hurt
TEXT = 2_000  # characters


class Account(User):
    """A person as moderators know them: by pen names, without user name and e-mail address."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        names = ", ".join(pen_name.name for pen_name in self.pen_names.all())
        return names or f"#{self.pk}"


class Picture(StoryImage):
    """A picture as moderators call it."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Report(models.Model):
    """What a reader tells the moderators. Of a review it keeps the words, and who wrote them, for
    as long as it is open: the review may be edited or deleted meanwhile."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Spam or advertising")
        HARASSMENT = "harassment", _("It attacks or threatens somebody")
        PRIVATE = "private", _("It gives away somebody’s private data")
        STOLEN = "stolen", _("It was taken from another author")
        RATING = "rating", _("Its rating or warnings are wrong")
        OTHER = "other", _("Something else")

    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="reports")
    review = models.ForeignKey(Review, models.CASCADE, null=True, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reports"
    )
    reason = models.CharField(_("what is wrong"), max_length=12, choices=Reason.choices)
    text = models.TextField(_("in your words"), blank=True, default="", max_length=TEXT)
    quote = models.TextField(_("what it said"), blank=True, default="", max_length=TEXT)
    writer = models.ForeignKey(
        PenName, models.SET_NULL, null=True, related_name="+", verbose_name=_("who wrote it")
    )
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [models.CheckConstraint(condition=ONE_THING, name="report_of_one_thing")]
        indexes = [
            models.Index(fields=["-id"], name="report_open", condition=Q(closed_at=None)),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}: {self.subject}"

    @property
    def subject(self):
        return self.story or self.review

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_urgent(self) -> bool:
        return self.reason in (self.Reason.HARASSMENT, self.Reason.PRIVATE)

    @classmethod
    def file(cls, thing, *, by, **fields) -> "Report":
        """A report by `by` (an anonymous user is nobody) about a story or a review; the same
        person's open report about it is the same report."""
        about: dict = {thing._meta.model_name: thing}
        reporter = by if by.is_authenticated else None
        mine = cls.objects.filter(closed_at=None, reporter=reporter, **about)
        if reporter and (earlier := mine.first()):
            return earlier
        if isinstance(thing, Review):
            about |= {"quote": html.visible_text(thing.html)[:TEXT], "writer": thing.pen_name}
        return cls.objects.create(reporter=reporter, **about, **fields)


class Decision(models.Model):
    class Verb(models.TextChoices):
        HIDE = "hide", _("hidden")
        RESTORE = "restore", _("restored")
        SUSPEND = "suspend", _("suspended")
        LIFT = "lift", _("suspension lifted")
        LET_IN = "let_in", _("let in")
        TURN_AWAY = "turn_away", _("turned away")
        LINK = "link", _("one-time link made")
        ONE_STEP = "one_step", _("two-step sign-in taken away")
        DISMISS = "dismiss", _("report dismissed")
        REMOVE = "remove", _("picture removed")
        PUT_BACK = "put_back", _("picture put back")
        SWEEP_HOLD = "sweep_hold", _("wave held")
        SWEEP = "sweep", _("wave removed")
        UNSWEEP = "unsweep", _("wave taken back")

    verb = models.CharField(_("decision"), max_length=10, choices=Verb.choices)
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="decisions")
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="decisions")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decisions_about"
    )
    image = models.ForeignKey(StoryImage, models.SET_NULL, null=True, related_name="decisions")
    report = models.ForeignKey(Report, models.SET_NULL, null=True, related_name="decisions")
    # What it is about, or in which somebody's account was suspended.
    sweep = models.ForeignKey("Sweep", models.SET_NULL, null=True, related_name="decisions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decisions_made"
    )
    reason = models.TextField(_("reason"), blank=True)
    created_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        default_permissions = ("view", "add")  # whoever may add one may decide
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~(
                    Q(story__isnull=False, review__isnull=False)
                    | Q(story__isnull=False, account__isnull=False)
                    | Q(review__isnull=False, account__isnull=False)
                    | Q(image__isnull=False, story__isnull=False)
                    | Q(image__isnull=False, review__isnull=False)
                    | Q(image__isnull=False, account__isnull=False)
                ),
                name="decision_about_one_thing",
            )
        ]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.reason}"

    @property
    def subject(self):
        return self.story or self.review or self.account or self.image or self.sweep


class Sweep(models.Model):
    """Many reviews of one wave, held or removed at once. What was removed can be brought back for
    DAYS, and is deleted then; what is held can be let go at any time. moderation/sweeps.py does
    it."""

    DAYS = 30

    class Verb(models.TextChoices):
        HOLD = "hold", _("held")
        REMOVE = "remove", _("removed")

    verb = models.CharField(_("what was done"), max_length=10, choices=Verb.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="sweeps"
    )
    reason = models.TextField(_("reason"), blank=True)
    alike = models.JSONField(_("what was looked for"), default=dict)  # and how many were found
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        default_permissions = ("view", "add")  # whoever may add one may take it back
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.reason}"

    @property
    def number(self) -> int:
        return self.alike.get("number", 0)

    @property
    def left(self) -> int:
        """For the worker: so many are still to be done, or to come back."""
        return len(self.alike.get("left", ()))

    @property
    def may_be_taken_back(self) -> bool:
        if self.undone_at:
            return False
        is_fresh = timezone.now() < self.created_at + timedelta(days=self.DAYS)
        return is_fresh or self.verb == self.Verb.HOLD


class Swept(models.Model):
    """A review of a sweep, and how it stood before."""

    sweep = models.ForeignKey(Sweep, models.CASCADE, related_name="swept")
    review = models.ForeignKey(Review, models.CASCADE, related_name="swept")
    before = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["sweep", "review"], name="moderation_swept_once")
        ]

    def __str__(self):
        return f"{self.review_id} in {self.sweep_id}"

"""What every room needs to remember: the site's settings, who did what, and how often."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SiteSettings(models.Model):
    """One row, edited in the admin. Every switch acts at once: see core/site.py for the seconds."""

    class Called(models.TextChoices):
        """What readers write here is called by this name."""

        REVIEWS = "reviews", _("Reviews")
        COMMENTS = "comments", _("Comments")
        FEEDBACK = "feedback", _("Feedback")

    class SignUp(models.TextChoices):
        OPEN = "open", _("Open to everyone")
        APPROVAL = "approval", _("Open, a moderator lets each person in")
        CLOSED = "closed", pgettext_lazy("sign-up", "Closed")

    name = models.CharField(_("name of the archive"), max_length=80, default="Ficwright")
    tagline = models.CharField(
        _("a line about it"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Stands on the home page under the name."),
    )
    fandom = models.CharField(
        _("only fandom"),
        max_length=150,
        blank=True,
        default="",
        help_text=_("If this archive is about one fandom, its name: authors are then not asked."),
    )
    sign_up = models.CharField(
        _("new accounts"), max_length=10, choices=SignUp.choices, default=SignUp.OPEN
    )
    guest_reviews = models.BooleanField(
        _("guests may review"),
        default=True,
        help_text=_("Where the author allows it. A guest's first review always waits for her."),
    )
    reviews_called = models.CharField(
        _("what readers write is called"),
        max_length=10,
        choices=Called.choices,
        default=Called.REVIEWS,
    )
    question = models.CharField(
        _("a question for guests"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Asked of guests who review and at sign-up: “Who is Buffy’s Watcher?”"),
    )
    answers = models.TextField(
        _("its answers"),
        blank=True,
        default="",
        help_text=_("One a line. Capitals, accents and spaces do not matter."),
    )
    brakes_itself = models.BooleanField(
        _("pull the brakes by itself"),
        default=True,
        help_text=_("In a flood of ten times the usual rate; moderators are told."),
    )
    spam_check_address = models.URLField(
        _("address of a spam checker"),
        blank=True,
        default="",
        help_text=_("Of an Akismet-compatible service, which then reads what guests write."),
    )
    spam_check_key = models.CharField(
        _("key for the spam checker"), max_length=100, blank=True, default=""
    )
    adult_stories = models.BooleanField(
        _("stories for adults"),
        default=True,
        help_text=_(
            "Off, nothing can be published that is rated mature or explicit, or not rated."
        ),
    )
    language = models.CharField(
        _("language of the pages"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES),
        verbose_name=_("languages to choose from"),
        blank=True,
        default=list,
        help_text=_("In which visitors may read the pages. None chosen means all."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        default="",
        help_text=_("Of links and buttons, as #0f5b5e. Empty means our own teal."),
    )
    logo = models.FileField(_("logo"), upload_to="site/", blank=True, default="")
    about = models.TextField(_("about this archive"), blank=True, default="")
    rules = models.TextField(_("rules"), blank=True, default="")
    word = models.TextField(
        _("a word from the keepers"),
        blank=True,
        default="",
        help_text=_("Stands on the home page, under everything."),
    )
    html_version = models.SmallIntegerField(default=0, editable=False)
    set_up_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="core_one_row_of_site_settings")
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        from core import site

        self.pk = 1
        super().save(*args, **kwargs)
        site.forget()

    @property
    def logo_address(self) -> str:
        """Where pages fetch the logo; empty if there is none."""
        from core import logo

        return logo.address(self.logo.name or "")


class AuditEntry(models.Model):
    """Who did what to which row, when and why. Append-only: a trigger refuses all else."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    actor_name = models.CharField(pgettext_lazy("who did it", "by"), max_length=150)
    verb = models.CharField(_("what was done"), max_length=60)
    object_type = models.CharField(_("to what"), max_length=40)
    object_id = models.BigIntegerField(_("its number"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    detail = models.JSONField(_("details"), default=dict)
    created_at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log of decisions")
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="core_audit_object")]

    def __str__(self):
        return f"{self.actor_name} {self.verb} {self.object_type} {self.object_id}"


class Limit(models.Model):
    """How often somebody did something in the current window; written by core/limits.py only."""

    key = models.CharField(max_length=120, primary_key=True)
    window = models.BigIntegerField()
    spent = models.IntegerField()

    def __str__(self):
        return self.key


class DaySalt(models.Model):
    """What today's guests are counted with; once it is gone, nobody can tell them. See
    core/anonymity.py."""

    day = models.CharField(max_length=10, primary_key=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self):
        return self.day


class Brake(models.Model):
    """Pulled in a flood, with an end. See core/brakes.py."""

    class Kind(models.TextChoices):
        GUESTS = "guests", _("Hold what guests write")
        YOUNG = "young", _("Hold what young accounts write")
        SIGN_UP = "sign_up", _("Close sign-up")

    kind = models.CharField(_("brake"), max_length=10, choices=Kind.choices)
    days = models.PositiveSmallIntegerField(_("accounts younger than (days)"), default=7)
    began_at = models.DateTimeField(_("pulled"), auto_now_add=True)
    ends_at = models.DateTimeField(_("until"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    by = models.ForeignKey(  # none: by the archive itself
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True, default="")

    class Meta:
        default_permissions = ("view", "add")  # whoever may add one may lift it
        verbose_name = _("brake")
        verbose_name_plural = _("brakes")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["ends_at"], name="core_brake_on", condition=models.Q(lifted_at=None)
            )
        ]

    def __str__(self):
        return self.get_kind_display()

"""What every room needs to remember: the site's settings, who did what, and how often."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SiteSettings(models.Model):
    """One row, edited in the admin. Every switch acts at once: see core/site.py for the seconds."""

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

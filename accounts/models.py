"""People: an account signs in, its pen names write. No page, feed or edition shows a user name."""

from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.querysets import PenNameQuerySet
from core import clocks, events, names

KEY_LENGTH = 200  # characters of a pen name's key; one letter may have eighteen
MODERATORS = "Moderators"
TAG_EDITORS = "Tag editors"


class User(AbstractUser):
    """An account. Suspended people sign in, read and take their texts along, but write nothing;
    people who wait to be let in keep drafts besides."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True, db_index=True)
    suspension_reason = models.TextField(_("why suspended"), blank=True, default="")
    waiting_since = models.DateTimeField(
        _("waits to be let in"), null=True, blank=True, db_index=True
    )
    introduction = models.TextField(_("a word to the moderators"), blank=True, default="")
    language = models.CharField(_("language of the pages"), max_length=10, blank=True, default="")
    look = models.CharField(_("reading settings"), max_length=200, blank=True, default="")
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True, default="")
    writes_plainly = models.BooleanField(_("write in a plain text box"), default=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")  # type: ignore[assignment]
        verbose_name_plural = _("accounts")  # type: ignore[assignment]

    def get_full_name(self) -> str:
        """What pages of the admin call a person: never the name that one signs in with."""
        pen_name = self.pen_name
        return pen_name.name if pen_name else ""

    get_short_name = get_full_name

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None

    @property
    def is_waiting(self) -> bool:
        """Whether a moderator has yet to let this person in."""
        return self.waiting_since is not None

    @property
    def may_publish(self) -> bool:
        """Whether readers may see anything new by this person: see accounts/standing.py."""
        return not (self.is_suspended or self.is_waiting)

    @property
    def clock(self) -> ZoneInfo:
        """Whose hands this person reads: the archive's own clock where none was chosen."""
        return clocks.zone(self.time_zone)

    @transaction.atomic
    def read_clock(self, time_zone: str) -> None:
        """Remember the time zone that was chosen last."""
        if time_zone != self.time_zone:
            self.time_zone = time_zone
            self.save(update_fields=["time_zone"])
            events.record("clock.changed", user_id=self.pk)

    @cached_property
    def is_moderator(self) -> bool:
        """Administrators count as moderators. Costs readers nothing: only staff is looked up."""
        if not (self.is_staff and self.is_active):
            return False
        return self.is_superuser or self.groups.filter(name=MODERATORS).exists()

    def has_perm(self, perm, obj=None) -> bool:
        """A suspended helper helps nobody."""
        return not self.is_suspended and super().has_perm(perm, obj)

    def has_module_perms(self, app_label) -> bool:
        return not self.is_suspended and super().has_module_perms(app_label)

    @property
    def pen_name(self):
        """The pen name that this person used last."""
        return self.pen_names.order_by("-used_at", "pk").first()

    def suspend(self, reason: str) -> None:
        self.suspended_at, self.suspension_reason = timezone.now(), reason
        self.save(update_fields=["suspended_at", "suspension_reason"])

    def lift_suspension(self) -> None:
        self.suspended_at, self.suspension_reason = None, ""
        self.save(update_fields=["suspended_at", "suspension_reason"])

    def let_in(self) -> None:
        """Also after turning away, which kept `waiting_since`."""
        self.waiting_since, self.is_active = None, True
        if not self.is_suspended:
            self.suspension_reason = ""
        self.save(update_fields=["waiting_since", "is_active", "suspension_reason"])

    def turn_away(self, reason: str) -> None:
        """Who was never let in signs in only to read why: accounts/adapter.py shows it."""
        self.is_active, self.suspension_reason = False, reason
        self.save(update_fields=["is_active", "suspension_reason"])


class PenName(models.Model):
    """A public name that stories and reviews belong to. The software makes its slug, once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="pen_names")
    name = models.CharField(_("pen name"), max_length=100)
    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    slug = models.CharField(_("name in addresses"), max_length=40, unique=True, editable=False)
    slug_key = models.CharField(max_length=40, unique=True, editable=False)
    about = models.TextField(
        pgettext_lazy("who writes", "about"), blank=True, default="", max_length=2_000
    )
    about_version = models.SmallIntegerField(default=0)
    linked = models.BooleanField(
        _("say that my other linked pen names are mine"),
        default=False,
        help_text=_("Off unless you say so. Nobody can tell that two unlinked pen names are one."),
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), default=timezone.now)

    objects = PenNameQuerySet.as_manager()

    name_before: str | None = None  # as the database has it

    class Meta:
        verbose_name = _("pen name")
        verbose_name_plural = _("pen names")

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.key = names.key(self.name)
        if not self.slug:
            self.slug = names.slug(
                self.name,
                fallback=f"pen{self._next_number()}",
                is_taken=lambda slug: PenName.objects.filter(slug_key=slug.casefold()).exists(),
            )
            self.slug_key = self.slug.casefold()
        super().save(*args, **kwargs)
        if self.name_before not in (None, self.name):
            events.record("pen_name.renamed", pen_name=self.pk)
        self.name_before = self.name

    def get_absolute_url(self):
        return reverse("pen_name", args=[self.slug, self.slug])

    @classmethod
    def from_db(cls, *args, **kwargs):
        pen_name = super().from_db(*args, **kwargs)
        pen_name.name_before = pen_name.__dict__.get("name")
        return pen_name

    def linked_names(self):
        """The pen names of the same person, where both say that they belong together."""
        if not self.linked:
            return PenName.objects.none()
        return PenName.objects.filter(user_id=self.user_id, linked=True).exclude(pk=self.pk)

    def _next_number(self) -> int:
        latest = PenName.objects.order_by("-pk").values_list("pk", flat=True).first()
        return (latest or 0) + 1


class Block(models.Model):
    """Whom a person keeps from writing to her: acts on writing, never on a direct link."""

    blocker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocked_by")
    pen_name = models.ForeignKey(  # as she met them: the list must not tell who else they are
        PenName, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "pen_name"], name="accounts_block_once"),
            models.CheckConstraint(
                condition=~models.Q(blocker=models.F("blocked")), name="accounts_no_self_block"
            ),
        ]

    def __str__(self):
        return f"{self.blocker_id} blocks {self.blocked_id}"

"""The original bytes of what somebody brought, kept as they came."""

import logging
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models.tokens import new_token
from intake.reader import Unreadable, read
from intake.reader.manuscript import Manuscript

log = logging.getLogger(__name__)

MEMBERS_BYTES = 5_000_000
GUESTS_BYTES = 1_000_000
CORRECTIONS = 2  # times as many characters as a text may have bytes
GUESTS_LIFE = timedelta(hours=24)
MEMBERS_LIFE = timedelta(days=30)


def place(source, filename: str) -> str:
    return f"sources/{source.token[:2]}/{source.token}"


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user, tokens=()):
        """A member's own; a guest's by the tokens of a signed cookie, while they live."""
        if user.is_authenticated:
            return self.filter(owner=user)
        return self.brought_by_guest(tokens)

    def brought_by_guest(self, tokens):
        alive = timezone.now() - GUESTS_LIFE
        return self.filter(owner=None, story=None, token__in=tokens, created_at__gte=alive)

    def claim(self, user, tokens) -> None:
        """Give what a guest brought to the member that the guest has become."""
        brought = self.brought_by_guest(tokens)
        if brought.exists():
            brought.update(owner=user)

    def expired(self):
        now = timezone.now()
        return self.filter(story=None).filter(
            Q(owner=None, created_at__lt=now - GUESTS_LIFE)
            | Q(owner__isnull=False, created_at__lt=now - MEMBERS_LIFE)
        )


class Source(models.Model):
    """A pasted text or an uploaded file, and what its bringer corrected on the check page.

    `position` is its place among the files of a batch; the later parts of a story that lies in
    several files point to the `first_part`, which alone has a check page. `kind` is a
    reader.kinds.Kind ("" before anything read it), `refusal` the sentence why it cannot be read,
    `origin` a reader.manuscript.Origin.key, `outline` what a line of the batch table says of it."""

    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sources"
    )
    story = models.ForeignKey("stories.Story", models.CASCADE, null=True, related_name="sources")
    batch = models.ForeignKey("intake.Batch", models.CASCADE, null=True, related_name="sources")
    position = models.PositiveIntegerField(default=0)
    first_part = models.ForeignKey("self", models.CASCADE, null=True, related_name="later_parts")
    file = models.FileField(upload_to=place)
    file_name = models.CharField(max_length=255, blank=True, default="")
    size = models.PositiveIntegerField(help_text=_("bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=20, blank=True, default="")
    refusal = models.CharField(max_length=500, blank=True, default="")
    origin = models.CharField(max_length=200, blank=True, default="", db_index=True)
    outline = models.JSONField(default=dict)
    version = models.PositiveSmallIntegerField(default=1, help_text=_("of the reader"))
    corrections = models.JSONField(default=dict)
    report = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("check", args=[self.token])

    @property
    def name(self):
        return self.file_name or _("a pasted text")

    @classmethod
    def take(cls, data: bytes, *, file_name: str = "", owner=None) -> "Source":
        source = cls(
            owner=owner, file_name=file_name[:255], size=len(data), sha256=sha256(data).hexdigest()
        )
        source.file.save("", ContentFile(data), save=False)
        source.save()
        return source

    def data(self) -> bytes:
        with self.file.open("rb") as handle:
            return handle.read()

    def read(self, *, thoughts: bool = True) -> Manuscript:
        """What the reader makes of the bytes. Raises Unreadable, also where the reader stumbles:
        the text itself stays. Read once for each way of reading."""
        readings: dict[bool, Manuscript] = self.__dict__.setdefault("_readings", {})
        try:
            if thoughts not in readings:
                readings[thoughts] = read(self.data(), self.file_name, thoughts=thoughts)
            return readings[thoughts]
        except Unreadable:
            raise
        except Exception as error:
            log.exception("the reader stumbled over source %s", self.pk)
            raise Unreadable(_("Our reader stumbled over this text. It is kept.")) from error

    def correct(self, corrections: dict) -> bool:
        """Remember what its bringer changed and chose on the check page; False if it is too much
        to be remembered: then only this answer shows it."""
        self.corrections = corrections
        limit = MEMBERS_BYTES if self.owner_id else GUESTS_BYTES
        if sum(len(str(value)) for value in corrections.values()) > CORRECTIONS * limit:
            return False
        self.save(update_fields=["corrections"])
        return True

    def forget(self) -> None:
        """The row first: a file without a row is found and removed, a row without a file is not."""
        file = self.file
        self.delete()
        file.delete(save=False)

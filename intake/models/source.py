"""The original bytes of what somebody brought, kept as they came."""

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intake import queue
from intake.jail import read_in_jail
from intake.models.reading import Reading
from intake.models.tokens import new_token
from intake.outline import identity, outline
from intake.querysets import SourceQuerySet
from intake.reader import VERSION, Unreadable, read
from intake.reader.joining import joined
from intake.reader.kinds import AT_ONCE, LIGHT, Kind, kind_of
from intake.reader.manuscript import Manuscript

log = logging.getLogger(__name__)

MEMBERS_BYTES = 5_000_000
GUESTS_BYTES = 1_000_000
CORRECTIONS = 2  # times as many characters as a text may have bytes
REFUSAL = 500  # characters
STUMBLED = _("Our reader stumbled over this text. It is kept.")


class BeingRead(Exception):  # noqa: N818 - it says what the document is
    """The worker has not read it yet."""


def place(source, filename: str) -> str:
    return f"sources/{source.token[:2]}/{source.token}"


class Source(models.Model):
    """A pasted text or an uploaded file, and what its bringer corrected on the check page.

    `position` is its place among the files of a batch; the later parts of a story that lies in
    several files point to the `first_part`, which alone has a check page. `kind` is a
    reader.kinds.Kind ("" before anything read it), `refusal` the sentence why it cannot be read,
    `origin` a reader.manuscript.Origin.key, `outline` what intake/outline.py says of it."""

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

    # How it comes and goes

    @classmethod
    @transaction.atomic
    def take(
        cls, data: bytes, *, file_name: str = "", owner=None, batch=None, position: int = 0
    ) -> "Source":
        """Keep the bytes as they came. What is not read at once is handed to the worker."""
        source = cls(
            owner=owner,
            batch=batch,
            position=position,
            file_name=file_name[-255:],
            size=len(data),
            sha256=sha256(data).hexdigest(),
        )
        source._sort(data)
        source.file.save("", ContentFile(data), save=False)
        source.save()
        source.ask()
        return source

    def data(self) -> bytes:
        with self.file.open("rb") as handle:
            return handle.read()

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

    # How it is read

    @property
    def is_light(self) -> bool:
        """Needs no jail: a small text, which our own reader alone reads."""
        return self.kind in LIGHT and self.size <= AT_ONCE

    @property
    def is_for_the_worker(self) -> bool:
        """All but small texts by themselves. A zip is taken apart, never read."""
        if self.kind == Kind.ZIP:
            return False
        return bool(self.batch_id) or not self.is_light

    def read(self, *, thoughts: bool = True) -> Manuscript:
        """What the reader makes of the bytes, and of those of the later parts. Raises Unreadable,
        also where the reader stumbles: the text itself stays; and BeingRead. Read once for each
        way of reading."""
        if thoughts not in self._manuscripts:
            own = self._read(thoughts=thoughts)
            later = [part._read(thoughts=thoughts) for part in self.parts[1:]]
            self._manuscripts[thoughts] = joined([own, *later]) if later else own
        return self._manuscripts[thoughts]

    @property
    def parts(self) -> list["Source"]:
        """It, and the later parts of the same story in their order."""
        if not self.batch_id:
            return [self]
        return [self, *self.later_parts.order_by("position", "pk")]

    @property
    def knows(self) -> dict[str, Any]:
        """By which a story is known again: see intake.outline.identity. Raises as `read`."""
        return self.outline or identity(self._any_reading())

    def described(self) -> dict[str, Any]:
        """The outline of the whole, made where it was not kept yet. Raises as `read`."""
        return self.outline or outline(self._any_reading())

    def ask(self, *, thoughts: bool = True) -> None:
        """Have the worker read it, unless it need not, has or is about to already."""
        if self.is_for_the_worker and not (self.refusal or self._was_read(thoughts=thoughts)):
            queue.ask(self, thoughts=thoughts)

    def is_being_read(self, *, thoughts: bool = True) -> bool:
        """Whether anybody who asks for its reading has to wait: one question a row."""
        waits = [part.pk for part in self.parts if part.is_for_the_worker and not part.refusal]
        done = Reading.objects.filter(source__in=waits, thoughts=thoughts, version=VERSION)
        return bool(waits) and done.count() < len(waits)

    def be_read(self, *, thoughts: bool = True, then: Callable[[], object] | None = None) -> None:
        """What the worker does: read it in the jail, keep the Reading or the refusal, and do what
        comes `then` in the same transaction. Twice is as good as once."""
        if self.refusal or self._was_read(thoughts=thoughts):
            return
        data = self.data()
        if not self.kind:
            self._sort(data)
        manuscript, refusal = self._jailed(data, thoughts=thoughts)  # no transaction waits for it
        if manuscript is None and (other := self._reading(not thoughts)):
            manuscript = other.manuscript  # what was read once stays readable
        with transaction.atomic():
            if manuscript:
                Reading.keep(self, manuscript, thoughts=thoughts, version=VERSION)
                self._describe(manuscript)
            else:
                self.refusal = refusal[:REFUSAL]
            self._save_reading()
            if then:
                then()

    def describe_again(self) -> None:
        """Where parts were added or taken out: its outline is that of them all. Raises as
        `read`."""
        self._describe(self.read())
        self._save_reading()

    def _sort(self, data: bytes) -> None:
        """What it is; or why nobody can read it, which is no reason not to keep it."""
        try:
            self.kind = kind_of(data, self.file_name)
        except Unreadable as error:
            self.refusal = str(error)[:REFUSAL]
        except Exception:
            log.exception("nobody can tell what a file of %s bytes is", len(data))
            self.refusal = str(STUMBLED)

    def _describe(self, manuscript: Manuscript) -> None:
        self.outline, self.version = outline(manuscript), VERSION
        self.origin = self.outline["origin"]

    def _save_reading(self) -> None:
        self.save(update_fields=["kind", "refusal", "origin", "outline", "version"])

    @property
    def _manuscripts(self) -> dict[bool, Manuscript]:
        found: dict[bool, Manuscript] = self.__dict__.setdefault("_read_so_far", {})
        return found

    def _any_reading(self) -> Manuscript:
        return next(iter(self._manuscripts.values()), None) or self.read()

    def _read(self, *, thoughts: bool) -> Manuscript:
        if self.refusal:
            raise Unreadable(self.refusal)
        if self.is_for_the_worker:
            reading = self._reading(thoughts)
            if reading is None:
                raise BeingRead
            return reading.manuscript
        try:
            return read(self.data(), self.file_name, thoughts=thoughts)
        except Unreadable:
            raise
        except Exception as error:
            log.exception("the reader stumbled over source %s", self.pk)
            raise Unreadable(STUMBLED) from error

    def _jailed(self, data: bytes, *, thoughts: bool) -> tuple[Manuscript | None, str]:
        """The manuscript, or why there is none."""
        reader = read if self.is_light else read_in_jail
        try:
            return reader(data, self.file_name, thoughts=thoughts), ""
        except Unreadable as error:
            return None, str(error)
        except Exception:
            log.exception("the reader stumbled over source %s", self.pk)
            return None, str(STUMBLED)

    def _was_read(self, *, thoughts: bool) -> bool:
        return bool(self.readings.filter(thoughts=thoughts, version=VERSION).exists())

    def _reading(self, thoughts: bool) -> Reading | None:
        found: Reading | None = self.readings.filter(thoughts=thoughts, version=VERSION).first()
        return found

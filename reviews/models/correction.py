"""A typing error that a reader found, and what should stand there: for the author's eyes alone."""

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from core import events
from reviews.corrections.mending import mended
from reviews.models.anchor import Anchor
from stories import limits
from stories.models import Chapter
from stories.models.lengths import at_most
from stories.models.versions import cleaned_anew
from stories.querysets import in_story_editable_by

if TYPE_CHECKING:
    from reviews.passages.choosing import Passage

REPLACEMENT = 1_000  # characters
REMARK = 500
ALIKE = 20  # that one acceptance answers


class CorrectionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, declined_at=None, chapter__deleted_at=None)

    def for_authors(self, user):
        """Those proposed for one's own stories. Nobody else sees any but her own."""
        return self.filter(in_story_editable_by(user, "chapter__story"))

    def of(self, user):
        return self.filter(pen_name__user=user)


class Correction(models.Model):
    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="corrections")
    anchor = models.OneToOneField(Anchor, models.CASCADE, related_name="correction")
    replacement = models.TextField(_("what should stand there"), blank=True, default="")
    remark = models.CharField(_("remark"), max_length=REMARK, blank=True, default="")
    pen_name = models.ForeignKey(PenName, models.SET_NULL, null=True, related_name="corrections")
    created_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [
            models.Index(
                fields=["chapter", "id"],
                name="correction_open",
                condition=Q(accepted_at=None, declined_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="correction_one_answer"
            ),
            *at_most("correction", replacement=REPLACEMENT),
        ]

    def __str__(self):
        return f"{self.anchor} → {self.replacement}"

    @property
    def is_answered(self) -> bool:
        return bool(self.accepted_at or self.declined_at)

    @classmethod
    @transaction.atomic
    def propose(
        cls, passage: "Passage", replacement: str, *, by: PenName, remark: str = ""
    ) -> "Correction":
        """A new one, or the one that waits already, where the same person proposed the same.

        Raises NotThere.
        """
        anchor = passage.keep()
        waiting = cls.objects.open().of(by.user).filter(chapter=passage.chapter)
        alike = {"anchor__quote": anchor.quote, "anchor__start": anchor.start}
        if earlier := waiting.filter(replacement=replacement, **alike).first():
            anchor.delete()
            return earlier
        said = {"replacement": replacement, "remark": remark, "pen_name": by}
        correction = cls.objects.create(chapter=passage.chapter, anchor=anchor, **said)
        events.record("correction.proposed", correction_id=correction.pk)
        return correction

    @transaction.atomic
    def accept(self, *, by) -> bool:
        """Readers read it corrected from now on; False where its words do not stand there any more.

        What its author has not released stays unreleased, word for word but for the same correction
        where the words stand there too: the draft is put aside while the corrected text is
        released, and goes on from it.
        """
        self.chapter.lock()
        self.refresh_from_db(fields=["accepted_at", "declined_at"])
        if self.is_answered:
            return self.accepted_at is not None
        chapter = Chapter.objects.select_related("story").get(pk=self.chapter_id)
        shown = cleaned_anew(chapter.released_fields(), chapter.html_version)
        html = self._mended(shown["html"])
        if html is None:
            return False
        alike = self._alike(shown["html"], html)
        draft = chapter.current_draft()
        waiting = draft and cleaned_anew(chapter.fields_of(draft), draft.html_version)
        chapter.write(by=by, **{**shown, "html": html})
        chapter.release(by=by)
        if draft and waiting:
            theirs = self._mended(waiting["html"])
            waiting = {**waiting, "html": waiting["html"] if theirs is None else theirs}
            chapter.write(by=draft.by, **waiting)
        chapter.story.chapters_changed()
        for correction in (self, *alike):
            correction._answer("accepted_at")
            events.record("correction.accepted", correction_id=correction.pk)
        return True

    @transaction.atomic
    def decline(self) -> None:
        """Nobody is told."""
        self.chapter.lock()
        self.refresh_from_db(fields=["accepted_at", "declined_at"])
        if not self.is_answered:
            self._answer("declined_at")

    def _mended(self, html: str) -> str | None:
        corrected = mended(html, self.anchor.anchored, self.replacement)
        return corrected if corrected is None or len(corrected) <= limits.BODY else None

    def _alike(self, html: str, then: str) -> list["Correction"]:
        """What others proposed that comes to the same text: they are thanked, too."""
        others = Correction.objects.open().filter(
            chapter=self.chapter_id, replacement=self.replacement, anchor__quote=self.anchor.quote
        )
        others = others.exclude(pk=self.pk).select_related("anchor")[:ALIKE]
        return [other for other in others if other._mended(html) == then]

    def _answer(self, column: str) -> None:
        setattr(self, column, timezone.now())
        self.save(update_fields=[column])

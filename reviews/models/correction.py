"""A typing error that a reader found, and what should stand there: for the author's eyes alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from reviews.models.anchor import Anchor
from stories.models import Chapter
from stories.models.lengths import at_most

REPLACEMENT = 1_000  # characters
REMARK = 500


class Correction(models.Model):
    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="corrections")
    anchor = models.OneToOneField(Anchor, models.CASCADE, related_name="correction")
    replacement = models.TextField(_("what should stand there"), blank=True, default="")
    remark = models.CharField(_("remark"), max_length=REMARK, blank=True, default="")
    pen_name = models.ForeignKey(PenName, models.SET_NULL, null=True, related_name="corrections")
    created_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)

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

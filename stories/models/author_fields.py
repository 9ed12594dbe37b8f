"""What an author fills of a story or of a chapter: the columns of drafts and versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import html as sanitiser
from stories import limits

LENGTHS = {
    "summary": limits.SUMMARY,
    "notes": limits.NOTES,
    "end_notes": limits.NOTES,
    "dedication": limits.DEDICATION,
    "au_premise": limits.AU_PREMISE,
    "html": limits.BODY,
}


class AuthorFields(models.Model):
    """Every field that an author fills, of a story or of a chapter."""

    title = models.CharField(_("title"), max_length=limits.TITLE, blank=True, default="")
    summary = models.TextField(_("summary"), blank=True, default="")
    notes = models.TextField(_("author’s notes before"), blank=True, default="")
    end_notes = models.TextField(_("author’s notes after"), blank=True, default="")
    dedication = models.TextField(_("dedication"), blank=True, default="")
    au_premise = models.TextField(_("AU premise"), blank=True, default="")
    html = models.TextField(_("text"), blank=True, default="")
    html_version = models.SmallIntegerField(default=sanitiser.VERSION)

    class Meta:
        abstract = True


LABELS = {field.name: field.verbose_name for field in AuthorFields._meta.fields}

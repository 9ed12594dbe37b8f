from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from core import html as sanitiser
from stories import limits
from stories.models.lengths import at_most
from stories.querysets import SeriesQuerySet, signed_entries


class Series(models.Model):
    """Stories in an order, by one or more pen names."""

    title = models.CharField(_("title"), max_length=limits.TITLE)
    summary = models.TextField(_("summary"), blank=True, default="")
    notes = models.TextField(_("notes"), blank=True, default="")
    html_version = models.SmallIntegerField(default=sanitiser.VERSION)
    is_complete = models.BooleanField(_("complete"), default=False)
    pen_names = models.ManyToManyField(PenName, related_name="series")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = at_most("series", summary=limits.SUMMARY, notes=limits.NOTES)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("series", args=[self.pk])

    def authors(self, user):
        """Its pen names, as far as a story that this person sees bears them openly."""
        signed = signed_entries(user, series=self.pk, name=models.OuterRef("pk"))
        return self.pen_names.filter(models.Exists(signed)).order_by("name")

    def add(self, story, *, position: int = 0) -> "SeriesEntry":
        """At the end; or at this place, if nothing stands there."""
        last = self.entries.aggregate(last=models.Max("position"))["last"] or 0
        if not position or self.entries.filter(position=position).exists():
            position = last + 1
        entry, _created = SeriesEntry.objects.get_or_create(
            series=self, story=story, defaults={"position": position}
        )
        return entry


class SeriesEntry(models.Model):
    series = models.ForeignKey(Series, models.CASCADE, related_name="entries")
    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="series_entries")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["series", "story"], name="series_story_once"),
            models.UniqueConstraint(
                fields=["series", "position"],
                name="series_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return f"{self.story_id} as {self.position} of {self.series_id}"

from datetime import timedelta

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from core import html as sanitiser
from core import names
from stories import limits
from stories.models import places
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

    @classmethod
    def called(cls, title: str, pen_names):
        """A series of this title by one of these pen names, if there is one. The older, if two."""
        mine = cls.objects.filter(pen_names__in=pen_names).distinct().order_by("pk")
        same = (series for series in mine if names.key(series.title) == names.key(title))
        return next(same, None)

    @property
    def is_just_begun(self) -> bool:
        """So that the same title is the same form, sent twice."""
        minutes = timedelta(minutes=limits.REPEAT_MINUTES)
        return timezone.now() - self.created_at < minutes

    @classmethod
    @transaction.atomic
    def begin(cls, *, pen_names, **fields) -> "Series":
        """A new series by these pen names, or the very one that was begun a moment ago."""
        hold = PenName.objects.select_for_update(no_key=True).order_by("pk")
        list(hold.filter(pk__in=[pen_name.pk for pen_name in pen_names]))
        twin = cls.called(fields["title"], pen_names)
        if twin is not None and twin.is_just_begun:
            return twin
        series = cls.objects.create(**fields)
        series.pen_names.set(pen_names)
        return series

    @transaction.atomic
    def describe(self, *, pen_names, **fields: str | bool) -> None:
        for field, value in fields.items():
            setattr(self, field, value)
        self.html_version = sanitiser.VERSION
        self.save(update_fields=[*fields, "html_version"])
        self.pen_names.set(pen_names)

    @transaction.atomic
    def add(self, story, *, position: int = 0) -> "SeriesEntry":
        """At the end; or at this place, if nothing stands there. Where it is in already, it stays
        where it stands."""
        self._lock()
        last = self.entries.aggregate(last=models.Max("position"))["last"] or 0
        if not position or self.entries.filter(position=position).exists():
            position = last + 1
        entry, _created = SeriesEntry.objects.get_or_create(
            series=self, story=story, defaults={"position": position}
        )
        return entry

    @transaction.atomic
    def move(self, story_id: int, place: int) -> int | None:
        """To this place among its stories; answers where it stands now."""
        self._lock()
        entry = self.entries.filter(story=story_id).first()
        return places.move(self.entries.all(), entry.pk, place) if entry else None

    def _lock(self) -> None:
        Series.objects.select_for_update(no_key=True).only("pk").get(pk=self.pk)


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

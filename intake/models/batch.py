"""Many files that were brought at once: a table of stories to be."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from intake.models.tokens import new_token
from intake.reader.kinds import Kind


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def unfinished(self):
        """Those that have a story to look at still, each with how many as `left`; the newest
        first. A zip that nobody has taken apart yet may have some."""
        waits = models.Q(
            sources__story=None, sources__first_part=None, sources__refusal=""
        ) & ~models.Q(sources__kind=Kind.ZIP, sources__outline__has_key="unpacked")
        left = models.Count("sources", waits)
        return self.annotate(left=left).filter(left__gt=0).order_by("-pk")

    def empty(self):
        """Whatever was in them is a story of its own by now, or gone."""
        return self.filter(sources=None)


class Batch(models.Model):
    """Its lines are the sources without a `first_part`. A zip among them is unpacked by the worker
    into further sources. `report` has lines {file, reason} of what was left out, `reason` being one
    of intake/batches/left_out.py or a sentence."""

    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="batches")
    report = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    def __str__(self):
        return f"batch {self.pk}"

    def get_absolute_url(self):
        return reverse("batch", args=[self.token])

    @property
    def lines(self):
        """One a story: neither later parts nor zips, which were taken apart."""
        return self.sources.filter(first_part=None).exclude(kind=Kind.ZIP, refusal="")

    def lock(self) -> None:
        """Its files are read at the same time, by several workers perhaps."""
        Batch.objects.select_for_update(no_key=True).only("pk").get(pk=self.pk)

    def tell(self, lines: list[dict[str, str]]) -> None:
        """Under its lock."""
        if lines:
            self.refresh_from_db(fields=["report"])
            self.report = [*self.report, *lines]
            self.save(update_fields=["report"])

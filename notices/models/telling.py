from django.db import models, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from notices import followers

BATCH = 1_000  # people
STEP = "notices.tell_followers"  # the task that tells a batch


class Telling(models.Model):
    """One event on its way to many: how far through the followers it has come.

    They are walked through by their numbers, a batch at a time. A batch is one transaction: it
    inserts its notices, moves `after` on and puts the next batch into the queue. Whoever dies has
    told a batch wholly or not at all, and whoever does it again begins where the last one ended.
    """

    key = models.CharField(max_length=120, unique=True)
    facts = models.JSONField(default=dict)  # followers.Facts
    after = models.BigIntegerField(default=0)  # the number of the person who was told last
    told = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.key

    @classmethod
    @transaction.atomic
    def begin(cls, key: str, facts: followers.Facts) -> None:
        """Begun twice, it is the same."""
        telling, is_new = cls.objects.get_or_create(key=key, defaults={"facts": facts})
        if is_new:
            telling.go_on()

    def go_on(self) -> None:
        app.configure_task(STEP).defer(telling_id=self.pk)

    @classmethod
    @transaction.atomic
    def step(cls, pk: int) -> None:
        """The next batch; two that were queued by chance take turns."""
        telling = cls.objects.select_for_update().filter(pk=pk, done_at=None).first()
        if telling is None:
            return
        batch = followers.NOBODY
        if followers.may_be_told(telling.facts):
            batch = followers.tell(telling.key, telling.facts, after=telling.after, size=BATCH)
        telling.told += batch.told
        if batch.size < BATCH:
            telling.done_at = timezone.now()
        else:
            telling.after = batch.last
            telling.go_on()
        telling.save(update_fields=["after", "told", "done_at"])

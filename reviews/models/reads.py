from datetime import date, timedelta

from django.db import connection, models
from django.db.models import Value
from django.utils import timezone

from stories.models import Story
from stories.querysets import PUBLIC

SEE = "INSERT INTO reviews_readseen (key, story_id, day, is_counted) {} ON CONFLICT DO NOTHING"

# What is marked is counted, and nothing else: one statement does both or neither. A tally at which
# somebody else is at work waits for the next minute, so that nobody waits for this.
ADD_UP = """
WITH free AS (
    SELECT story_id FROM stories_tally
    WHERE story_id IN (SELECT story_id FROM reviews_readseen WHERE NOT is_counted)
    FOR NO KEY UPDATE SKIP LOCKED
), new AS (
    UPDATE reviews_readseen seen SET is_counted = true FROM free
    WHERE seen.story_id = free.story_id AND NOT seen.is_counted RETURNING seen.story_id
)
UPDATE stories_tally tally SET reads = tally.reads + sums.number
FROM (SELECT story_id, count(*) AS number FROM new GROUP BY story_id) sums
WHERE tally.story_id = sums.story_id
"""


class ReadSeen(models.Model):
    """That somebody read a story today: enough to count the same reader once, and gone tomorrow.

    A buffer: web processes only insert; the worker adds what is new to the tallies.
    """

    key = models.CharField(max_length=43, primary_key=True)  # of core/anonymity.py: story and day
    story_id = models.BigIntegerField()
    day = models.DateField()
    is_counted = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["story_id"], name="read_new", condition=models.Q(is_counted=False))
        ]

    def __str__(self):
        return f"a read of {self.story_id}"

    @classmethod
    def see(cls, story_id: int, key: str) -> None:
        """In one statement, which takes as long for a story that readers see as for one that they
        do not, or that is not there."""
        row = Story.objects.filter(PUBLIC, pk=story_id).values_list(
            Value(key), "pk", Value(_today(), models.DateField()), Value(False)
        )
        select, parameters = row.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(SEE.format(select), parameters)

    @classmethod
    def add_up(cls) -> None:
        with connection.cursor() as cursor:
            cursor.execute(ADD_UP)

    @classmethod
    def forget(cls) -> None:
        """What is older than a day: its salt is gone, or goes."""
        cls.add_up()
        cls.objects.filter(day__lt=_today() - timedelta(days=1)).delete()


def _today() -> date:
    """As the keys are made: in UTC."""
    return timezone.now().date()

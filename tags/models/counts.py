"""How many stories stand under a tag: its own, those of its other names, and those below it.

A trigger of `stories_listing` writes each change as a step (stories migration 0012); the worker
adds the steps up every minute and counts anew every night. So no author waits for another's count.
"""

from django.db import connection, models


class TagCount(models.Model):
    """Written by the worker only. Tags without stories have none."""

    tag = models.OneToOneField("tags.Tag", models.CASCADE, primary_key=True, related_name="count")
    kind = models.CharField(max_length=12)
    stories = models.IntegerField(default=0)  # that members see
    public = models.IntegerField(default=0)  # that guests see

    class Meta:
        indexes = [
            models.Index(fields=["kind", "-stories"], name="tags_most_stories"),
            models.Index(fields=["kind", "-public"], name="tags_most_public"),
        ]

    def __str__(self):
        return f"{self.stories} under {self.tag_id}"

    @staticmethod
    def column_for(user) -> str:
        """That of the stories which this person sees."""
        return "stories" if user.is_authenticated else "public"

    @classmethod
    def add_up(cls) -> None:
        """What happened since the last time."""
        with connection.cursor() as cursor:
            cursor.execute(ADD_UP)


class TagStep(models.Model):
    """So many stories more or fewer under a tag; its id may be that of a tag no longer there."""

    tag_id = models.BigIntegerField()
    stories = models.IntegerField()
    public = models.IntegerField()

    def __str__(self):
        return f"{self.stories:+} under {self.tag_id}"


# A row that came while this runs waits for the next time: only what was deleted is added.
ADD_UP = """
WITH gone AS (DELETE FROM tags_tagstep RETURNING tag_id, stories, public),
steps AS (
    SELECT tag_id, sum(stories) AS stories, sum(public) AS public FROM gone GROUP BY tag_id
)
INSERT INTO tags_tagcount AS kept (tag_id, kind, stories, public)
SELECT tag.id, tag.kind, steps.stories, steps.public
FROM steps JOIN tags_tag tag ON tag.id = steps.tag_id
WHERE steps.stories <> 0 OR steps.public <> 0
ON CONFLICT (tag_id) DO UPDATE SET
    stories = kept.stories + excluded.stories, public = kept.public + excluded.public
"""

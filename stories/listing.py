"""The narrow row that every list searches: one for each story that anybody but its authors may see.

It is written by `Listing.refresh` in the story's own transaction. A stale row can hide a story, but
never show one: lists end by loading their twenty ids through `Story.objects.visible_to(user)`.
"""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction

from stories.querysets import PUBLIC


class ListingQuerySet(models.QuerySet):
    def listed_for(self, user):
        if user.is_authenticated:
            return self
        return self.filter(visibility="public")

    def with_tag(self, tag):
        return self.filter(tag_ids__contains=[tag.official.pk])

    def by_pen_name(self, pen_name):
        return self.filter(pen_name_ids__contains=[pen_name.pk])


class Listing(models.Model):
    story = models.OneToOneField("stories.Story", models.CASCADE, primary_key=True)
    published_at = models.DateTimeField()
    revised_at = models.DateTimeField()
    rating = models.CharField(max_length=10)
    status = models.CharField(max_length=12)
    visibility = models.CharField(max_length=10)
    language = models.CharField(max_length=35)
    written_year = models.SmallIntegerField(null=True)
    chapters = models.IntegerField()
    words = models.IntegerField()
    reviews = models.IntegerField(default=0)
    kudos = models.IntegerField(default=0)
    tag_ids = ArrayField(models.BigIntegerField(), default=list)
    pen_name_ids = ArrayField(models.BigIntegerField(), default=list)

    objects = ListingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-revised_at", "-story"], name="listing_newest"),
            GinIndex(fields=["tag_ids"], name="listing_tags"),
            GinIndex(fields=["pen_name_ids"], name="listing_pen_names"),
        ]

    def __str__(self):
        return f"listing of {self.story_id}"

    @classmethod
    @transaction.atomic
    def refresh(cls, story_ids: Iterable[int]) -> None:
        """Write the rows of these stories anew; those that are not for others have none."""
        from stories.models import Story

        ids = set(story_ids)
        public = set(Story.objects.filter(PUBLIC, pk__in=ids).values_list("pk", flat=True))
        cls.objects.filter(story__in=ids - public).delete()
        with connection.cursor() as cursor:
            cursor.execute(REFRESH, [list(public)])


# A tag stands in the row with the official tag that it is a name of and all ancestors of that.
# An anonymous author's pen name does not stand in it.
REFRESH = """
INSERT INTO stories_listing (
    story_id, published_at, revised_at, rating, status, visibility, language, written_year,
    chapters, words, reviews, kudos, tag_ids, pen_name_ids
)
SELECT story.id, story.published_at, coalesce(story.revised_at, story.published_at), story.rating,
    story.status, story.visibility, story.language, story.written_year,
    text.chapters, text.words, coalesce(tally.reviews, 0), coalesce(tally.kudos, 0),
    array_remove(ARRAY(
        SELECT DISTINCT unnest(ARRAY[tag.id, coalesce(tag.synonym_of_id, tag.id), up.ancestor_id])
        FROM stories_tagging link
        JOIN tags_tag tag ON tag.id = link.tag_id
        LEFT JOIN tags_ancestor up ON up.tag_id = coalesce(tag.synonym_of_id, tag.id)
        WHERE link.story_id = story.id
    ), NULL),
    ARRAY(
        SELECT line.pen_name_id FROM stories_byline line
        WHERE line.story_id = story.id AND line.state = 'accepted' AND line.shown
    )
FROM stories_story story
LEFT JOIN stories_tally tally ON tally.story_id = story.id
CROSS JOIN LATERAL (
    SELECT count(*) AS chapters, coalesce(sum(body.words), 0) AS words
    FROM stories_chapter chapter JOIN stories_chaptertext body ON body.chapter_id = chapter.id
    WHERE chapter.story_id = story.id
        AND chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
) text
WHERE story.id = ANY(%s)
ON CONFLICT (story_id) DO UPDATE SET
    published_at = excluded.published_at, revised_at = excluded.revised_at,
    rating = excluded.rating, status = excluded.status, visibility = excluded.visibility,
    language = excluded.language, written_year = excluded.written_year,
    chapters = excluded.chapters, words = excluded.words, reviews = excluded.reviews,
    kudos = excluded.kudos, tag_ids = excluded.tag_ids, pen_name_ids = excluded.pen_name_ids
"""

"""The narrow row that every list searches: one for each story that anybody but its authors may see.

It is written by `Listing.refresh` in the story's own transaction. A stale row can hide a story, but
never show one: lists end by loading their twenty ids through `Story.objects.visible_to(user)`.
"""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction

from core import events
from stories import sort_keys
from stories.querysets import PUBLIC

SORTS = (
    "-revised_at", "-published_at", "-written", "-kudos", "-reviews", "-kept", "-words",
    "title_key", "by_key", "-gem",
)  # fmt: skip


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
    written = models.IntegerField(default=0)  # 20010314, 20010300 or 20010000; 0 if unknown
    chapters = models.IntegerField()
    words = models.IntegerField()
    reviews = models.IntegerField(default=0)
    kudos = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    gem = models.FloatField(default=0)  # how hidden a gem: stories/gems.py
    title_key = models.CharField(max_length=sort_keys.LENGTH, default="", db_collation="C")
    by_key = models.CharField(max_length=sort_keys.LENGTH, default="", db_collation="C")
    fandoms = models.SmallIntegerField(default=0)  # none of which is above another
    tag_ids = ArrayField(models.BigIntegerField(), default=list)
    main_tag_ids = ArrayField(models.BigIntegerField(), default=list)  # of the heart of it
    pen_name_ids = ArrayField(models.BigIntegerField(), default=list)

    objects = ListingQuerySet.as_manager()

    class Meta:
        indexes = [
            *(
                models.Index(
                    fields=[sort, "-story" if sort.startswith("-") else "story"],
                    name=f"listing_{sort.lstrip('-')}",
                )
                for sort in SORTS
            ),
            GinIndex(fields=["tag_ids"], name="listing_tags"),
            GinIndex(fields=["pen_name_ids"], name="listing_pen_names"),
        ]

    def __str__(self):
        return f"listing of {self.story_id}"

    @classmethod
    @transaction.atomic
    def refresh(cls, story_ids: Iterable[int]) -> None:
        """Write the rows of these stories anew; those that are not for others have none. What is
        searched for by words follows, by the worker."""
        from stories.models import Story

        ids = set(story_ids)
        titles = dict(Story.objects.filter(PUBLIC, pk__in=ids).values_list("pk", "title"))
        cls.objects.filter(story__in=ids - titles.keys()).delete()
        keys = sort_keys.of(titles)
        with connection.cursor() as cursor:
            cursor.execute(
                REFRESH, [list(column) for column in zip(*keys, strict=True)] or [[]] * 3
            )
        if ids:
            events.record("listing.refreshed", stories=sorted(ids))


# A tag stands in the row with the official tag that it is a name of, the characters of that, if it
# is a relationship, and all that is above any of them. An anonymous author's pen name does not.
REFRESH = """
WITH keys AS (
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[]) k (story_id, title_key, by_key)
), named AS (
    SELECT link.story_id, link.main, tag.kind, tag.id,
        coalesce(tag.synonym_of_id, tag.id) AS official
    FROM keys JOIN stories_tagging link USING (story_id) JOIN tags_tag tag ON tag.id = link.tag_id
), meant AS (
    SELECT story_id, main, official AS id FROM named
    UNION ALL
    SELECT named.story_id, main, coalesce(who.synonym_of_id, who.id)
    FROM named JOIN tags_member member ON member.relationship_id = named.official
    JOIN tags_tag who ON who.id = member.character_id
    WHERE named.kind = 'relationship'
), every AS (
    SELECT story_id, main, id FROM named
    UNION ALL SELECT story_id, main, id FROM meant
    UNION ALL
    SELECT story_id, main, up.ancestor_id FROM meant JOIN tags_ancestor up ON up.tag_id = meant.id
), tags AS (
    SELECT story_id, array_agg(DISTINCT id) AS ids,
        coalesce(array_agg(DISTINCT id) FILTER (WHERE main), '{}') AS main_ids
    FROM every GROUP BY story_id
), fandoms AS (
    SELECT story_id, count(DISTINCT official) AS number FROM named one
    WHERE kind = 'fandom' AND NOT EXISTS (
        SELECT FROM named other JOIN tags_ancestor up ON up.tag_id = other.official
        WHERE other.story_id = one.story_id AND other.kind = 'fandom'
            AND up.ancestor_id = one.official
    )
    GROUP BY story_id
), texts AS (
    SELECT chapter.story_id, count(*) AS chapters, coalesce(sum(body.words), 0) AS words
    FROM keys JOIN stories_chapter chapter USING (story_id)
    JOIN stories_chaptertext body ON body.chapter_id = chapter.id
    WHERE chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
    GROUP BY chapter.story_id
), names AS (
    SELECT line.story_id, array_agg(line.pen_name_id ORDER BY line.position) AS ids
    FROM keys JOIN stories_byline line USING (story_id)
    WHERE line.state = 'accepted' AND line.shown
    GROUP BY line.story_id
)
INSERT INTO stories_listing AS kept (
    story_id, published_at, revised_at, rating, status, visibility, language, written_year, written,
    chapters, words, reviews, kudos, kept, gem, title_key, by_key, fandoms, tag_ids, main_tag_ids,
    pen_name_ids
)
SELECT story.id, story.published_at, coalesce(story.revised_at, story.published_at), story.rating,
    story.status, story.visibility, story.language, story.written_year,
    coalesce(story.written_year * 10000 + coalesce(story.written_month, 0) * 100
        + coalesce(story.written_day, 0), 0),
    coalesce(texts.chapters, 0), coalesce(texts.words, 0), coalesce(tally.reviews, 0),
    coalesce(tally.kudos, 0), coalesce(tally.bookmarks, 0), 0, keys.title_key, keys.by_key,
    coalesce(fandoms.number, 0), coalesce(tags.ids, '{}'), coalesce(tags.main_ids, '{}'),
    coalesce(names.ids, '{}')
FROM keys JOIN stories_story story ON story.id = keys.story_id
LEFT JOIN stories_tally tally ON tally.story_id = story.id
LEFT JOIN tags ON tags.story_id = story.id
LEFT JOIN fandoms ON fandoms.story_id = story.id
LEFT JOIN texts ON texts.story_id = story.id
LEFT JOIN names ON names.story_id = story.id
ON CONFLICT (story_id) DO UPDATE SET
    published_at = excluded.published_at, revised_at = excluded.revised_at,
    rating = excluded.rating, status = excluded.status, visibility = excluded.visibility,
    language = excluded.language, written_year = excluded.written_year, written = excluded.written,
    chapters = excluded.chapters, words = excluded.words, reviews = excluded.reviews,
    kudos = excluded.kudos, kept = excluded.kept, title_key = excluded.title_key,
    by_key = excluded.by_key, fandoms = excluded.fandoms, tag_ids = excluded.tag_ids,
    main_tag_ids = excluded.main_tag_ids, pen_name_ids = excluded.pen_name_ids
"""

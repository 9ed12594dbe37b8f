"""The narrow row that every list searches: one for each story that anybody but its authors may see.

It is written by `Listing.refresh` in the story's own transaction. A stale row can hide a story, but
never show one: lists end by loading their twenty ids through `Story.objects.visible_to(user)`.
"""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction

from core import events
from stories import sort_keys, truth
from stories.querysets import PUBLIC

SORTS = (
    "-revised_at", "-published_at", "-written", "-kudos", "-reviews", "-kept", "-words",
    "title_key", "by_key", "-gem",
)  # fmt: skip


# What is one of a few, as words that stand in one index with the tags: “complete, in French, under
# these two tags” is three lists of that index, laid over each other before any row is read.
CHOICES = (
    "ARRAY[rating::text, status::text, language::text,"
    " CASE WHEN fandoms > 1 THEN 'crossover' ELSE 'no crossover' END,"
    " CASE WHEN chapters = 1 THEN 'one chapter' ELSE 'many chapters' END]"
)


class Choices(models.Func):
    template = f"({CHOICES})"
    output_field = ArrayField(models.TextField())


class ListingQuerySet(models.QuerySet):
    def listed_for(self, user):
        if user.is_authenticated:
            return self
        return self.filter(visibility="public")

    def with_tag(self, tag):
        return self.filter(tag_ids__contains=[tag.official.pk])


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
            GinIndex("tag_ids", Choices(), name="listing_tags_and_choices"),
            GinIndex(fields=["pen_name_ids"], name="listing_pen_names"),
        ]

    def __str__(self):
        return f"listing of {self.story_id}"

    @classmethod
    @transaction.atomic(savepoint=False)
    def refresh(cls, story_ids: Iterable[int]) -> None:
        """Write the rows of these stories anew; those that are not for others have none. What is
        searched for by words follows, by the worker."""
        from stories.models import Story

        ids = set(story_ids)
        titles = dict(Story.objects.filter(PUBLIC, pk__in=ids).values_list("pk", "title"))
        cls.objects.filter(story__in=ids - titles.keys()).delete()
        if titles:
            with connection.cursor() as cursor:
                cursor.execute(truth.WRITE, truth.params(titles))
        if ids:
            events.record("listing.refreshed", stories=sorted(ids))

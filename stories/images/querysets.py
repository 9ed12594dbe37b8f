"""Who may see a picture: whoever sees it in its story."""

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.db.models.lookups import GreaterThan

from stories.querysets import in_story_editable_by, in_story_visible_to, is_by

# Where a text with a picture may stand, seen from a chapter and from the picture's story.
OF_A_CHAPTER = ("text__html", "summary", "notes", "end_notes")
OF_THE_STORY = ("summary", "notes", "end_notes", "dedication", "au_premise")


class StoryImageQuerySet(QuerySet):
    def visible_to(self, user):
        """To its authors; to others once it stands in what readers read. What a moderator removed
        only moderators still see."""
        images = self.filter(in_story_visible_to(user))
        if not user.is_authenticated:
            return images.filter(stands_before_readers(), removed_at=None)
        mine = is_by(user, "story")
        if user.is_moderator:
            is_out = Q(story__published_at__isnull=False)
            was_before_readers = stands_before_readers() | Q(removed_at__isnull=False)
            return images.filter(mine | (is_out & was_before_readers))
        return images.filter(mine | stands_before_readers(), removed_at=None)

    def editable_by(self, user):
        return self.filter(in_story_editable_by(user))

    def standing(self):
        return self.filter(removed_at=None)


def stands_before_readers() -> Q:
    """On the title page, or in a text that was released: a draft's pictures are a draft's secret.
    A removed or unfinished chapter shows nothing."""
    address = _address("pk", "story_id")
    chapters = apps.get_model("stories", "Chapter").objects.published()
    in_chapter = Q()
    for field in OF_A_CHAPTER:
        in_chapter |= Q(_holds(F(field), _address(OuterRef("pk"), OuterRef("story_id"))))
    in_story = Q()
    for field in OF_THE_STORY:
        in_story |= Q(_holds(F(f"story__{field}"), address))
    is_cover = Q(story__cover=F("pk"))
    is_in_chapter = Exists(chapters.filter(in_chapter, story=OuterRef("story")))
    return is_cover | in_story | Q(is_in_chapter)


def _address(pk, story) -> Concat:
    """`/works/5/images/7"`, as it ends in a stored text."""
    return Concat(
        Value("/works/"),
        Cast(story, TextField()),
        Value("/images/"),
        Cast(pk, TextField()),
        Value('"'),
        output_field=TextField(),
    )


def _holds(text, words) -> GreaterThan:
    return GreaterThan(StrIndex(text, words), 0)

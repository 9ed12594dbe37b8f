"""Where a story's pictures stand, for those who write it, and what they weigh for its readers."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from stories.images.addresses import within
from stories.models import Chapter, Draft, Story

TEXTS = ("summary", "notes", "end_notes", "dedication", "au_premise", "html")

NAMED = 5  # chapters, of each picture


@dataclass
class Use:
    chapters: list[Chapter] = field(default_factory=list)  # in the order of the story
    is_around: bool = False  # in the story's own summary or notes

    @property
    def more(self) -> int:
        """Chapters that a list does not name."""
        return max(0, len(self.chapters) - NAMED)

    def __bool__(self):
        return bool(self.chapters) or self.is_around


def uses(story: Story) -> dict[int, Use]:
    """{picture: where it stands}, in what readers see and in drafts. Only texts with a picture are
    read, one at a time."""
    prefix = f"/works/{story.pk}/images/"
    found: defaultdict[int, Use] = defaultdict(Use)
    shown: defaultdict[int, set[int]] = defaultdict(set)
    for chapter, html in _of_chapters(story, prefix):
        for image in within(html, story.pk):
            shown[image].add(chapter)
    chapters = story.chapters.in_place()
    for chapter in chapters.filter(pk__in=set().union(*shown.values())):
        for image, places in shown.items():
            if chapter.pk in places:
                found[image].chapters.append(chapter)
    for html in _around(story):
        for image in within(html, story.pk):
            found[image].is_around = True
    return found


def _of_chapters(story: Story, prefix: str):
    chapters = story.chapters.in_place()
    released = chapters.filter(text__html__contains=prefix)
    yield from released.values_list("pk", "text__html").iterator(chunk_size=20)
    for name in ("summary", "notes", "end_notes"):
        yield from chapters.filter(**{f"{name}__contains": prefix}).values_list("pk", name)
    drafts = Draft.objects.filter(chapter__in=chapters)
    for name in ("html", "summary", "notes", "end_notes"):
        texts = drafts.filter(**{f"{name}__contains": prefix})
        yield from texts.values_list("chapter", name).iterator(chunk_size=20)


def _around(story: Story) -> list[str]:
    draft = Draft.objects.filter(story=story).first()
    return [
        getattr(one, name, "") for one in (story, draft) if one is not None for name in TEXTS[:-1]
    ]


class Weight(NamedTuple):
    number: int
    bytes: int

    @property
    def kilobytes(self) -> int:
        return -(-self.bytes // 1000)


def weight(story: Story) -> Weight:
    """How many pictures readers of this story meet, and what they fetch at most to see them: one
    query, and one pass over what is released, whatever their number."""
    around = {story.cover_id or 0}
    for name in TEXTS[:-1]:
        around |= within(getattr(story, name), story.pk)
    prefix = f"/works/{story.pk}/images/"
    address = f'{prefix}([1-9][0-9]{{0,17}})"'
    with connection.cursor() as cursor:
        cursor.execute(WEIGHT, [address, story.pk, prefix, story.pk, list(around)])
        return Weight(*cursor.fetchone())


WEIGHT = """
WITH shown AS (
    SELECT DISTINCT found[1]::bigint AS id
    FROM stories_chapter chapter
    JOIN stories_chaptertext body ON body.chapter_id = chapter.id
    CROSS JOIN LATERAL (
        SELECT concat_ws(' ', chapter.summary, chapter.notes, chapter.end_notes, body.html) AS html
    ) whole
    CROSS JOIN LATERAL regexp_matches(whole.html, %s, 'g') found
    WHERE chapter.story_id = %s AND chapter.published_at IS NOT NULL
        AND chapter.deleted_at IS NULL AND strpos(whole.html, %s) > 0
)
SELECT count(*), coalesce(sum((image.files -> -1 ->> 'bytes')::bigint), 0)::bigint
FROM stories_storyimage image
WHERE image.story_id = %s AND image.removed_at IS NULL
    AND (image.id = ANY(%s) OR image.id IN (SELECT id FROM shown))
"""

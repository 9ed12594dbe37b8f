"""Which chapters a person reads on a story's page, in which order, with what text."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.fields.json import KT

from stories.models import Chapter, ChapterText, Draft, Story


@dataclass(frozen=True)
class Part:
    """A chapter with its text: the released one, or for its authors the draft of a new one."""

    chapter: Chapter
    number: int | None
    title: str
    summary: str
    notes: str
    end_notes: str
    html: str


def contents(story: Story) -> list[Chapter]:
    """The chapters that the story's page shows, numbered from 1 among themselves: published ones,
    and for a story that only its authors see, all."""
    chapters = story.chapters.published() if story.is_published else story.chapters.in_place()
    numbered = list(chapters.for_contents())
    for number, chapter in enumerate(numbered, start=1):
        chapter.number = number
        chapter.story = story
    return numbered


def parts(chapters: list[Chapter]) -> list[Part]:
    """These chapters with their texts: one query, and one more where only authors see some yet."""
    released = ChapterText.objects.in_bulk([chapter.pk for chapter in chapters])
    waiting = [c.pk for c in chapters if not (c.is_published and c.story.is_published)]
    drafts = {d.chapter_id: d for d in Draft.objects.filter(chapter__in=waiting)} if waiting else {}
    return [
        _part(chapter, released.get(chapter.pk), drafts.get(chapter.pk)) for chapter in chapters
    ]


def unreleased(story: Story) -> list[Draft]:
    """What waits behind texts that readers see: of the front matter, then of each chapter."""
    if not story.is_published:
        return []
    chapters = story.chapters.published()
    drafts = Draft.objects.filter(Q(story=story) | Q(chapter__in=chapters))
    return list(
        drafts.select_related("chapter").order_by(F("chapter__position").asc(nulls_first=True))
    )


def _part(chapter: Chapter, text: ChapterText | None, draft: Draft | None) -> Part:
    source = draft or chapter
    return Part(
        chapter=chapter,
        number=getattr(chapter, "number", None),
        title=source.title,
        summary=source.summary,
        notes=source.notes,
        end_notes=source.end_notes,
        html=draft.html if draft else text.html if text else "",
    )


def has_old_dates(story) -> bool:
    """Was it out elsewhere before, as a document of it says, and never here?"""
    if story.is_published or story.publication:
        return False
    days = story.sources.annotate(day=KT("outline__published")).filter(day__isnull=False)
    return bool(days.exists())

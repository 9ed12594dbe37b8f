"""Which chapters a person reads on a story's page, in which order, with what text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from accounts.stand_in import READER, Standing, stand_in, standing_of
from core import html, words
from core.made_once import Statement
from stories.models import Chapter, ChapterText, Draft, Story

STORY = READER + 1  # stands for the story's number


def visible_story(pk: int, user) -> Story | None:
    found = story_to_read(standing_of(user)).ask({READER: user.pk, STORY: pk})
    return found[0] if found else None


@cache
def story_to_read(standing: Standing) -> Statement:
    reader = stand_in(standing)
    return Statement(Story.objects.visible_to(reader).for_reading(reader).filter(pk=STORY))


@dataclass(frozen=True)
class Part:
    """A chapter with its text: the released one, or for its authors the draft of a new one."""

    chapter: Chapter
    place: int | None  # among what the page shows, from 1; None for one that readers do not see
    title: str
    summary: str
    notes: str
    end_notes: str
    html: str

    @property
    def name(self) -> str:
        """Beside its title: “Chapter 3”, “Prologue”."""
        if self.place is None and self.chapter.is_counted:
            return _("Unpublished chapter")
        return self.chapter.name


def contents(story: Story) -> list[Chapter]:
    """The chapters that the story's page shows, each with its place and its number among
    themselves: published ones, and for a story that only its authors see, all."""
    if story.is_published:
        return numbered(story, story.chapters.published().for_contents())
    return as_written(numbered(story, story.chapters.in_place().for_arranging()))


def numbered(story: Story, chapters: Iterable[Chapter], *, place=0, number=0) -> list[Chapter]:
    """These chapters of a story, counted on from a place and a number."""
    counted = list(chapters)
    for chapter in counted:
        place += 1
        number += chapter.is_counted
        chapter.place, chapter.number, chapter.story = place, number, story
    return counted


def as_written(chapters: list[Chapter]) -> list[Chapter]:
    """From .for_arranging(), with what their author wrote last: its title, about its words."""
    for chapter in chapters:
        chapter.title = chapter.written_title
        if chapter.has_draft:
            chapter.words = chapter.draft_words or 0
    return chapters


def parts(chapters: list[Chapter], *, as_written: bool = False) -> list[Part]:
    """These chapters with their texts: one query, and one more where only authors see some yet, or
    where they are shown as their author wrote them last."""
    released = ChapterText.objects.in_bulk([chapter.pk for chapter in chapters])
    waiting = [
        c.pk for c in chapters if as_written or not (c.is_published and c.story.is_published)
    ]
    drafts = {d.chapter_id: d for d in Draft.objects.filter(chapter__in=waiting)} if waiting else {}
    return [
        _part(chapter, released.get(chapter.pk), drafts.get(chapter.pk)) for chapter in chapters
    ]


def count_words(parts: list[Part]) -> None:
    """Of these very texts, as a release would."""
    for part in parts:
        part.chapter.words = words.count(html.visible_text(part.html))


def is_about(chapters: list[Chapter], shown: list[Chapter]) -> bool:
    """Are words among these counted by spaces, since the page does not show their text?"""
    return any(getattr(one, "has_draft", False) for one in chapters if one not in shown)


def unreleased(story: Story) -> list[Draft]:
    """What waits behind texts that readers see: of the front matter, then of each chapter."""
    if not story.is_published:
        return []
    chapters = story.chapters.published()
    drafts = Draft.objects.filter(Q(story=story) | Q(chapter__in=chapters))
    named = drafts.select_related("chapter").defer("html", "notes", "end_notes", "summary")
    return list(named.order_by(F("chapter__position").asc(nulls_first=True)))


def _part(chapter: Chapter, text: ChapterText | None, draft: Draft | None) -> Part:
    source = draft or chapter
    return Part(
        chapter=chapter,
        place=getattr(chapter, "place", None),
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

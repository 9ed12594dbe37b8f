"""A story's chapters: added, put into order, counted."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from stories import limits
from stories.models.chapter import Chapter, ChapterText


class Chaptered(models.Model):
    chapters: Any
    published_at: Any
    revised_at: Any

    class Meta:
        abstract = True

    def lock(self, *reading: str) -> None:
        raise NotImplementedError

    def refresh_listing(self) -> None:
        raise NotImplementedError

    @property
    def is_one_part(self) -> bool:
        """Readers see no other chapter: then nothing need say of which it speaks."""
        return getattr(getattr(self, "listing", None), "chapters", 0) == 1

    @transaction.atomic
    def add_chapter(self, **fields) -> Chapter:
        """A new unpublished chapter at the end; its text waits in its draft."""
        self.lock()
        chapter = Chapter.objects.create(story=self, position=self.next_position())  # type: ignore[misc]
        ChapterText.objects.create(chapter=chapter)
        chapter.write_first(**fields)
        return chapter

    @transaction.atomic
    def add_chapter_once(self, **fields) -> Chapter:
        """As `add_chapter`; a form that was sent twice makes one chapter."""
        self.lock()
        since = timezone.now() - timedelta(minutes=limits.REPEAT_MINUTES)
        for chapter in self.chapters.in_place().filter(created_at__gt=since):
            if chapter.current_fields() == fields:
                return chapter
        return self.add_chapter(**fields)

    def next_position(self) -> int:
        return (self.chapters.aggregate(last=Max("position"))["last"] or 0) + 1

    @transaction.atomic
    def reorder_chapters(self, chapter_ids: list[int]) -> None:
        """Put the chapters into this order; any that are not named follow as they stood."""
        self.lock()
        chapters = list(self.chapters.in_place())
        rank = {chapter_id: place for place, chapter_id in enumerate(chapter_ids)}
        chapters.sort(key=lambda chapter: (rank.get(chapter.pk, len(rank)), chapter.position))
        for position, chapter in enumerate(chapters, start=1):
            chapter.position = position
        Chapter.objects.bulk_update(chapters, ["position"])

    def chapters_changed(self, *, new_at: datetime | None = None) -> None:
        """Only a real new chapter moves a story up the lists."""
        if new_at and self.published_at:
            self.revised_at = new_at
            self.save(update_fields=["revised_at"])  # type: ignore[misc]
        self.refresh_listing()

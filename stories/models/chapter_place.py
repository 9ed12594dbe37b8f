"""A chapter's place among its neighbours, and what it is called there."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from stories.models import places
from stories.models.choices import ChapterKind

if TYPE_CHECKING:
    from stories.models.chapter import Chapter


class PlacedChapter(models.Model):
    # of the chapter's other sides
    story: Any
    position: int | None
    kind: str
    is_published: bool
    lock: Any
    write: Any
    release: Any
    current_draft: Any
    current_fields: Any
    get_kind_display: Any

    # as querysets and pages give them
    place: int
    number: int
    words: int
    written_title: str
    has_draft: bool
    draft_words: int | None

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """What it is called beside its title: “Chapter 3”, by its number among those that a page
        counted, or “Prologue”, which has none."""
        if not self.is_counted:
            return str(self.get_kind_display())
        return _("Chapter %(number)s") % {"number": getattr(self, "number", self.position)}

    @property
    def or_story(self):
        """What a sentence names: of a story in one part, the story."""
        return self.story if self.story.is_one_part else self

    @property
    def is_counted(self) -> bool:
        """Prologues, interludes, epilogues and extras stand in their place without a number."""
        return self.kind == ChapterKind.CHAPTER

    def following(self) -> "Chapter | None":
        """The chapter right behind it, whether readers see that or not."""
        if self.position is None:
            return None
        behind = self.story.chapters.in_place().filter(position__gt=self.position).first()
        if behind is not None:
            behind.story = self.story
        return behind

    def become(self, kind: str) -> None:
        """Of this kind, which readers see at once; without a word it stays what it is."""
        if kind and kind != self.kind:
            self.kind = kind
            self.save(update_fields=["kind"])  # type: ignore[misc]

    @transaction.atomic
    def rename(self, title: str, *, by) -> bool:
        """Readers see a new title at once, unless other changes wait: then it waits with them.
        Answers whether it waits."""
        self.lock()
        waits = self.current_draft() is not None or not self.is_published
        if title != self.current_fields()["title"]:
            self.write(title=title, by=by)
            if not waits:
                self.release(by=by)
        return waits

    @transaction.atomic
    def move_to(self, place: int) -> int | None:
        """To this place among the chapters of its story; answers where it stands now."""
        self.lock()
        return places.move(self.story.chapters.in_place(), self.pk, place)

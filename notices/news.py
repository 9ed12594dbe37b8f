"""What followers are told of: a story or a chapter that is out, once it cannot be undone any more.

A block asks only the names that a story bears: she who blocked one name must not learn, by what
does not come, which others are the same person's.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core import events
from notices.followers import Facts
from notices.models import Telling
from stories import limits
from stories import tasks as story_tasks
from stories.models import Chapter, Story

UNDO = timedelta(minutes=limits.UNDO_MINUTES)


@transaction.atomic
def story_published(story_id: int, publication: int) -> None:
    """Marked as told in the same transaction: whoever asks twice, it is told once."""
    story = Story.objects.filter(pk=story_id).first()
    if story is None or not story_tasks.announce(story_id, publication):
        return
    last = Telling.objects.filter(facts__story=story_id).order_by("-created_at").first()
    if last or story.announced:  # it was out before: something must be new since
        since = last.created_at if last else story.published_at
        if story.revised_at is None or since is None or story.revised_at < since:
            return
    facts: Facts = {"story": story_id, "publication": publication, "is_first": last is None}
    Telling.begin(f"story:{story_id}:{publication}", facts)


@transaction.atomic
def chapter_published(chapter_id: int, published_at: str) -> None:
    """A chapter that was taken back and shown again within its ten minutes has ten more."""
    chapter = Chapter.objects.published().filter(pk=chapter_id).first()
    if chapter is None:
        return
    if chapter.published_at > datetime.fromisoformat(published_at):
        again, undo = chapter.published_at.isoformat(), chapter.published_at + UNDO
        facts_of_event = {"chapter_id": chapter_id, "published_at": again}
        events.record("chapter.published", not_before=max(undo, timezone.now()), **facts_of_event)
        return
    facts: Facts = {"story": chapter.story_id, "chapter": chapter_id, "moment": published_at}
    Telling.begin(f"chapter:{chapter_id}:{published_at}", facts)

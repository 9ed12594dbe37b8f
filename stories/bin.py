"""The bin: what was thrown away stays for a while, can be fetched back, and then goes for good.

Deletion is real: versions, drafts and files go with what they belong to. A draft that nobody threw
away never goes by itself, however old it is.
"""

import logging
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from stories import limits
from stories.models import Byline, Chapter, Story
from stories.querysets import in_story_editable_by

log = logging.getLogger(__name__)

STAYS = timedelta(days=limits.BIN_DAYS)
LEAVES_AT = F("deleted_at") + STAYS  # from then on it may be gone at any time


def stories_of(user) -> QuerySet:
    """With `is_shared`: somebody else, too, may want to fetch it back."""
    others = Byline.objects.filter(story=OuterRef("pk"), state=Byline.State.ACCEPTED)
    shared = Exists(others.exclude(pen_name__user=user))
    stories = Story.objects.in_bin_of(user).annotate(is_shared=shared, leaves_at=LEAVES_AT)
    return stories.select_related("draft").order_by("deleted_at", "pk")


def chapters_of(user) -> QuerySet:
    """Of stories that are not in the bin themselves."""
    chapters = Chapter.objects.filter(in_story_editable_by(user), deleted_at__isnull=False)
    chapters = chapters.annotate(leaves_at=LEAVES_AT)
    return chapters.select_related("story", "draft").order_by("deleted_at", "pk")


def leaving_soon() -> set[tuple[int, date]]:
    """(an author's account, the day in UTC on which something of hers leaves the bin)"""
    before = timezone.now() - STAYS + timedelta(days=limits.BIN_NOTICE_DAYS)
    day = TruncDate(LEAVES_AT, tzinfo=UTC)
    accepted = Byline.State.ACCEPTED
    stories = Story.objects.filter(deleted_at__lt=before, bylines__state=accepted)
    chapters = Chapter.objects.filter(
        deleted_at__lt=before,
        story__deleted_at=None,
        story__hidden_at=None,
        story__bylines__state=accepted,
    )
    return {
        *stories.values_list("bylines__pen_name__user", day),
        *chapters.order_by().values_list("story__bylines__pen_name__user", day),
    }


def empty() -> None:
    """Each by itself: what cannot be deleted keeps nothing else, and is tried again. Whoever dies
    in the middle has deleted some of them wholly and the others not at all."""
    before = timezone.now() - STAYS
    faults: list[Exception] = []
    stories = Story.objects.filter(deleted_at__lt=before)
    chapters = Chapter.objects.filter(deleted_at__lt=before, story__hidden_at=None)  # evidence
    for delete, things in ((_delete_story, stories), (_delete_chapter, chapters)):
        for pk in list(things.values_list("pk", flat=True)):
            try:
                delete(pk, before)
            except Exception as fault:
                log.exception("%s %s could not be deleted", things.model.__name__, pk)
                faults.append(fault)
    if faults:
        raise ExceptionGroup("the bin is not quite empty", faults)


@transaction.atomic
def _delete_story(pk: int, before: datetime) -> None:
    """Unless it was fetched back in this moment."""
    rows = Story.objects.select_for_update().filter(pk=pk, deleted_at__lt=before)
    if story := rows.first():
        story.delete_for_good()


@transaction.atomic
def _delete_chapter(pk: int, before: datetime) -> None:
    chapter = Chapter.objects.filter(pk=pk).select_related("story").first()
    if chapter is None:
        return
    chapter.lock()
    if Chapter.objects.filter(pk=pk, deleted_at__lt=before).exists():
        delete_chapter(chapter)


@transaction.atomic
def delete_chapter(chapter: Chapter) -> None:
    """With its versions, and with the passages of theirs that no other version of the story has."""
    chapter.lock()
    story_id = chapter.story_id
    chapter.delete()
    with connection.cursor() as cursor:
        cursor.execute(FORGET_PIECES, [story_id])


FORGET_PIECES = """
DELETE FROM stories_piece piece WHERE story_id = %s AND NOT EXISTS (
    SELECT FROM stories_revision revision
    LEFT JOIN stories_chapter chapter ON chapter.id = revision.chapter_id
    WHERE coalesce(revision.story_id, chapter.story_id) = piece.story_id
        AND piece.id = ANY(revision.pieces)
)
"""

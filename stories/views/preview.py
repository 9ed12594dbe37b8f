"""The reading page as it will be, with what its authors wrote last, for themselves."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from stories import reading
from stories.models import Story
from stories.models.story_publishing import GO_WITH_STORY
from stories.views.reading import page


@login_required
@require_safe
def story(request, pk):
    """All that readers will see once everything is released that waits for no time of its own."""
    story = written_story(request, pk)
    chapters = contents(story, together(story))
    return page(request, story, chapters, chapters, is_preview=True)


@login_required
@require_safe
def chapter(request, story_pk, pk):
    """This chapter among those that readers will see by then."""
    story = written_story(request, story_pk)
    chapter = get_object_or_404(story.chapters.in_place(), pk=pk)
    chapters = contents(story, together(story) | Q(pk=chapter.pk))
    shown = [one for one in chapters if one.pk == chapter.pk]
    return page(request, story, chapters, shown, is_preview=True)


def written_story(request, pk: int) -> Story:
    stories = Story.objects.by(request.user).for_reading(request.user)
    return get_object_or_404(stories, pk=pk).as_written()


def together(story: Story) -> Q:
    out = Q(published_at__isnull=False)
    return out if story.is_published else out | GO_WITH_STORY


def contents(story: Story, which: Q) -> list:
    """With titles as they were written last, and in memory with the day of today where none is
    set: a page for readers has one."""
    story.published_at = story.published_at or story.scheduled_for or timezone.now()
    shown = story.chapters.in_place().filter(which).for_arranging()
    chapters = reading.as_written(reading.numbered(story, shown))
    for chapter in chapters:
        chapter.published_at = chapter.published_at or story.published_at
    return chapters

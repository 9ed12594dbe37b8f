"""The queue of a story: chapters that appear one by one, in their order, at the times of its
cadence."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stories import reading
from stories.models import Cadence, Story
from stories.models.scheduled import in_words
from stories.schedules.forms import CadenceForm
from stories.views.chapters import own_chapter
from stories.views.editing import own_story
from stories.views.kept_choices import chosen_before, sign_in_to_choose
from stories.views.schedules import unpublished


@sign_in_to_choose
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    story = own_story(request, pk)
    cadence = Cadence.objects.filter(story=story).first()
    first = {"weekdays": [4], **chosen_before(request, "weekdays")}
    form = CadenceForm(request.POST or None, cadence=cadence, person=request.user, initial=first)
    if request.method == "POST" and form.is_valid():
        keep(form, story, request.user)
        messages.success(request, _("These are the times of the queue now."))
        return redirect("queue", pk=pk)
    return render(request, "stories/schedules/queue.html", context_of(story, cadence, form))


@transaction.atomic
def keep(form: CadenceForm, story: Story, person) -> None:
    person.read_clock(form.cleaned_data["zone"])
    form.save(story)


def context_of(story: Story, cadence: Cadence | None, form: CadenceForm) -> dict:
    """Each chapter of the queue with `slot`, when it appears, as far as that is known."""
    chapters = story.chapters.in_place().for_contents().with_written_title()
    waiting: list[Any] = [c for c in reading.numbered(story, chapters) if not c.is_published]
    queued = [chapter for chapter in waiting if chapter.queued_at]
    others = [chapter for chapter in waiting if not chapter.queued_at]
    if cadence is not None:
        cadence.story = story
    times = cadence.times(len(queued)) if cadence else []
    for place, chapter in enumerate(queued):
        chapter.slot = times[place] if place < len(times) else None
    return {
        "story": story,
        "cadence": cadence,
        "form": form,
        "queued": queued,
        "others": others,
        "timeless": sum(not chapter.scheduled_for for chapter in others),
        "obstacles": in_words(cadence.obstacles()) if cadence else "",
    }


@login_required
@require_POST
def fill(request, pk):
    """Every unpublished chapter without a time of its own."""
    story = own_story(request, pk)
    chapters = story.chapters.in_place().filter(published_at=None, queued_at=None)
    with transaction.atomic():
        for chapter in chapters.filter(scheduled_for=None):
            chapter.story = story
            chapter.enqueue(by=request.user)
    return redirect("queue", pk=pk)


@login_required
@require_POST
def add(request, story_pk, pk):
    unpublished(own_chapter(request, story_pk, pk)).enqueue(by=request.user)
    return redirect("queue", pk=story_pk)


@login_required
@require_POST
def remove(request, story_pk, pk):
    unpublished(own_chapter(request, story_pk, pk)).leave_queue()
    return redirect("queue", pk=story_pk)


@login_required
@require_POST
def pause(request, pk):
    get_object_or_404(Cadence, story=own_story(request, pk)).pause()
    messages.success(request, _("The queue rests. Nothing of it appears until it goes on."))
    return redirect("queue", pk=pk)


@login_required
@require_POST
def resume(request, pk):
    get_object_or_404(Cadence, story=own_story(request, pk)).resume()
    messages.success(request, _("The queue goes on."))
    return redirect("queue", pk=pk)

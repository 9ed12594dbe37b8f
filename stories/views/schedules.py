"""A time at which a story or a chapter appears by itself: choose, change, cancel."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import clocks
from stories.models import Chapter, Story
from stories.schedules.forms import ScheduleForm
from stories.views.chapters import own_chapter
from stories.views.editing import own_story
from stories.views.kept_choices import chosen_before, sign_in_to_choose


def unpublished[Thing: (Story, Chapter)](thing: Thing) -> Thing:
    if thing.is_published:
        raise Http404
    return thing


@sign_in_to_choose
@require_http_methods(["GET", "POST"])
def story(request, pk):
    story = unpublished(own_story(request, pk))
    return choose(request, story, story, back=story.get_absolute_url())


@login_required
@require_POST
def delete_story(request, pk):
    story = unpublished(own_story(request, pk))
    return cancel(request, story, back=story)


@sign_in_to_choose
@require_http_methods(["GET", "POST"])
def chapter(request, story_pk, pk):
    chapter = unpublished(own_chapter(request, story_pk, pk))
    titles = chapter.story.chapters.with_written_title().values_list("written_title", flat=True)
    chapter.title = titles.get(pk=pk)  # as it was written last; only for this page
    return choose(request, chapter.story, chapter, back=reverse("chapters", args=[story_pk]))


@login_required
@require_POST
def delete_chapter(request, story_pk, pk):
    chapter = unpublished(own_chapter(request, story_pk, pk))
    return cancel(request, chapter, back="chapters", pk=story_pk)


def choose(request, story: Story, thing: Story | Chapter, *, back: str):
    person = request.user
    form = ScheduleForm(
        request.POST or None, thing=thing, person=person, initial=chosen_before(request)
    )
    if request.method == "POST" and form.is_valid():
        keep(form, thing, person)
        messages.success(request, said(form, person))
        return redirect(back)
    context = {"story": story, "thing": thing, "form": form, "back": back}
    return render(request, "stories/schedules/edit.html", context)


@transaction.atomic
def keep(form: ScheduleForm, thing: Story | Chapter, person) -> None:
    person.read_clock(form.cleaned_data["zone"])
    thing.schedule(form.moment, by=person)


def said(form: ScheduleForm, person) -> str:
    """In words on the clock that was chosen, so that a slip is seen."""
    sentence = _("It will appear on %(moment)s.") % {
        "moment": clocks.in_words(form.moment, person.clock)
    }
    if form.comes_twice:
        sentence += " " + _("The clocks show that time twice: the first of the two counts.")
    return sentence


def cancel(request, thing: Story | Chapter, *, back, **arguments):
    thing.cancel_schedule()
    messages.success(request, _("It will not appear by itself."))
    return redirect(back, **arguments)

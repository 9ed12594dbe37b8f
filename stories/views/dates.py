"""The day on which a story or a chapter was first posted, where it was not here and today."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stories.models import Chapter, Story
from stories.schedules.forms import DateForm
from stories.views.chapters import own_chapter
from stories.views.editing import own_story
from stories.views.kept_choices import chosen_before, sign_in_to_choose


@sign_in_to_choose
@require_http_methods(["GET", "POST"])
def story(request, pk):
    """Of a draft too: then it is published with that day, silently."""
    story = own_story(request, pk)
    return choose(request, story, story)


@sign_in_to_choose
@require_http_methods(["GET", "POST"])
def chapter(request, story_pk, pk):
    chapter = own_chapter(request, story_pk, pk)
    if not (chapter.is_published and chapter.story.is_published):
        raise Http404
    return choose(request, chapter.story, chapter)


def choose(request, story: Story, thing: Story | Chapter):
    first = chosen_before(request)
    form = DateForm(request.POST or None, thing=thing, person=request.user, initial=first)
    missing = "" if story.is_published else story.missing_for_publishing()
    if request.method == "POST" and form.is_valid() and not missing:
        keep(request, thing, form)
        return redirect(thing)
    context = {"story": story, "thing": thing, "form": form, "missing": missing}
    return render(request, "stories/schedules/date.html", context)


def keep(request, thing: Story | Chapter, form: DateForm) -> None:
    day = form.cleaned_data["day"]
    if thing.is_published:
        thing.backdate(day, form.clock)
        messages.success(request, _("Readers see this day now."))
    elif isinstance(thing, Story):
        thing.publish(by=request.user, silently=True, published=day, revised=day)
        messages.success(request, _("Published with its old date. Nobody is told."))

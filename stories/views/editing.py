"""An author's own story: its front matter, and the way into the bin and out again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.twice import may_come_twice
from core.words_back import sign_in_to_write
from stories import choosing, saving
from stories.choosing import ChosenMeanwhile
from stories.forms import StoryForm
from stories.models import Story
from stories.saving import SavedMeanwhile
from stories.views import choosing as choices
from stories.views import clashes, typed


def own_story(request, pk: int) -> Story:
    return get_object_or_404(Story.objects.editable_by(request.user).for_cards(), pk=pk)


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    story = own_story(request, pk)
    seen = typed.as_seen(request, story)  # before the form reads the texts that it names
    form = StoryForm(request.POST or None, story=story)
    if request.method == "POST" and form.is_valid():
        try:
            return save(request, story, form)
        except SavedMeanwhile as meanwhile:
            return clashes.page(request, story, form.texts(), meanwhile)
        except ChosenMeanwhile as meanwhile:
            return choices.page(request, story, meanwhile)
    context = {
        "story": story,
        "form": form,
        "lines": list(enumerate(story.header_lines)),
        "seen_choices": choices.as_seen(request, story, form),
        **seen,
    }
    return render(request, "stories/edit.html", context)


@transaction.atomic
def save(request, story: Story, form: StoryForm):
    """Choices and tags act at once; texts wait in the draft where the author says so, and until
    the story is published."""
    kept = typed.keep(request, story, form.texts())
    story.refresh_from_db(fields=["published_at", "header_lines"])
    settled = choices.settled(request, story, form)
    lines = [
        {**line, "shown": place in settled["lines"]}
        for place, line in enumerate(story.header_lines)
    ]
    story.describe(*choosing.fields_of(settled), lines)
    if kept.way in (saving.MERGE, saving.THEIRS):  # to be looked at before readers see it
        return clashes.look_through(request, story, kept)
    if "keep" in request.POST:
        story.keep_current(by=request.user)
        messages.success(request, _("Saved, and kept as a version."))
        return redirect("story_edit", pk=story.pk)
    if story.is_published and "draft" in request.POST:
        sentence = _("Choices and tags are saved. Readers do not see the new texts yet.")
        messages.success(request, sentence)
        return redirect("story_edit", pk=story.pk)
    if story.is_published:
        story.release(by=request.user)
    messages.success(request, _("Saved."))
    return redirect(story)


@login_required
@require_http_methods(["GET", "POST"])
@may_come_twice
def move_to_bin(request, pk):
    story = own_story(request, pk)
    if request.method == "POST":
        story.move_to_bin()
        messages.success(request, _("“%(title)s” is in the bin.") % {"title": story})
        return redirect("bin")
    return render(request, "stories/move_to_bin.html", {"story": story})


@login_required
@require_POST
@may_come_twice
def restore(request, pk):
    story = get_object_or_404(Story.objects.in_bin_of(request.user), pk=pk)
    story.restore()
    messages.success(request, _("“%(title)s” is back.") % {"title": story})
    return redirect(story)

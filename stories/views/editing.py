"""An author's own story: its front matter, and the way into the bin and out again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stories.forms import StoryForm
from stories.models import Story


def own_story(request, pk: int) -> Story:
    return get_object_or_404(Story.objects.editable_by(request.user).for_cards(), pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    story = own_story(request, pk)
    form = StoryForm(request.POST or None, story=story)
    if request.method == "POST" and form.is_valid():
        shown = request.POST.getlist("show_line")
        save(story, form, shown, by=request.user, as_draft="draft" in request.POST)
        messages.success(request, _("Saved."))
        return redirect(story)
    lines = list(enumerate(story.header_lines))
    return render(request, "stories/edit.html", {"story": story, "form": form, "lines": lines})


@transaction.atomic
def save(story: Story, form: StoryForm, shown: list[str], *, by, as_draft: bool) -> None:
    """Choices and tags act at once; texts wait in the draft where the author says so, and until
    the story is published."""
    story.describe(
        form.plain_fields(),
        {field: (names, form.main_tags(field)) for field, names in form.tags().items()},
        [{**line, "shown": str(place) in shown} for place, line in enumerate(story.header_lines)],
    )
    story.write(**form.texts())
    if story.is_published and not as_draft:
        story.release(by=by)


@login_required
@require_http_methods(["GET", "POST"])
def move_to_bin(request, pk):
    story = own_story(request, pk)
    if request.method == "POST":
        story.move_to_bin()
        messages.success(request, _("“%(title)s” is in the bin.") % {"title": story})
        return redirect("bin")
    return render(request, "stories/move_to_bin.html", {"story": story})


@login_required
@require_POST
def restore(request, pk):
    story = get_object_or_404(Story.objects.in_bin_of(request.user), pk=pk)
    story.restore()
    messages.success(request, _("“%(title)s” is back.") % {"title": story})
    return redirect(story)

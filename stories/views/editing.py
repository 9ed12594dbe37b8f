"""An author's own story: its front matter, and the way into the bin and out again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.html import to_textarea
from core.words_back import sign_in_to_write
from stories.forms import StoryForm
from stories.models import Chapter, Revision, Story
from stories.models.versions import LENGTHS


def own_story(request, pk: int) -> Story:
    return get_object_or_404(Story.objects.editable_by(request.user).for_cards(), pk=pk)


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    story = own_story(request, pk)
    form = StoryForm(request.POST or None, story=story)
    if request.method == "POST" and form.is_valid():
        waits = story.is_published and "draft" in request.POST
        save(request, story, form, release=story.is_published and not waits)
        if waits:
            sentence = _("Choices and tags are saved. Readers do not see the new texts yet.")
            messages.success(request, sentence)
            return redirect("story_edit", pk=pk)
        messages.success(request, _("Saved."))
        return redirect(story)
    context = {
        "story": story,
        "form": form,
        "lines": list(enumerate(story.header_lines)),
        "seen": request.POST.get("seen", story.stand()),
        "kept_aside": [(version, texts_of(version)) for version in story.kept_aside()],
    }
    return render(request, "stories/edit.html", context)


@transaction.atomic
def save(request, story: Story, form: StoryForm, *, release: bool) -> None:
    """Choices and tags act at once; texts wait in the draft where the author says so, and until
    the story is published."""
    shown = request.POST.getlist("show_line")
    story.describe(
        {**form.plain_fields(), "credits": credits_left(request, story)},
        {field: (names, form.main_tags(field)) for field, names in form.tags().items()},
        [{**line, "shown": str(place) in shown} for place, line in enumerate(story.header_lines)],
    )
    write_over(request, story, **form.texts())
    if release:
        story.release(by=request.user)


def credits_left(request, story: Story) -> list[dict]:
    """Without those whose tick was taken away; all of them where none was shown."""
    if "credit-shown" not in request.POST:
        return story.credits
    ticked = request.POST.getlist("credit")
    return [credit for place, credit in enumerate(story.credits) if str(place) in ticked]


def write_over(request, thing: Story | Chapter, **fields: str) -> None:
    """The form carries in `seen` which text it began from."""
    if thing.write_over(request.POST.get("seen", ""), by=request.user, **fields):
        sentence = _(
            "Somebody — perhaps you in another tab — saved in between; that text is kept as a"
            " version."
        )
        messages.warning(request, sentence)


def texts_of(version: Revision) -> list[str]:
    """What a version says, field by field, as a form would show it."""
    texts = [version.title, *(to_textarea(getattr(version, name)) for name in LENGTHS)]
    return [text for text in texts if text]


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

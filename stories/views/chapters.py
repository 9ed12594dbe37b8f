"""The chapters of one's own story: write, reorder, publish, throw away, fetch back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.words_back import sign_in_to_write
from stories import reading
from stories.forms import ChapterForm
from stories.models import Chapter
from stories.views.editing import own_story, texts_of, write_over


def own_chapter(request, story_pk: int, pk: int, *, in_bin: bool = False) -> Chapter:
    story = own_story(request, story_pk)
    chapter = get_object_or_404(
        story.chapters.select_related("text").filter(deleted_at__isnull=not in_bin), pk=pk
    )
    chapter.story = story
    return chapter


@login_required
@require_GET
def index(request, pk):
    story = own_story(request, pk)
    context = {
        "story": story,
        "chapters": story.chapters.in_place().for_contents().select_related("draft"),
        "unreleased": reading.unreleased(story),
        "thrown_away": story.chapters.filter(deleted_at__isnull=False),
    }
    return render(request, "stories/chapters/index.html", context)


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def new(request, pk):
    story = own_story(request, pk)
    form = ChapterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            chapter = story.add_chapter_once(**form.cleaned_data)
            return finish(request, chapter)
    return render(request, "stories/chapters/edit.html", {"story": story, "form": form})


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def edit(request, story_pk, pk):
    chapter = own_chapter(request, story_pk, pk)
    form = ChapterForm(request.POST or None, chapter=chapter)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            write_over(request, chapter, **form.cleaned_data)
            return finish(request, chapter)
    context = {
        "story": chapter.story,
        "chapter": chapter,
        "form": form,
        "seen": request.POST.get("seen", chapter.stand()),
        "kept_aside": [(version, texts_of(version)) for version in chapter.kept_aside()],
    }
    return render(request, "stories/chapters/edit.html", context)


def finish(request, chapter: Chapter):
    """What becomes of what was written: in a draft story all waits for the story's publication."""
    if "publish" in request.POST and chapter.story.is_published:
        chapter.publish(by=request.user)
        messages.success(request, _("Readers see it now."))
    elif chapter.is_published and chapter.story.is_published:
        sentence = _("Kept as a draft. Readers still see the chapter as it was.")
        messages.success(request, sentence)
        return redirect("chapter_edit", story_pk=chapter.story_id, pk=chapter.pk)
    else:
        messages.success(request, _("Kept as a draft."))
    return redirect(chapter)


@login_required
@require_POST
def reorder(request, pk):
    """`order` holds the ids as they should stand; `up` or `down` moves one by a place."""
    story = own_story(request, pk)
    ids = list(story.chapters.in_place().values_list("pk", flat=True))
    order = [int(word[:18]) for word in request.POST.getlist("order") if word.isdecimal()]
    for verb, step in (("up", -1), ("down", 1)):
        word = request.POST.get(verb, "")[:18]
        if word.isdecimal() and int(word) in ids:
            order = _moved(ids, int(word), step)
    story.reorder_chapters([pk for pk in order if pk in ids])
    return redirect("chapters", pk=story.pk)


@login_required
@require_POST
def publish(request, story_pk, pk):
    chapter = own_chapter(request, story_pk, pk)
    if not chapter.story.is_published:
        raise Http404
    chapter.publish(by=request.user)
    messages.success(request, _("Readers see it now."))
    return redirect(chapter)


@login_required
@require_http_methods(["GET", "POST"])
def move_to_bin(request, story_pk, pk):
    chapter = own_chapter(request, story_pk, pk)
    if request.method == "POST":
        chapter.move_to_bin()
        messages.success(request, _("The chapter is in the bin."))
        return redirect("chapters", pk=story_pk)
    context = {"story": chapter.story, "chapter": chapter}
    return render(request, "stories/chapters/move_to_bin.html", context)


@login_required
@require_POST
def restore(request, story_pk, pk):
    chapter = own_chapter(request, story_pk, pk, in_bin=True)
    chapter.restore()
    messages.success(request, _("The chapter is back, at the end."))
    return redirect("chapters", pk=story_pk)


def _moved(ids: list[int], pk: int, step: int) -> list[int]:
    place = ids.index(pk)
    other = min(max(place + step, 0), len(ids) - 1)
    ids[place], ids[other] = ids[other], ids[place]
    return ids

"""The chapters of one's own story: write, reorder, publish, throw away, fetch back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.twice import may_come_twice
from core.words_back import sign_in_to_write
from stories import reading, saving
from stories.forms import ChapterForm, PlannedForm
from stories.models import Chapter
from stories.models.choices import ChapterKind
from stories.saving import SavedMeanwhile
from stories.views import clashes, dividing, ordering, typed
from stories.views.editing import own_story

UNRELEASED = 10  # named above the list; each line of it says so, too


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
    return listed(request, own_story(request, pk))


def listed(request, story, *, place: int = 1, **forms):
    """`forms`: one of the page that was sent and is not right; `place`: of the row it is in."""
    chapters, usual = story.chapters.in_place().for_arranging(), ordering.page_with(place)
    page = ordering.page_of(chapters, request, usual=usual)
    context = {
        "story": story,
        "page": page,
        "spans": ordering.spans(page, reverse("chapters", args=[story.pk])),
        "chapters": as_written(numbered(story, page)),
        "kinds": ChapterKind.choices,
        "planned": PlannedForm(initial={"planned_chapters": story.planned_chapters}),
        "unreleased": reading.unreleased(story)[:UNRELEASED],
        "thrown_away": story.chapters.filter(deleted_at__isnull=False).order_by("-deleted_at"),
        **forms,
    }
    return render(request, "stories/chapters/index.html", context)


def as_written(chapters: list[Chapter]) -> list[Chapter]:
    """Under the titles that their author wrote last."""
    for chapter in chapters:
        chapter.title = chapter.written_title
    return chapters


def numbered(story, page) -> list[Chapter]:
    """The chapters of a page, counted on from those before it."""
    before = 0
    if page.number > 1:
        earlier = story.chapters.in_place().counted()
        before = earlier.filter(position__lt=page[0].position).count()
    return reading.numbered(story, page, place=page.start_index() - 1, number=before)


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def new(request, pk):
    story = own_story(request, pk)
    form = ChapterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mine = form.texts()
        with transaction.atomic():
            begun_at = typed.begun_at(request)
            chapter = saving.begin_chapter(story, begun_at, mine, by=request.user)
            return keep(request, chapter, form)
    context = {"story": story, "form": form, "stamp": typed.stamp(request)}
    return render(request, "stories/chapters/edit.html", context)


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def edit(request, story_pk, pk):
    chapter = own_chapter(request, story_pk, pk)
    seen = typed.as_seen(request, chapter)  # before the form reads the text that it names
    form = ChapterForm(request.POST or None, chapter=chapter)
    if request.method == "POST" and form.is_valid():
        return keep(request, chapter, form)
    context = {"story": chapter.story, "chapter": chapter, "form": form, **seen}
    return render(request, "stories/chapters/edit.html", context)


def keep(request, chapter: Chapter, form: ChapterForm):
    mine = form.texts()
    try:
        with transaction.atomic():
            kept = typed.keep(request, chapter, mine)
            chapter.become(form.cleaned_data["kind"])
            if kept.way in (saving.MERGE, saving.THEIRS):  # to be looked at before readers see it
                return clashes.look_through(request, chapter, kept)
            return finish(request, chapter)
    except SavedMeanwhile as meanwhile:
        return clashes.page(request, chapter, mine, meanwhile)


def finish(request, chapter: Chapter):
    """What becomes of what was written: in a draft story all waits for the story's publication."""
    if "split" in request.POST:
        return dividing.divide_at_cursor(request, chapter)
    if "keep" in request.POST:
        chapter.keep_current(by=request.user)
        messages.success(request, _("Saved, and kept as a version."))
        return redirect("chapter_edit", story_pk=chapter.story_id, pk=chapter.pk)
    if "publish" in request.POST and chapter.story.is_published:
        chapter.publish(by=request.user, quietly="quietly" in request.POST)
        messages.success(request, _("Readers see it now."))
    elif "preview" in request.POST:
        return redirect("chapter_preview", story_pk=chapter.story_id, pk=chapter.pk)
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
    story = own_story(request, pk)
    wish, chapters = ordering.wish(request), story.chapters.in_place()
    if wish is None:
        ordering.ask_again(request, chapters.count())
        return redirect("chapters", pk=pk)
    chapter = own_chapter(request, pk, wish.pk)
    place = chapter.move_to(wish.place)
    if place is None:  # thrown away in this very moment
        raise Http404
    if ordering.wants_data(request):
        shown = numbered(story, ordering.page_of(chapters, request))
        names = {one.pk: one.name for one in shown}
        return ordering.moved(place, chapters.count(), names)
    ordering.tell(request, chapter, place)
    return ordering.back(reverse("chapters", args=[pk]), chapter.pk, place)


@login_required
@require_POST
def publish(request, story_pk, pk):
    chapter = own_chapter(request, story_pk, pk)
    if not chapter.story.is_published:
        raise Http404
    chapter.publish(by=request.user, quietly="quietly" in request.POST)
    messages.success(request, _("Readers see it now."))
    return redirect(chapter)


@login_required
@require_http_methods(["GET", "POST"])
@may_come_twice
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
@may_come_twice
def restore(request, story_pk, pk):
    chapter = own_chapter(request, story_pk, pk, in_bin=True)
    chapter.restore()
    messages.success(request, _("The chapter is back, at the end."))
    return redirect("chapters", pk=story_pk)

"""What becomes of the parts of one's own story: called otherwise, divided in two, joined, and how
many there shall be."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import html
from core.words_back import sign_in_to_write
from stories import limits
from stories.forms import NameForm, PlannedForm
from stories.models import Chapter
from stories.views import ordering
from stories.views.chapters import listed, own_chapter
from stories.views.dividing import block_of, divide
from stories.views.editing import own_story

PASSAGES = 200  # a page
FIRST_WORDS = 160  # characters


@sign_in_to_write
@require_POST
def planned(request, pk):
    story = own_story(request, pk)
    form = PlannedForm(request.POST)
    if not form.is_valid():
        return listed(request, story, planned=form)
    story.planned_chapters = form.cleaned_data["planned_chapters"]
    story.save(update_fields=["planned_chapters"])
    messages.success(request, _("Saved."))
    return redirect("chapters", pk=pk)


@sign_in_to_write
@require_POST
def name(request, story_pk, pk):
    """Title and kind, from the list of chapters."""
    chapter = own_chapter(request, story_pk, pk)
    form = NameForm(request.POST, auto_id=f"%s-{pk}")
    if not form.is_valid():
        wrong = {"pk": pk, "form": form}
        return listed(request, chapter.story, place=chapter.position or 1, wrong=wrong)
    with transaction.atomic():
        chapter.become(form.cleaned_data["kind"])
        waits = chapter.rename(form.cleaned_data["title"], by=request.user)
    if waits and chapter.is_published:
        sentence = _("Saved. The title waits with the chapter’s other changes.")
        messages.success(request, sentence)
    else:
        messages.success(request, _("Saved."))
    return back(chapter)


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def split(request, story_pk, pk):
    """`block` is the passage with which the new chapter begins, counted from 0."""
    chapter = own_chapter(request, story_pk, pk)
    stand, error = chapter.stand(), ""
    if request.method == "POST":
        if request.POST.get("seen") != stand:
            error = _("The text has changed since this page was opened. Look once more.")
        else:
            try:
                return divide(request, chapter)
            except ValidationError as refusal:
                error = str(refusal.message)
    context = {
        "story": chapter.story,
        "chapter": chapter,
        "page": (page := passages(request, chapter)),
        "spans": ordering.spans(page),
        "chosen": block_of(request),
        "seen": stand,
        "error": error,
    }
    return render(request, "stories/chapters/split.html", context)


def passages(request, chapter: Chapter):
    """A page of (number, its first words, whether it is a scene break)."""
    found = list(enumerate(html.blocks(chapter.current_fields()["html"])))
    usual = (block_of(request) or 0) // PASSAGES + 1
    page = ordering.page_of(found, request, size=PASSAGES, usual=usual)
    page.object_list = [
        (number, html.excerpt(block, FIRST_WORDS), block.startswith("<hr"))
        for number, block in page.object_list
    ]
    return page


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def merge(request, story_pk, pk):
    chapter = own_chapter(request, story_pk, pk)
    error = ""
    wanted = request.POST.get("following", "")[:18]
    if wanted.isdecimal():
        try:
            chapter.merge_next(by=request.user, following=int(wanted))
        except ValidationError as refusal:
            error = str(refusal.message)
        else:
            messages.success(request, _("The two chapters are one."))
            return redirect("chapter_edit", story_pk=story_pk, pk=pk)
    following = chapter.following()
    if following is None:
        raise Http404
    context = {
        "story": chapter.story,
        "chapter": chapter,
        "following": following,
        "error": error,
        "days": limits.BIN_DAYS,
    }
    return render(request, "stories/chapters/merge.html", context)


def back(chapter: Chapter):
    """To its row in the list."""
    address = reverse("chapters", args=[chapter.story_id])
    return ordering.back(address, chapter.pk, chapter.position or 1)

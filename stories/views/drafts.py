"""What an author has typed, saved by itself every few seconds (static/js/auto-save.js). Readers see
nothing of it.

Answers JSON: {stand, seen_text, saved_at, address, draft_address}; {} where there was nothing to
save; 403 {reason} without the session that it was typed in; 409 {conflict, stand} where another
text stands there by now; 422 {errors} where a field is wrong, with all others saved.
"""

from functools import wraps

from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.html import to_textarea
from stories import saving
from stories.models import Chapter, Story
from stories.querysets import in_story_editable_by
from stories.saving import SavedMeanwhile
from stories.views import clashes, typed


def writers_only(view):
    """A page may stand open while its author signs out, or somebody else in."""

    @require_POST
    @wraps(view)
    def answer(request, *args, **kwargs):
        account = request.POST.get("account", "")
        if not request.user.is_authenticated:
            return JsonResponse({"reason": "signed-out"}, status=403)
        if account and account != str(request.user.pk):
            return JsonResponse({"reason": "other-account"}, status=403)
        return view(request, *args, **kwargs)

    return answer


@writers_only
def story(request, pk):
    return keep(request, get_object_or_404(Story.objects.editable_by(request.user), pk=pk))


@writers_only
def chapter(request, story_pk, pk):
    mine = Chapter.objects.in_place().filter(in_story_editable_by(request.user))
    chapter = get_object_or_404(mine.select_related("story"), pk=pk, story_id=story_pk)
    return keep(request, chapter)


@writers_only
def new_chapter(request, pk):
    """The first words make the chapter, once; blank ones make nothing."""
    story = get_object_or_404(Story.objects.editable_by(request.user), pk=pk)
    mine = typed.texts(typed.texts_form(Chapter(story=story), request.POST))
    if not any(text.strip() for text in mine.values()):
        return JsonResponse({})
    with transaction.atomic():
        begun_at = typed.begun_at(request)
        chapter = saving.begin_chapter(story, begun_at, mine, by=request.user)
        return keep(request, chapter)


def keep(request, thing: Story | Chapter) -> JsonResponse:
    form = typed.texts_form(thing, request.POST)
    mine = typed.texts(form)
    try:
        kept = typed.keep(request, thing, mine)
    except SavedMeanwhile as meanwhile:
        piece = clashes.piece(request, thing, mine, meanwhile)
        answer = {"conflict": piece, "stand": meanwhile.standing.stand, **addresses(thing)}
        return JsonResponse(answer, status=409)
    answer = {**told(request, kept), **addresses(thing)}
    if form.errors:
        return JsonResponse({**answer, "errors": form.errors}, status=422)
    return JsonResponse(answer)


def told(request, kept: saving.Kept) -> dict:
    standing = kept.standing
    answer: dict = {
        "stand": standing.stand,
        "seen_text": standing.digest,
        "saved_at": standing.at.isoformat(),
    }
    if kept.way:
        answer["sentence"] = clashes.sentence(kept.way, len(kept.clashes))
    if kept.way or "give" in request.POST:
        answer["fields"] = {name: shown(name, text) for name, text in standing.fields.items()}
    return answer


def shown(name: str, text: str) -> dict[str, str]:
    """For a plain box, and for the editor."""
    return {"plain": text if name == "title" else to_textarea(text), "html": text}


def addresses(thing: Story | Chapter) -> dict[str, str]:
    if isinstance(thing, Story):
        own = reverse("story_draft", args=[thing.pk])
    else:
        own = reverse("chapter_draft", args=[thing.story_id, thing.pk])
    return {"address": clashes.edit_address(thing), "draft_address": own}

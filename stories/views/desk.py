"""An author's desk: what waits for her, her stories, and what she brought at once."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.paging import page_by_key
from stories.desk import waiting
from stories.desk.finding import COMING_CHAPTERS, FEW, Finding, counts
from stories.models import Story


@login_required
@require_GET
def desk(request):
    numbers = counts(request.user)
    finding = Finding(request.user, request.GET)
    is_front = not (request.GET.keys() - {"sort"})
    context = {
        "counts": numbers,
        "finding": finding,
        "address": _without_place(request),
        "has_many": numbers["all"] > FEW,
        "waiting": is_front and waiting.for_author(request.user, numbers),
    }
    if finding.show == "scheduled":
        _tell_what_comes(finding.page)
    return render(request, "stories/desk.html", context)


@login_required
@require_GET
def brought(request):
    """What was brought and is not kept yet, and every table of many."""
    files = request.user.batches.annotate(files=Count("sources"))
    context = {
        "counts": counts(request.user),
        "waiting": request.user.sources.waiting().order_by("-pk")[:100],
        "batches": page_by_key(files, request),
    }
    return render(request, "stories/desk/brought.html", context)


def _without_place(request) -> str:
    """The address of this very list, to which the place in it or the selection is added."""
    asked = request.GET.copy()
    asked.pop("after", None)
    return asked.urlencode()


def _tell_what_comes(stories: list[Story]) -> None:
    """`coming`: the chapters of each that wait for their time."""
    by_pk = {story.pk: story for story in stories}
    for story in stories:
        story.coming = []  # type: ignore[attr-defined]
    for chapter in COMING_CHAPTERS.filter(story__in=by_pk).select_related("draft"):
        chapter.story = by_pk[chapter.story_id]
        chapter.story.coming.append(chapter)

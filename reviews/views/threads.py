"""What was said about a story: all of it, newest first, or one thread."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.pages import guest_page, kept_while
from stories import fingerprints
from stories.models import Story


@require_safe
@guest_page
@kept_while(fingerprints.of_guests_page)
def index(request, pk):
    story = get_object_or_404(Story.objects.visible_to(request.user).for_cards(), pk=pk)
    before = request.GET.get("before", "")
    key = int(before[:18]) if before.isdecimal() else None
    threads = story.reviews.first_threads(request.user, before=key)
    return render(request, "reviews/index.html", {"story": story, "threads": threads})


@require_safe
@guest_page
def thread(request, pk):
    stories = Story.objects.visible_to(request.user).for_cards()
    story = get_object_or_404(stories, reviews=pk)
    review = get_object_or_404(story.reviews.in_threads_for(request.user), pk=pk)
    found = story.reviews.thread_of(review, request.user)
    if not found:
        raise Http404
    return render(request, "reviews/thread.html", {"story": story, "threads": found})

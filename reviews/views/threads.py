"""What was said about a story: all of it, in one of three orders, or one thread."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.pages import guest_page, kept_while
from reviews.sorting import NEWEST, SORTS
from stories import fingerprints
from stories.models import Story


@require_safe
@guest_page
@kept_while(fingerprints.of_guests_page)
def index(request, pk):
    story = get_object_or_404(Story.objects.visible_to(request.user).for_cards(), pk=pk)
    sort = SORTS.get(request.GET.get("sort", ""), NEWEST)
    after = request.GET.get("before", "")
    threads = story.reviews.first_threads(request.user, sort=sort, after=after)
    wishes = story.reviews.wishes(story)
    context = {"story": story, "threads": threads, "sort": sort, "wishes": wishes}
    return render(request, "reviews/index.html", context)


@require_safe
@guest_page
def thread(request, pk):
    stories = Story.objects.visible_to(request.user).for_cards()
    story = get_object_or_404(stories, reviews=pk)
    review = get_object_or_404(story.reviews.in_threads_for(request.user), pk=pk)
    found = story.reviews.thread_of(review, request.user)
    if not found:
        raise Http404
    context = {"story": story, "threads": found, "answered": _answered(story, found[0], request)}
    return render(request, "reviews/thread.html", context)


def _answered(story, first, request):
    """What the first review of the page answers, where this person may read it."""
    if first.parent_id is None:
        return None
    readable = story.reviews.visible_to(request.user).with_writers()
    return readable.filter(pk=first.parent_id).first()

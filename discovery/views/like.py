"""Stories like another, by the rarest of the tags that they share."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.pages import guest_page
from discovery import exclusions
from discovery.search import Count, more_like
from discovery.views.answers import in_time
from stories import cards
from stories.models import Story

PAGE = 10  # stories


@require_safe
@guest_page
@in_time
def like(request, pk):
    story = get_object_or_404(Story.objects.visible_to(request.user), pk=pk)
    alike = more_like(story, request.user, PAGE, exclusions.of(request))
    context = {
        "story": story,
        "cards": cards.drawn(alike.ids, request.user, level=2),
        "hidden": Count(alike.hidden),
        "looks_past": exclusions.are_off(request),
    }
    return render(request, "discovery/like.html", context)

"""The first page: what this place is, one's own drafts, the newest stories, something old, the
fandoms, a word from the keepers."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.pages import guest_page
from discovery import exclusions, front
from discovery.fandoms import largest
from discovery.views.answers import in_time
from stories import cards
from stories.models import Story

DRAFTS = 3


@require_safe
@guest_page
@in_time
def home(request):
    kept_out = exclusions.of(request)
    first = front.stories(request.user, timezone.localdate(), kept_out)
    drawn = cards.by_story([*first.newest, *filter(None, [first.old])], request.user)
    old_card = drawn.pop(first.old, "") if first.old else ""
    context = {
        "drafts": _drafts(request.user),
        "cards": list(drawn.values()),
        "hidden": first.hidden,
        "looks_past": exclusions.are_off(request),
        "old_card": old_card,
        "years": first.years,
        "fandoms": [] if request.site.fandom else largest(request.user),
    }
    return render(request, "discovery/home.html", context)


def _drafts(user):
    mine = Story.objects.by(user).filter(published_at=None)
    return mine.select_related("draft").order_by("-pk")[:DRAFTS]

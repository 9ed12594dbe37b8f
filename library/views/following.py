"""Following and no longer following: a story, a series, all under a pen name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import limits
from core.paging import page_by_key
from library import querysets
from library.models import Subscription

PACE = limits.Pace(account=(60, 600), young=(20, 600))
LONGEST_SEARCH = 150  # characters
FOLLOWABLE = {
    "story": querysets.stories_to_follow,
    "series": querysets.series_to_follow,
    "pen_name": querysets.pen_names_to_follow,
}


@login_required
@require_GET
def index(request):
    words = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    followed = Subscription.objects.shown_to(request.user)
    page = page_by_key(followed.named(words).for_list(), request)
    older = f"?{urlencode({'q': words, 'before': page.older})}" if page.older else ""
    has_search = words or page.older or not page.is_first
    context = {"page": page, "words": words, "older_url": older, "has_search": has_search}
    return render(request, "library/following.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def follow(request, kind, **which):
    """Also where guests are sent, who sign in on their way."""
    thing = get_object_or_404(FOLLOWABLE[kind](request.user), **which)
    too_soon = ""
    if request.method == "POST":
        if not (seconds := limits.pause(request, "follow", PACE)):
            Subscription.begin(thing, by=request.user)
            messages.success(request, _("You follow it. What is new stands among your notices."))
            return redirect(thing)
        too_soon = limits.wait(request, seconds, wrote=False)
    is_followed = thing.subscriptions.filter(user=request.user).exists()
    context = {"thing": thing, "is_followed": is_followed, "too_soon": too_soon}
    return render(request, "library/follow.html", context)


@login_required
@require_POST
def unfollow(request, kind, **which):
    """From its own page, or from the list of all that one follows."""
    thing = get_object_or_404(FOLLOWABLE[kind](request.user), **which)
    Subscription.end(thing, by=request.user)
    messages.success(request, _("You no longer follow it."))
    return redirect("following" if "from_list" in request.POST else thing)

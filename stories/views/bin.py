"""The bin: what lies there, until when, and how to be rid of it at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.twice import may_come_twice
from stories import bin, limits
from stories.desk.finding import counts

LISTED = 200


@login_required
@require_GET
def index(request):
    context = {
        "counts": counts(request.user),
        "stories": bin.stories_of(request.user)[:LISTED],
        "chapters": bin.chapters_of(request.user)[:LISTED],
        "days": limits.BIN_DAYS,
    }
    return render(request, "stories/bin.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@may_come_twice
def delete_story(request, pk):
    """Where there are co-authors, nobody takes from them the days in which to fetch it back."""
    story = get_object_or_404(bin.stories_of(request.user).filter(is_shared=False), pk=pk)
    if request.method == "POST":
        story.delete_for_good()
        messages.success(request, _("“%(title)s” is gone for good.") % {"title": story})
        return redirect("bin")
    context = {
        "story": story,
        "chapters": story.chapters.count(),
        "reviews": story.reviews.count(),
    }
    return render(request, "stories/desk/delete_story.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@may_come_twice
def delete_chapter(request, story_pk, pk):
    chapter = get_object_or_404(bin.chapters_of(request.user), story=story_pk, pk=pk)
    if request.method == "POST":
        bin.delete_chapter(chapter)
        messages.success(request, _("The chapter is gone for good."))
        return redirect("bin")
    return render(request, "stories/desk/delete_chapter.html", {"chapter": chapter})

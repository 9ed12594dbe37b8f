"""Showing a story or a chapter to readers, and taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.twice import may_come_twice
from stories.models import Story
from stories.views.chapters import own_chapter


@login_required
@require_POST
@may_come_twice
def create(request, pk):
    story = get_object_or_404(
        Story.objects.editable_by(request.user).filter(published_at=None), pk=pk
    )
    missing = story.missing_for_publishing()
    if missing:
        messages.error(
            request, _("Before it can be published: %(missing)s.") % {"missing": missing}
        )
        return redirect("story_edit", pk=pk)
    story.publish(by=request.user)
    messages.success(
        request, _("Published. For ten minutes you can undo it before anyone is told.")
    )
    return redirect(story)


@login_required
@require_POST
def release(request, pk):
    """Show readers the texts of the front matter that waited as a draft."""
    story = get_object_or_404(
        Story.objects.editable_by(request.user).filter(published_at__isnull=False), pk=pk
    )
    story.release(by=request.user)
    messages.success(request, _("Readers see it now."))
    return redirect(story)


@login_required
@require_POST
@may_come_twice
def delete(request, pk):
    story = get_object_or_404(
        Story.objects.editable_by(request.user).filter(published_at__isnull=False), pk=pk
    )
    story.unpublish()
    messages.success(request, _("It is a draft again: only its authors see it."))
    return redirect(story)


@login_required
@require_http_methods(["GET", "POST"])
@may_come_twice
def delete_chapter(request, story_pk, pk):
    """Back to a draft. The last chapter that readers see goes with its story only."""
    chapter = own_chapter(request, story_pk, pk)
    story = chapter.story
    if not (story.is_published and chapter.is_published):
        raise Http404
    is_last = not story.chapters.published().exclude(pk=pk).exists()
    if request.method == "POST" and not is_last:
        chapter.unpublish()
        messages.success(request, _("The chapter is a draft again: only its authors see it."))
        return redirect("chapters", pk=story_pk)
    context = {
        "story": story,
        "chapter": chapter,
        "is_last": is_last,
        "reviews": chapter.reviews.filter(deleted_at=None).count(),
    }
    return render(request, "stories/publication/unpublish_chapter.html", context)

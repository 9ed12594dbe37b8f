"""The bytes as they came, for those alone whose they are."""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intake import guests
from intake.dating import old_days
from intake.models import Source
from stories.models import Story


@require_safe
def original(request, token):
    """To save, never to look at: whatever it is, no browser takes it for a page of ours."""
    sources = Source.objects.visible_to(request.user, guests.tokens(request)).outside_the_bin()
    source = get_object_or_404(sources, token=token)
    response = FileResponse(
        source.file.open("rb"),
        as_attachment=True,
        filename=PurePath(source.file_name).name or "story.txt",
        content_type="application/octet-stream",
    )
    response.headers["Content-Length"] = str(source.size)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def story_source(request, pk):
    """What a story was made of, and what was done with it."""
    story = get_object_or_404(Story.objects.by(request.user), pk=pk)
    sources = list(story.sources.visible_to(request.user).order_by("position", "pk"))
    sources.sort(key=lambda source: source.first_part_id or source.pk)
    is_new = not (story.publication or story.is_hidden or story.deleted_at)
    context = {
        "story": story,
        "sources": sources,
        "old_date": published_elsewhere(story, sources) if is_new else None,
    }
    return render(request, "intake/source.html", context)


@login_required
@require_POST
def publish_as_of_old(request, pk):
    """With the dates of its document, and nobody is told: for a story that was never out here."""
    drafts = Story.objects.editable_by(request.user).filter(published_at=None, publication=0)
    story = get_object_or_404(drafts, pk=pk)
    if missing := story.missing_for_publishing():
        sentence = _("Before it can be published: %(missing)s.") % {"missing": missing}
        messages.error(request, sentence)
        return redirect("story_edit", pk=pk)
    sources = story.sources.visible_to(request.user)
    published, revised = old_days(
        story,
        published=published_elsewhere(story, sources),
        updated=_day(sources, "updated"),
    )
    story.publish(by=request.user, silently=True, published=published, revised=revised)
    messages.success(request, _("Published with its old dates. Nobody was told."))
    return redirect(story)


def published_elsewhere(story: Story, sources: Iterable[Source]) -> date | None:
    return old_days(story, published=_day(sources, "published"), updated=None)[0]


def _day(sources: Iterable[Source], name: str) -> date | None:
    found = [source.outline[name] for source in sources if source.outline.get(name)]
    return date.fromisoformat(found[0]) if found else None

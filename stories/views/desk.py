"""An author's desk: what waits, what is out, what was thrown away."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.paging import page_by_key
from stories.models import Story


@login_required
@require_GET
def desk(request):
    mine = Story.objects.by(request.user).for_cards()
    page = page_by_key(mine.filter(published_at__isnull=False), request, key="-pk")
    context = {
        "drafts": mine.filter(published_at=None).select_related("draft").order_by("-pk")[:50],
        "published": page,
        "waiting": request.user.sources.waiting().order_by("-pk")[:20],
        "batches": request.user.batches.unfinished()[:20],
        "held": Story.objects.by(request.user).with_held_reviews(),
    }
    return render(request, "stories/desk.html", context)


@login_required
@require_GET
def bin(request):
    stories = Story.objects.in_bin_of(request.user).order_by("-deleted_at")[:200]
    return render(request, "stories/bin.html", {"stories": stories})

"""A series keeps its own order, and pages by number."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.pages import guest_page
from discovery import exclusions, keeping_out
from discovery.search import Count
from discovery.views.answers import in_time
from library import following
from stories import cards
from stories.models import Series, Story

PAGE = 20  # stories


@require_safe
@guest_page
@in_time
def series(request, pk):
    series = get_object_or_404(Series.objects.visible_to(request.user), pk=pk)
    ids, hidden = shown(request, series)
    page = Paginator(ids, PAGE).get_page(request.GET.get("page"))
    context = {
        "series": series,
        "authors": series.authors(request.user),
        "is_mine": Series.objects.editable_by(request.user).filter(pk=pk).exists(),
        "page": page,
        "count": page.paginator.count + hidden.number,
        "cards": cards.drawn(page.object_list, request.user, level=2),
        "hidden": hidden,
        "looks_past": exclusions.are_off(request),
        **following.of(series, request.user),
    }
    return render(request, "discovery/series.html", context)


def shown(request, series):
    """Its stories that this person sees, and how many more she keeps out."""
    stories = Story.objects.visible_to(request.user).filter(series_entries__series=series)
    ids = stories.order_by("series_entries__position").values_list("pk", flat=True)
    kept = exclusions.of(request)
    if not kept:
        return ids, Count(0)
    left = keeping_out.without(ids, kept, request.user)
    return left, Count(len(ids) - len(left))

"""The series of stories: the list of one, all those of a pen name."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import PenName
from core.pages import guest_page
from discovery.in_series import InSeries, with_stories
from discovery.search import keys
from discovery.views.answers import answer, in_time
from library import following
from stories.models import Series

PAGE = 100  # series


@require_safe
@guest_page
@in_time
def series(request, pk):
    mine = Series.objects.editable_by(request.user).filter(pk=OuterRef("pk"))
    seen = with_stories(Series.objects.visible_to(request.user), request.user)
    series = get_object_or_404(seen.annotate(is_mine=Exists(mine)), pk=pk)
    browse = InSeries(request, series)
    context = {
        "series": series,
        "authors": series.authors(request.user),
        "is_mine": series.is_mine,
        "count": len(browse.every),
        **following.of(series, request.user),
    }
    return answer(request, "discovery/series.html", browse, context)


@require_safe
@guest_page
def of_pen_name(request, slug, name):
    """All of them, the latest begun first."""
    pen_name = get_object_or_404(PenName.objects.with_slug(slug))
    if (slug, name) != (pen_name.slug, pen_name.slug):
        return redirect("pen_name_series", pen_name.slug, pen_name.slug)
    series = Series.objects.signed_by(pen_name, request.user).order_by("-pk")
    if after := keys.number(request.GET.get("after", "")):
        series = series.filter(pk__lt=after)
    found = list(series[: PAGE + 1])
    context = {
        "pen_name": pen_name,
        "series": found[:PAGE],
        "older": found[PAGE - 1].pk if len(found) > PAGE else 0,
        "is_first": not after,
    }
    return render(request, "discovery/pen_name_series.html", context)

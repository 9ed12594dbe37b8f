"""The filters of a list, on a page of their own: a phone has no room beside its list, and without
JavaScript nothing comes there. `?more=character` is all of one kind, to be searched in;
`?beside=list` the form alone, which static/js/list-in-place.js puts beside the list."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import PenName
from core.pages import guest_page
from discovery import places
from discovery.browse import Browse
from discovery.filters import FACETS, TYPED, Filters
from discovery.in_series import InSeries, with_stories
from discovery.search import TooLong
from discovery.views.answers import has_gaps, in_time
from discovery.views.lists import tag_and_list
from stories.models import Series

CONTAINING = 100  # characters


@require_safe
@guest_page
def works(request):
    return page(request, Browse(request))


@require_safe
@guest_page
@in_time
def tag(request, kind, slug):
    tag, browse, _around = tag_and_list(request, kind, slug)
    return redirect(browse.links.filters) if tag.synonym_of else page(request, browse)


@require_safe
@guest_page
def pen_name(request, slug, name):
    pen_name = get_object_or_404(PenName.objects.with_slug(slug))
    browse = Browse(request, places.of_pen_name(pen_name))
    is_its_own = (slug, name) == (pen_name.slug, pen_name.slug)
    return page(request, browse) if is_its_own else redirect(browse.links.filters)


@require_safe
@guest_page
def series(request, pk):
    seen = with_stories(Series.objects.visible_to(request.user), request.user)
    series = get_object_or_404(seen, pk=pk)
    return page(request, InSeries(request, series))


def page(request, browse: Browse):
    more = request.GET.get("more", "")
    if more in TYPED:
        return all_of(request, browse, more)
    if has_gaps(request) and not browse.wish.ignored:
        return redirect(browse.links.filters)
    filters = Filters(browse, _in_time(lambda: browse.search.facets(FACETS)))
    template = "_form" if "beside" in request.GET else "index"
    return render(
        request, f"discovery/filters/{template}.html", {"browse": browse, "filters": filters}
    )


def all_of(request, browse: Browse, field: str):
    containing = request.GET.get("containing", "").strip()[:CONTAINING]
    filters = Filters(browse, _in_time(lambda: browse.search.facet(field, containing)))
    context = {
        "browse": browse,
        "field": field,
        "heading": TYPED[field],
        "containing": containing,
        "rows": filters.rows(field),
        "of_newest": filters.of_newest,
        "is_late": filters.facets is None,
    }
    return render(request, "discovery/filters/more.html", context)


def _in_time(count):
    """The filters themselves need no numbers."""
    try:
        return count()
    except TooLong:
        return None

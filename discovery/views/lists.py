"""All stories, those of a tag, the fandoms, a pen name, a series."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import PenName
from core.pages import guest_page
from discovery import fandoms, lists
from library import following
from stories import cards
from stories.models import Listing, Series, Story
from tags.models import Tag

SERIES_PAGE = 20  # stories


@require_safe
@guest_page
def works(request):
    page = lists.newest(request.user, after=request.GET.get("after", ""), level=2)
    return render(request, "discovery/works.html", {"page": page})


@require_safe
@guest_page
def tag(request, kind, slug):
    tag = get_object_or_404(Tag.objects.select_related("synonym_of"), kind=kind, slug=slug)
    listings = Listing.objects.with_tag(tag)
    if not listings.listed_for(request.user).exists():
        raise Http404  # it stands only on what this person may not see
    if tag.synonym_of:
        return redirect(tag.synonym_of)
    page = lists.newest(request.user, listings, after=request.GET.get("after", ""), level=2)
    return render(request, "discovery/tag.html", {"tag": tag, "page": page})


@require_safe
@guest_page
def fandom_index(request):
    found = fandoms.all_fandoms(request.user)
    context = {"fandoms": found, "letters": fandoms.by_initial(found)}
    return render(request, "discovery/fandoms.html", context)


@require_safe
def user(request, slug):
    pen_name = get_object_or_404(PenName.objects.with_slug(slug))
    return redirect(pen_name, permanent=True)


@require_safe
@guest_page
def pen_name(request, slug, name):
    pen_name = get_object_or_404(PenName.objects.with_slug(slug))
    if (slug, name) != (pen_name.slug, pen_name.slug):
        return redirect(pen_name, permanent=True)
    listings = Listing.objects.by_pen_name(pen_name)
    context = {
        "pen_name": pen_name,
        "linked": pen_name.linked_names(),
        "page": lists.newest(request.user, listings, after=request.GET.get("after", "")),
        "series": Series.objects.signed_by(pen_name, request.user)[:20],
        **following.of(pen_name, request.user),
    }
    return render(request, "discovery/pen_name.html", context)


@require_safe
@guest_page
def series(request, pk):
    series = get_object_or_404(Series.objects.visible_to(request.user), pk=pk)
    stories = Story.objects.visible_to(request.user).filter(series_entries__series=series)
    ids = stories.order_by("series_entries__position").values_list("pk", flat=True)
    page = Paginator(ids, SERIES_PAGE).get_page(request.GET.get("page"))
    context = {
        "series": series,
        "authors": series.authors(request.user),
        "is_mine": Series.objects.editable_by(request.user).filter(pk=pk).exists(),
        "page": page,
        "cards": cards.drawn(page.object_list, request.user, level=2),
        **following.of(series, request.user),
    }
    return render(request, "discovery/series.html", context)

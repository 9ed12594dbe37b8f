"""The one list page: all stories, those of a tag, those of a pen name."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.models import PenName
from core.pages import guest_page
from discovery import places, surroundings
from discovery.browse import Browse
from discovery.surroundings import Surroundings
from discovery.views.answers import answer, in_time
from library import following
from stories.models import Listing, Series
from tags.models import Tag

SERIES = 20  # of a pen name, above its stories


@require_safe
@guest_page
def works(request):
    return answer(request, "discovery/works.html", Browse(request))


@require_safe
@guest_page
@in_time
def tag(request, kind, slug):
    tag, browse = tag_and_list(request, kind, slug)
    around = surroundings.of(tag.official, request.user)
    if not (browse.found.ids or is_known(tag, around, request.user)):
        raise Http404
    if tag.synonym_of:
        return redirect(browse.address())
    return answer(request, "discovery/tag.html", browse, {"tag": tag, "around": around})


def tag_and_list(request, kind, slug) -> tuple[Tag, Browse]:
    tag = get_object_or_404(Tag.objects.select_related("synonym_of"), kind=kind, slug=slug)
    return tag, Browse(request, places.of_tag(tag.official))


def is_known(tag: Tag, around: Surroundings, user) -> bool:
    """A name that stands only on what this person may not see is not for her to know; one that
    tag editors made official is for all, where anything is near it."""
    is_listed = Listing.objects.with_tag(tag).listed_for(user).exists()
    return is_listed or bool(tag.official.is_official and around)


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
    browse = Browse(request, places.of_pen_name(pen_name), level=3)
    series = Series.objects.signed_by(pen_name, request.user).order_by("-pk")[: SERIES + 1]
    context = {
        "pen_name": pen_name,
        "linked": pen_name.linked_names(),
        "series": series[:SERIES],
        "has_more_series": len(series) > SERIES,
        **following.of(pen_name, request.user),
    }
    return answer(request, "discovery/pen_name.html", browse, context)

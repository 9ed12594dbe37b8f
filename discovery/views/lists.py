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
from stories.models import Series
from tags import knowing
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
    tag, browse, around = tag_and_list(request, kind, slug)
    if tag.synonym_of:
        return redirect(browse.links.to())
    return answer(request, "discovery/tag.html", browse, {"tag": tag, "around": around})


def tag_and_list(request, kind, slug) -> tuple[Tag, Browse, Surroundings]:
    """Of a tag that this person may know, and under which or around which there is anything."""
    tag = knowing.at(kind, slug, request.user)
    if tag is None:
        raise Http404
    around = surroundings.of(tag.official, request.user)
    if not (tag.stories or around):
        raise Http404
    return tag, Browse(request, places.of_tag(tag.official)), around


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
    signed = Series.objects.signed_by(pen_name, request.user).order_by("-pk")
    series = list(signed[: SERIES + 1])
    context = {
        "pen_name": pen_name,
        "linked": pen_name.linked_names(),
        "series": series[:SERIES],
        "has_more_series": len(series) > SERIES,
        **following.of(pen_name, request.user),
    }
    return answer(request, "discovery/pen_name.html", browse, context)

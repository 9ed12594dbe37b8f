"""“Hide stories like this”: which tag or pen name of a story its reader never wants to see."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from core.addresses import way_back
from discovery import exclusions
from discovery.exclusions import muting
from discovery.exclusions.naming import Named, named_pen_name, named_tag
from stories.models import Story
from tags.models import Tag, TagCount
from tags.vocabulary import no_warnings


@require_http_methods(["GET", "POST"])
def hide(request, pk):
    """For guests too. Nothing but what the story shows of itself can be chosen."""
    story = get_object_or_404(Story.objects.visible_to(request.user).for_cards(), pk=pk)
    offered = _offered(story, request.user)
    trouble = ""
    if chosen := _chosen(request, offered):
        reader = muting.by(request)
        try:
            reader.remove(chosen.thing) if "undo" in request.POST else reader.add(chosen.thing)
        except ValidationError as error:
            trouble = error.messages[0]
        else:
            return reader.keep(redirect(_after(request, story, chosen)))
    kept = exclusions.kept_for(request)
    context = {
        "story": story,
        "offered": [(it, it.thing.is_in(kept)) for it in offered],
        "done": _done(request, offered, kept),
        "back": _back(request),
        "trouble": trouble,
    }
    return render(request, "discovery/hiding/hide.html", context)


def _offered(story: Story, user) -> list[Named]:
    """Its pen names, then its tags by their official names: what most of a list is sorted by
    comes first."""
    column = TagCount.column_for(user)
    ids = [link.tag.synonym_of_id or link.tag_id for link in story.taggings.all()]
    tags = Tag.objects.filter(pk__in=ids).exclude(kind=Tag.Kind.WARNING, key__in=no_warnings())
    order = {kind: place for place, kind in enumerate(Tag.Kind)}
    found = sorted(tags.select_related("count"), key=lambda tag: (order[tag.kind], tag.key))
    counted = [named_tag(tag, getattr(getattr(tag, "count", None), column, None)) for tag in found]
    return [*map(named_pen_name, story.shown_authors), *counted]


def _chosen(request, offered: list[Named]) -> Named | None:
    thing = muting.read(request.POST.get("thing", "")) if request.method == "POST" else None
    return next((it for it in offered if it.thing == thing), None)


def _done(request, offered, kept) -> tuple[Named, bool] | None:
    """What has just been chosen, and whether it is kept out now."""
    thing = muting.read(request.GET.get("chosen", ""))
    found = next((it for it in offered if it.thing == thing), None)
    return (found, found.thing.is_in(kept)) if found else None


def _after(request, story: Story, chosen: Named) -> str:
    query = {"chosen": chosen.thing, "back": _back(request)}
    return f"{reverse('hide', args=[story.pk])}?{urlencode(query)}"


def _back(request) -> str:
    """The list from which somebody came."""
    said = (request.POST.get("back"), request.GET.get("back"), request.headers.get("Referer"))
    return way_back(request, *said) or reverse("works")

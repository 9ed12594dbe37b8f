"""All that stands near a tag in one way: its other names, the characters of a fandom."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.pages import guest_page
from discovery import surroundings
from discovery.views.answers import in_time
from discovery.views.lists import tag_and_list

KEY = 300  # characters


@require_safe
@guest_page
@in_time
def near(request, kind, slug, part):
    tag, _browse, around = tag_and_list(request, kind, slug)
    here = next((one for one in around.near if one.part == part), None)
    if here is None:
        raise Http404
    if tag.synonym_of:
        return redirect("tag_near", tag.official.kind, tag.official.slug, part)
    begin = request.GET.get("from", "").replace("\0", "")[:KEY]
    tags, older = surroundings.all_of(tag, part, request.user, begin)
    context = {"tag": tag, "here": here, "tags": tags, "older": older, "is_first": not begin}
    return render(request, "discovery/near.html", context)

"""A story by lot, out of any list."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.pages import PRIVATE
from discovery.browse import Browse
from discovery.views.answers import in_time
from stories.models import Story


@require_safe
@in_time
def random(request):
    browse = Browse(request)
    pk = browse.search.random()
    story = Story.objects.visible_to(request.user).filter(pk=pk).first()
    nothing = {"browse": browse}
    response = redirect(story) if story else render(request, "discovery/works.html", nothing)
    response.headers["Cache-Control"] = PRIVATE
    return response

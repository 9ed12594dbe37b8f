"""What every view of a list does with what it found, and with what took too long."""

from functools import wraps

from django.shortcuts import redirect, render

from core.pages import PRIVATE
from discovery.browse import Browse
from discovery.search import TooLong

AGAIN = 30  # seconds, after which to try once more


def answer(request, template: str, browse: Browse, context: dict | None = None):
    """A page of the list at its own address: forms send fields that nobody filled in, which the
    address need not say."""
    if has_gaps(request) and not browse.wish.ignored:
        return redirect(browse.links.to())
    try:
        return render(request, template, {"browse": browse, **(context or {})})
    except TooLong:
        return too_long(request, browse)


def has_gaps(request) -> bool:
    return any("" in values for _name, values in request.GET.lists())


def in_time(view):
    """What the database cannot find in time gets a page that says how to ask for less."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except TooLong:
            return too_long(request, Browse(request))

    return answer


def too_long(request, browse: Browse):
    """With all that was asked, to take something away from."""
    response = render(request, "discovery/too_long.html", {"browse": browse}, status=503)
    response.headers["Retry-After"] = str(AGAIN)
    response.headers["Cache-Control"] = PRIVATE
    return response

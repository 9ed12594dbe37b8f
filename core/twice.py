"""A button that was pressed twice, by a double click or on a page another tab still shows: what
is done is no error. Whoever did it lands where the first press led, with a plain word."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

REMEMBERED = 20  # acts of a session
DONE = "done"


def may_come_twice(view):
    """For a view that, once it has acted, no longer finds what it acted on. Nobody else learns
    that anything was there: only who did it is remembered, in her session."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            landing = _done(request).get(request.path)
            if landing is None:
                raise
            messages.info(request, _("This was done already."))
            return redirect(landing)
        if request.method == "POST" and response.status_code == 302:
            _remember(request, response.url)
        return response

    return answer


def _done(request) -> dict[str, str]:
    """{address: where the act led}. Read anew: the first press may have ended since this one
    came."""
    stored = type(request.session)(request.session.session_key)
    return stored.get(DONE, {})


def _remember(request, landing: str) -> None:
    others = [item for item in _done(request).items() if item[0] != request.path]
    request.session[DONE] = dict([*others, (request.path, landing)][-REMEMBERED:])
    request.session.save()  # at once: the second press may be here

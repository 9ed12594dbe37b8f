"""A few short choices survive the end of a session: the address to come back to carries them."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login

LONGEST = 1_000  # characters


def sign_in_to_choose(view):
    """As `login_required`; who sent the form without a session finds it filled in again. The view
    takes its first values from `request.GET`."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method != "POST" or request.user.is_authenticated:
            return login_required(view)(request, *args, **kwargs)
        lists = request.POST.lists()
        chosen = [
            (name, value)
            for name, values in lists
            if name != "csrfmiddlewaretoken"
            for value in values
        ]
        address = f"{request.path}?{urlencode(chosen)[:LONGEST]}" if chosen else request.path
        return redirect_to_login(address)

    return answer


def chosen_before(request, *several: str) -> dict:
    """{field: value}, with a list for each field of `several`."""
    return {name: values if name in several else values[-1] for name, values in request.GET.lists()}

"""Nothing that a person wrote is lost: where it could not be kept, the answer gives it back.

A session that ended, a form that grew too old, a suspension, a story that was hidden meanwhile:
each page then shows what was typed, to copy (`_typed.html`).
"""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

LONG = 20  # characters; more than one word counts at any length, a button's value has one
SECRET = ("csrf", "password", "credential", "token", "stamp", "seen")  # never shown again


def typed(request) -> list[str]:
    """What this request wanted to write, field by field; nothing of a button that was pressed."""
    if request.method != "POST":
        return []
    return [
        value
        for name, values in request.POST.lists()
        if not any(word in name for word in SECRET)
        for value in values
        if len(value) > LONG or len(value.split()) > 1
    ]


def typed_before_a_fault(request) -> list[str]:
    """As `typed`, where the fault may lie in what was sent: too much, cut off, no form at all."""
    try:
        return typed(request)
    except Exception:
        return []


def sign_in_to_write(view):
    """As `login_required`; who sent a text without a session, or to what is not there, or not for
    them, gets it back."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        words = typed(request)
        if not words:
            return login_required(view)(request, *args, **kwargs)
        if not request.user.is_authenticated:
            sentence = _("You were signed out while you were writing. Nothing was saved.")
            return give_back(request, words, sentence, status=403)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            sentence = _(
                "What you were writing for is not here any more, or not for you. Nothing was saved."
            )
            return give_back(request, words, sentence, status=404)

    return answer


def give_back(request, words: list[str], sentence: str, *, status: int):
    context = {"typed": words, "sentence": sentence}
    return render(request, "words_back.html", context, status=status)


def form_too_old(request, reason=""):
    """Django's CSRF_FAILURE_VIEW."""
    return render(request, "403_csrf.html", {"typed": typed(request)}, status=403)

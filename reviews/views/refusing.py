"""What was written and cannot be taken: why, and the words, to copy."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _


def refuse(request, sentence: str, story=None, *, status: int = 403):
    """The reason, and the words that were typed, to copy."""
    typed = [text for text in request.POST.getlist("text") if text]
    context = {"sentence": sentence, "story": story, "typed": typed}
    return render(request, "reviews/refused.html", context, status=status)


def missing(request):
    """The same for what is not there and for what is not for this person."""
    if request.method != "POST":
        raise Http404
    sentence = _("What you were writing about is not here, or not for you.")
    return refuse(request, sentence, status=404)

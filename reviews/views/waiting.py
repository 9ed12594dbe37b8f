"""What waits for a person's word, of her own stories and of those that she reads first."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.paging import page_by_key
from reviews.limits import WAITING
from reviews.models import HeldFor, Review
from reviews.wishes import wishes_for
from stories.models import Story


@dataclass(frozen=True)
class Verb:
    """What becomes of a review, by whom it waits for; and what is said afterwards."""

    by: dict[str, Callable[[Review, User], None]]
    done: Promise  # with their number, “n”


def keep_back(review: Review, by: User) -> None:
    review.keep_back()


def let_through(review: Review, by: User) -> None:
    review.let_through(author_holds=wishes_for(review.story).holds)


VERBS = {
    "show": Verb(
        {HeldFor.AUTHOR: Review.show, HeldFor.FRIEND: let_through},
        _("Let in: %(n)s."),
    ),
    "keep_back": Verb(
        {HeldFor.AUTHOR: Review.put_away, HeldFor.FRIEND: keep_back},
        _("Kept back: %(n)s."),
    ),
    "spam": Verb(  # a first reader reports
        {HeldFor.AUTHOR: Review.call_spam},
        _("Gone from your pages, to the moderators: %(n)s."),
    ),
}


class Rows(forms.TypedMultipleChoiceField):
    """Keys of rows, some of which may be gone by now."""

    def valid_value(self, value) -> bool:
        return str(value).isdecimal() and len(str(value)) < 19


class WaitingForm(forms.Form):
    verb = forms.ChoiceField(choices=[(name, name) for name in VERBS])
    review = Rows(coerce=int, required=False)


@login_required
@require_http_methods(["GET", "POST"])
def index(request):
    if request.method == "POST":
        return decide(request)
    waiting = Review.objects.waiting_for(request.user).for_threads(request.user)
    reviews = waiting.select_related("story__listing", "anchor", "pen_name", "root")
    page = page_by_key(reviews, request, key="pk", size=WAITING, word="after")
    may_call_spam = any(review.held_for == HeldFor.AUTHOR for review in page)
    context = {
        "page": page,
        "may_call_spam": may_call_spam,
        "is_author": may_call_spam or (not page and Story.objects.by(request.user).exists()),
    }
    return render(request, "reviews/waiting/index.html", context)


def decide(request):
    form = WaitingForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    verb, keys = VERBS[form.cleaned_data["verb"]], form.cleaned_data["review"]
    chosen = Review.objects.waiting_for(request.user).filter(held_for__in=verb.by, pk__in=keys)
    reviews = list(chosen.select_related("story").order_by("pk")[:WAITING])
    for review in reviews:
        with suppress(Review.DoesNotExist):  # its writer took it back a moment ago
            verb.by[review.held_for](review, request.user)
    if reviews:
        messages.success(request, str(verb.done) % {"n": len(reviews)})
    return redirect(request.here)

"""What waits for a person's word, of her own stories and of those that she reads first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.paging import page_by_key
from reviews.limits import WAITING
from reviews.models import HeldFor, Review
from reviews.wishes import wishes_for


@dataclass(frozen=True)
class Verb:
    """What becomes of a review, by whom it waits for; and what is said afterwards."""

    by: dict[str, Callable[[Review, User], None]]
    done: Any  # a plural of “n”


def show(review: Review, by: User) -> None:
    review.show()


def put_away(review: Review, by: User) -> None:
    review.put_away()


def keep_back(review: Review, by: User) -> None:
    review.keep_back()


def let_through(review: Review, by: User) -> None:
    review.let_through(author_holds=wishes_for(review.story).holds)


VERBS = {
    "show": Verb(
        {HeldFor.AUTHOR: show, HeldFor.FRIEND: let_through},
        ngettext_lazy("%(n)s review is let in.", "%(n)s reviews are let in.", "n"),
    ),
    "keep_back": Verb(
        {HeldFor.AUTHOR: put_away, HeldFor.FRIEND: keep_back},
        ngettext_lazy("%(n)s review is kept back.", "%(n)s reviews are kept back.", "n"),
    ),
    "spam": Verb(  # a first reader reports
        {HeldFor.AUTHOR: Review.call_spam},
        ngettext_lazy(
            "%(n)s review is gone from your pages; moderators look at it.",
            "%(n)s reviews are gone from your pages; moderators look at them.",
            "n",
        ),
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
    reviews = waiting.select_related("story", "anchor", "pen_name", "root")
    page = page_by_key(reviews, request, key="pk", size=WAITING, word="after")
    may_call_spam = any(review.held_for == HeldFor.AUTHOR for review in page)
    context = {"page": page, "may_call_spam": may_call_spam}
    return render(request, "reviews/waiting/index.html", context)


def decide(request):
    form = WaitingForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    verb, keys = VERBS[form.cleaned_data["verb"]], form.cleaned_data["review"]
    chosen = Review.objects.waiting_for(request.user).filter(held_for__in=verb.by, pk__in=keys)
    reviews = list(chosen.select_related("story").order_by("pk")[:WAITING])
    for review in reviews:
        verb.by[review.held_for](review, request.user)
    if reviews:
        messages.success(request, verb.done % {"n": len(reviews)})
    return redirect(request.get_full_path())

"""What becomes of a review by the word of its writer or of the story's author: each verb asks first
and is done by POST."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import Block, User
from core.twice import may_come_twice
from reviews.models import Review
from reviews.naming import says
from reviews.views.writing import place_of

type Words = str | Promise


@dataclass(frozen=True)
class Verb:
    does: Callable[[Review, User], None]
    question: Words
    button: Words
    done: Words
    of: str = "governed_by"  # of its queryset
    of_guests: Words = ""  # a further sentence
    leaves: bool = False  # it is not on the author's pages any more
    is_final: bool = False


VERBS = {
    "delete": Verb(
        does=lambda review, by: review.remove(),
        of="removable_by",
        question=says("delete?"),
        button=gettext_lazy("Delete it"),
        done=says("is deleted"),
        leaves=True,
        is_final=True,
    ),
    "approval": Verb(
        does=Review.show,
        question=gettext_lazy("Show this to everybody?"),
        of_guests=gettext_lazy("What this guest writes later is shown at once."),
        button=gettext_lazy("Show it"),
        done=gettext_lazy("Everybody can read it now."),
    ),
    "hide": Verb(
        does=Review.put_away,
        question=gettext_lazy(
            "Hide this from readers? Answers to it stay, and you can show it again."
        ),
        button=gettext_lazy("Hide it"),
        done=gettext_lazy("Readers do not see it now. You can show it again."),
    ),
    "freeze": Verb(
        does=lambda review, by: review.freeze(),
        question=gettext_lazy(
            "Close this thread? It stays to be read, and nobody can answer in it."
        ),
        button=gettext_lazy("Close it"),
        done=gettext_lazy("Nobody can answer in this thread now."),
    ),
    "unfreeze": Verb(
        does=lambda review, by: review.unfreeze(),
        question=gettext_lazy("Open this thread for answers again?"),
        button=gettext_lazy("Open it"),
        done=gettext_lazy("This thread can be answered again."),
    ),
    "spam": Verb(
        does=Review.call_spam,
        question=gettext_lazy(
            "Is this spam? It leaves your pages at once, and the moderators look at it."
        ),
        button=gettext_lazy("It is spam"),
        done=gettext_lazy("It is gone from your pages. The moderators look at it."),
        leaves=True,
    ),
}


@login_required
@require_http_methods(["GET", "POST"])
@may_come_twice
def keep(request, pk, verb):
    verb = VERBS[verb]
    review = found(getattr(Review.objects, verb.of)(request.user), pk)
    if request.method == "POST":
        try:
            verb.does(review, request.user)
        except Review.DoesNotExist:
            raise Http404 from None
        messages.success(request, verb.done)
        return (
            redirect("reviews", pk=review.story_id) if verb.leaves else redirect(place_of(review))
        )
    question = verb.question
    if verb.of_guests and review.pen_name is None:
        question = f"{question} {verb.of_guests}"
    return ask(request, review, question, verb.button, is_final=verb.is_final)


@login_required
@require_http_methods(["GET", "POST"])
def block(request, pk):
    """By the pen name that she met. A guest has no account that could be blocked: the page says
    what can be done instead."""
    others = Review.objects.governed_by(request.user).exclude(pen_name__user=request.user)
    review = found(others, pk)
    pen_name = review.pen_name
    if request.method == "POST" and pen_name:
        Block.objects.get_or_create(
            blocker=request.user, pen_name=pen_name, defaults={"blocked_id": pen_name.user_id}
        )
        messages.success(request, _("They can no longer write under your stories or answer you."))
        return redirect("blocks")
    if pen_name is None:
        context = {"review": review, "story": review.story}
        return render(request, "reviews/block_guest.html", context)
    question = _(
        "Block who wrote this? They can still read what everybody can read, but no longer write "
        "under your stories or answer you. What they wrote stays until you delete it."
    )
    return ask(request, review, question, _("Block"), is_final=True)


def found(reviews, pk: int) -> Review:
    return get_object_or_404(reviews.with_writers().select_related("story", "root"), pk=pk)


def ask(request, review, question, verb, *, is_final=False):
    context = {
        "review": review,
        "story": review.story,
        "question": question,
        "verb": verb,
        "is_final": is_final,
    }
    return render(request, "reviews/ask.html", context)

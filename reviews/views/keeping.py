"""What becomes of a review: approved, frozen, removed. Each asks first and is done by POST."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reviews.models import Review
from reviews.views.writing import place_of


@login_required
@require_http_methods(["GET", "POST"])
def delete(request, pk):
    review = found(Review.objects.removable_by(request.user), pk)
    if request.method == "POST":
        review.remove()
        messages.success(request, _("The review is deleted."))
        return redirect("reviews", pk=review.story_id)
    question = _("Delete this review? It cannot be brought back. Answers to it stay.")
    return ask(request, review, question, _("Delete it"), is_final=True)


@login_required
@require_http_methods(["GET", "POST"])
def approval(request, pk):
    review = found(Review.objects.governed_by(request.user), pk)
    if request.method == "POST":
        review.approve()
        messages.success(request, _("Everybody can read it now."))
        return redirect(place_of(review))
    question = _("Show this review to everybody? What this guest writes later is shown at once.")
    return ask(request, review, question, _("Show it"))


@login_required
@require_http_methods(["GET", "POST"])
def freeze(request, pk):
    review = found(Review.objects.governed_by(request.user), pk)
    if request.method == "POST":
        review.freeze()
        messages.success(request, _("Nobody can answer in this thread now."))
        return redirect(place_of(review))
    question = _("Close this thread? It stays to be read, and nobody can answer in it.")
    return ask(request, review, question, _("Close it"))


@login_required
@require_http_methods(["GET", "POST"])
def unfreeze(request, pk):
    review = found(Review.objects.governed_by(request.user), pk)
    if request.method == "POST":
        review.unfreeze()
        messages.success(request, _("This thread can be answered again."))
        return redirect(place_of(review))
    return ask(request, review, _("Open this thread for answers again?"), _("Open it"))


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

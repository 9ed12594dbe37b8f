"""Change what one wrote. What was typed comes back whatever happens."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reviews import likeness, spam
from reviews.admission import refusal_of_change
from reviews.forms import EditForm
from reviews.holding import held_for, told_to_writer
from reviews.models import Review
from reviews.views.refusing import missing, refuse
from reviews.views.writing import may_say, place_of
from reviews.wishes import wishes_for


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    if request.method == "GET" and not request.user.is_authenticated:
        return redirect_to_login(request.here)
    review = _mine(request, pk)
    if review is None:
        return missing(request)
    if sentence := refusal_of_change(request.user, review):
        return refuse(request, sentence, review.story)
    form = EditForm(request.POST or None, review=review)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and may_say(request, form, review.story, review):
        try:
            _change(request, review, form.cleaned_data)
        except Review.DoesNotExist:
            return _refuse_now(request, pk)
        messages.success(request, told_to_writer(review) if review.is_held else _("Saved."))
        return redirect(place_of(review))
    context = {"form": form, "review": review, "story": review.story}
    return render(request, "reviews/edit.html", context)


def _mine(request, pk: int) -> Review | None:
    mine = Review.objects.editable_by(request.user).with_writers()
    return mine.select_related("story", "root").filter(pk=pk).first()


@transaction.atomic
def _change(request, review: Review, said: dict) -> None:
    words = said["text"]
    waits_for = held_for(review.story, request.user, wishes_for(review.story))
    beside = {"is_spoiler": said["is_spoiler"], **likeness.of_words(words)}
    review.edit(words, held_for=waits_for, **beside)
    spam.ask(review, request)


def _refuse_now(request, pk: int):
    """It was hers to change when she sent it."""
    review = _mine(request, pk)
    sentence = refusal_of_change(request.user, review) if review else ""
    return refuse(request, sentence, review.story) if review and sentence else missing(request)

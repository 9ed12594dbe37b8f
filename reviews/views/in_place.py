"""The same answers as pieces of a page: htmx puts a form in where it was asked for, and what was
written in the form's place. Every form stands at its own address as well."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from reviews.holding import told_to_writer
from reviews.models import Review


def page_or_piece(request, page: str, piece: str, context: dict, *, status: int = 200):
    """The whole page, or for htmx the piece of it that changes. Neither is ever kept."""
    response = render(request, piece if request.htmx else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def posted(request, review: Review):
    """What stands in the form's place: the review as everybody sees it, unless it waits."""
    context = {
        "story": review.story,
        "review": None if review.is_held else as_shown(request, review),
        "waiting": told_to_writer(review) if review.is_held else "",
    }
    return render(request, "reviews/_posted.html", context)


def as_shown(request, review: Review) -> Review | None:
    """The review with all that `reviews/_review.html` reads, as it stands in its thread."""
    waiting = review.story.reviews.thread_of(review, request.user)
    while waiting:
        shown = waiting.pop()
        if shown.pk == review.pk:
            return shown
        waiting += shown.replies
    return None

"""What a review said before it was changed, for whoever may read what it says now."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.pages import guest_page
from reviews.models import Review
from reviews.wordings import steps


@require_safe
@guest_page
def index(request, pk):
    readable = Review.objects.visible_to(request.user).with_writers().select_related("story")
    review = get_object_or_404(readable, pk=pk)
    context = {"review": review, "story": review.story, "steps": steps(review)}
    return render(request, "reviews/wordings/index.html", context)

"""What the author of a story sees of its readers, and nobody else."""

from django.contrib.auth.decorators import login_required
from django.db.models import Avg, Count, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from core.paging import page_by_key
from reviews import limits
from reviews.models import Phrase
from stories.models import Story


@login_required
@require_GET
def index(request, pk):
    stories = Story.objects.by(request.user).select_related("tally")
    story = get_object_or_404(stories, pk=pk)
    thanks = _thanks(story)
    context = {
        "story": story,
        "thanks": thanks,
        "words": [(Phrase(phrase).label, number) for phrase, number in thanks["words"]],
        "named": _page(request, _named(story), word="before"),
        "followers": story.subscriptions.count(),
        "scales": _scales(story),
        "ratings": _page(request, story.kept_ratings, word="ratings_before"),
    }
    return render(request, "reviews/kudos/figures.html", context)


def _thanks(story) -> dict:
    """In one query: by phrase, how many there are, and how many of them by members."""
    of_members = Count("pk", filter=Q(user__isnull=False))
    rows = story.kudos.values_list("phrase").annotate(n=Count("pk"), members=of_members)
    rows = sorted(rows, key=lambda row: -row[1])
    given = sum(number for _phrase, number, _members in rows)
    by_members = sum(members for _phrase, _number, members in rows)
    return {
        "all": given,
        "members": by_members,
        "guests": given - by_members,
        "words": [(phrase, number) for phrase, number, _members in rows if phrase in Phrase],
    }


def _named(story):
    """Those who wish the author to know."""
    return story.kudos.filter(pen_name__isnull=False).select_related("pen_name")


def _scales(story):
    """Ratings from elsewhere, one line for each archive and scale."""
    scales = story.kept_ratings.values("origin", "best")
    return scales.annotate(number=Count("pk"), average=Avg("value")).order_by("origin", "best")


def _page(request, rows, *, word: str):
    return page_by_key(rows, request, size=limits.FIGURES, word=word)

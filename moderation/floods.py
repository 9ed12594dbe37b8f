"""A flood is ten times what is usual in an hour. Then the archive pulls the brake by itself, for a
day, and its moderators are told.

What is usual is the median of the hours of two weeks, so that a flood of some days does not become
usual; in a quiet archive, where most hours have nothing, it is QUIET.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncHour
from django.utils import timezone

from accounts.models import User
from core import brakes, site
from core.models import Brake
from moderation.waves import BY_YOUNG
from reviews.models import Review
from stories.models import Byline

TIMES = 10
QUIET = 10  # an hour
SPAN = timedelta(days=14)
HOURS = 14 * 24
HELD_HOURS = 24


def by_guests(since: datetime):
    return Review.objects.filter(created_at__gt=since, pen_name=None)


def by_young_accounts(since: datetime):
    """But not an author's answers to her own readers, of which a new one may write many."""
    written = Review.objects.filter(BY_YOUNG, pen_name__user__is_staff=False)
    own = Byline.objects.filter(
        story=OuterRef("story"),
        pen_name__user=OuterRef("pen_name__user"),
        state=Byline.State.ACCEPTED,
    )
    return written.filter(~Exists(own), created_at__gt=since)


def sign_ups(since: datetime):
    return User.objects.filter(date_joined__gt=since)


WATCHED: dict[str, tuple[Callable, str]] = {  # of what, and its column with the time
    Brake.Kind.GUESTS: (by_guests, "created_at"),
    Brake.Kind.YOUNG: (by_young_accounts, "created_at"),
    Brake.Kind.SIGN_UP: (sign_ups, "date_joined"),
}


def pull_brakes() -> list[Brake]:
    """Those that had to be pulled; none where the site's settings say so."""
    if not site.current().brakes_itself:
        return []
    pulled = brakes.on()
    floods = [kind for kind in WATCHED if kind not in pulled and is_flood(kind)]
    return [brakes.pull(kind, hours=HELD_HOURS) for kind in floods]


def is_flood(kind: str) -> bool:
    rows, time = WATCHED[kind]
    number = rows(_counted_from(kind)).count()
    if number < TIMES * QUIET:  # most minutes end here, with one short question
        return False
    return number >= TIMES * usual(rows, time)


def usual(rows: Callable, time: str) -> float:
    """How many there are in an hour."""
    found = rows(timezone.now() - SPAN).annotate(hour=TruncHour(time)).order_by()
    counts = [number for _hour, number in found.values_list("hour").annotate(Count("pk"))]
    return max(QUIET, median((counts + [0] * HOURS)[: max(HOURS, len(counts))]))


def _counted_from(kind: str) -> datetime:
    """An hour ago; or since a moderator lifted the brake, who has seen what was there."""
    hour_ago = timezone.now() - timedelta(hours=1)
    lifted = Brake.objects.filter(kind=kind, lifted_at__gt=hour_ago).order_by("-lifted_at").first()
    return lifted.lifted_at if lifted and lifted.lifted_at else hour_ago

"""What waits for the moderators: because of a brake, because a spam checker was asked or said so,
because its author called it spam, or because of a sweep.

What a brake held goes on by itself once no brake holds it, to whoever would have had it.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core import brakes
from core.models import Brake
from moderation.models import Swept
from reviews import holding, spam
from reviews.models import HeldFor, Review

AT_ONCE = 500  # reviews; whatever is left goes on within the next minute

FOR_MODERATORS = Q(held_for=HeldFor.MODERATORS, deleted_at=None, hidden_at=None)


def let_go_on() -> int:
    """Whatever nothing holds any more; how many those were."""
    freed = list(freed_now().select_related("story", "pen_name__user").order_by("pk")[:AT_ONCE])
    for review in freed:
        holding.let_go(review)
    return len(freed)


def freed_now():
    is_kept = Q(sweep__undone_at=None) | Q(sweep__alike__has_key="left")  # it is coming back
    swept = Swept.objects.filter(is_kept, review=OuterRef("pk"))
    waiting = Review.objects.filter(FOR_MODERATORS, called_spam_at=None)
    return waiting.filter(~Exists(swept), ~spam.holds_it()).exclude(_under_a_brake())


def _under_a_brake() -> Q:
    held = Q(pk__in=[])
    pulled = brakes.on()
    if Brake.Kind.GUESTS in pulled:
        held |= Q(pen_name=None)
    if young := pulled.get(Brake.Kind.YOUNG):
        since = timezone.now() - timedelta(days=young.days)
        held |= Q(pen_name__user__date_joined__gt=since, pen_name__user__is_staff=False)
    return held

"""Who keeps a filter that tells: of the stories that came since she was told last.

A story is told of when its ten minutes of undo have passed, as to followers. Those published with
their old dates are news to nobody. Each filter asks once, with its owner's eyes; what it found and
how far it came are kept in one transaction, so that a crash tells nobody twice and nobody never.
"""

import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from discovery import exclusions, saved, wishes
from discovery.criteria import Criteria
from discovery.models import SavedFilter
from discovery.search import Search, TooLong
from notices.models import Kind, Notice
from notices.news import UNDO
from stories.models import Listing, Story

SECONDS = 120  # of a round; whom it did not come to has her turn in the next
FAR = timedelta(days=30)  # who was away longer is told of no older ones
PAGE = 100  # stories
PAGES = 5  # with the counted stories of a notice, that is all it says

NOT_OF_OLD = Q(revised_at__gte=F("published_at"))  # nor shown again with nothing new in it

log = logging.getLogger(__name__)


def tell_all(seconds: float = SECONDS) -> None:
    """In no order: a filter that is slow for ever keeps none waiting for ever."""
    until, end = timezone.now() - UNDO, time.monotonic() + seconds
    for pk in list(_with_news(until).order_by("?").values_list("pk", flat=True)):
        if time.monotonic() > end:
            break
        try:
            tell(pk, until)
        except TooLong:
            log.warning("The saved filter %s was not answered in time; it is tried again.", pk)


def tell(pk: int, until: datetime) -> None:
    """Of what was published up to `until`, unless somebody else did it meanwhile."""
    one = _telling(until).filter(pk=pk).select_related("user").first()
    if one is None:
        return
    since = one.told_until
    new = new_stories(one, since, until)
    with transaction.atomic():
        mine = SavedFilter.objects.filter(pk=one.pk, tells=True, told_until=since)
        if mine.update(told_until=until) and new:
            key, detail = f"filter:{one.pk}:{since.isoformat()}", {"about": one.pk, "n": len(new)}
            Notice.tell(one.user, Kind.FILTER, key, story=_only(new), detail=detail)


def new_stories(one: SavedFilter, since: datetime, until: datetime) -> list[int]:
    """Hers to see, not her own, and not kept out by her; at most PAGES of them."""
    found = wishes.resolve(saved.wish_of(one), one.user)
    if any(unknown.is_lost for unknown in found.unknown):
        return []  # without what it asks for it would ask for something else
    since = max(since, until - FAR)
    search = Search(_since(found.criteria, since), exclusions.of_member(one.user), one.user)
    published = {"published_at__gt": since, "published_at__lte": until}
    seen = Story.objects.visible_to(one.user).exclude(pk__in=Story.objects.by(one.user))
    new, after = [], ""
    for _page in range(PAGES):
        page = search.page("updated", after=after, size=PAGE)
        fresh = Listing.objects.filter(NOT_OF_OLD, story__in=page.ids, **published)
        new += seen.filter(pk__in=fresh.values("story")).values_list("pk", flat=True)
        after = page.older
        if not after:
            break
    return new


def _telling(until: datetime):
    """Nothing is told to whoever is suspended or gone."""
    telling = SavedFilter.objects.filter(tells=True, told_until__lt=until)
    return telling.filter(user__is_active=True, user__suspended_at=None)


def _with_news(until: datetime):
    """Where anything was published since."""
    published = Listing.objects.filter(
        NOT_OF_OLD, published_at__gt=OuterRef("told_until"), published_at__lte=until
    )
    return _telling(until).filter(Exists(published))


def _since(criteria: Criteria, since: datetime) -> Criteria:
    """What is new was not updated before it was published: the search goes no further back."""
    first, last = criteria.updated
    return replace(criteria, updated=(max(first or since, since), last))


def _only(new: list[int]) -> Story | None:
    return Story.objects.filter(pk=new[0]).first() if len(new) == 1 else None

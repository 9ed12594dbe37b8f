"""The one list of stories: newest first, twenty a page, paged by key over Listing."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from stories import cards
from stories.models import Listing

PAGE = 20  # stories


@dataclass(frozen=True)
class StoryList:
    """`cards` as HTML; `older` is the `?after=` of the next page, or empty."""

    cards: list[str]
    older: str
    is_first: bool


def newest(user, listings=None, *, after: str = "", size: int = PAGE, level: int = 3) -> StoryList:
    """A page of the stories in `listings` (all, unless said otherwise) that `user` may see.

    `after` is "<microseconds of revised_at>-<id>" of the last story of the page before; what does
    not look like that means the first page. `level` is that of the cards' headings.
    """
    rows = Listing.objects.all() if listings is None else listings
    rows = rows.listed_for(user).order_by("-revised_at", "-story")
    key = _read_key(after)
    if key:
        moment, pk = key
        rows = rows.filter(Q(revised_at__lt=moment) | Q(revised_at=moment, story__lt=pk))
        rows = rows.filter(revised_at__lte=moment)  # the index can begin there
    found = list(rows.values_list("story_id", "revised_at")[: size + 1])
    ids = [pk for pk, _moment in found[:size]]
    older = _key(*found[size - 1]) if len(found) > size else ""
    return StoryList(cards.drawn(ids, user, level=level), older, key is None)


def _key(pk: int, moment: datetime) -> str:
    seconds = int(moment.timestamp())
    return f"{seconds * 1_000_000 + moment.microsecond}-{pk}"


def _read_key(word: str) -> tuple[datetime, int] | None:
    micro, dash, pk = word.partition("-")
    if not (dash and micro.isdecimal() and pk.isdecimal()) or len(word) > 40:
        return None
    seconds, microsecond = divmod(int(micro), 1_000_000)
    try:
        moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=microsecond)
    except (OverflowError, ValueError, OSError):
        return None
    return moment, min(int(pk), 2**63 - 1)

"""The stories of the first page: the newest, and something old.

Something old is a story of this day in an earlier year, or one that the date draws by lot: the
same for everybody all day. All of it is one query over the index of dates.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.db.models import (
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    Q,
    Subquery,
    Value,
)
from django.utils import timezone

from stories.models import Listing

NEWEST = 10  # stories
YEARS = 40  # so far back go the archives that come here
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Front:
    """Stories by id. `old` is none of the newest; `years` since its very day, 0 for any other."""

    newest: list[int]
    old: int | None
    years: int


def stories(user, today: date) -> Front:
    listed = Listing.objects.listed_for(user).order_by("-revised_at", "-story")
    by_day = listed.filter(_this_day(today), revised_at__gte=F("published_at"))
    by_lot = listed.filter(revised_at__lte=_moment_by_lot(listed, today))
    newest = _part(listed, "newest", NEWEST)
    rows = list(newest.union(_part(by_day, "day", 1), _part(by_lot, "lot", 1), all=True))
    first = [pk for part, pk, _moment in sorted(rows, key=_latest_first) if part == "newest"]
    old = {part: (pk, moment) for part, pk, moment in rows if pk not in first}
    if "day" in old:
        pk, moment = old["day"]
        return Front(first, pk, today.year - timezone.localtime(moment).year)
    return Front(first, old["lot"][0] if "lot" in old else None, 0)


def _part(listed, name: str, most: int):
    return listed.annotate(part=Value(name)).values_list("part", "story_id", "revised_at")[:most]


def _latest_first(row):
    _part, pk, moment = row
    return -moment.timestamp(), -pk


def _this_day(today: date) -> Q:
    days = Q(pk__in=[])
    for year in range(today.year - YEARS, today.year):
        try:
            midnight = _midnight(today.replace(year=year))
        except ValueError:
            continue  # the 29th of February
        days |= Q(revised_at__gte=midnight, revised_at__lt=midnight + timedelta(days=1))
    return days


def _moment_by_lot(listed, today: date):
    """Between the oldest story and a year ago."""
    oldest = Subquery(listed.order_by("revised_at").values("revised_at")[:1])
    latest = Value(_midnight(today) - YEAR, DateTimeField())
    lot = int.from_bytes(sha256(today.isoformat().encode()).digest()[:4]) / 2**32
    span = ExpressionWrapper(latest - oldest, DurationField())
    passed = ExpressionWrapper(span * Value(lot, FloatField()), DurationField())
    return ExpressionWrapper(oldest + passed, DateTimeField())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

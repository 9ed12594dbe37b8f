"""The stories of the first page: the newest, and something old.

Something old is a story published on this day of an earlier year, or one that the date draws by
lot: the same for everybody all day, but for what somebody keeps out of her lists.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.db.models import (
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    FloatField,
    Q,
    Subquery,
    Value,
)
from django.utils import timezone

from discovery import keeping_out
from discovery.criteria import Criteria, Exclusions
from discovery.search import Count, Search, statements
from stories.models import Listing

NEWEST = 10  # stories
FEW = 12  # old ones: some may be among the newest, or kept out by their reader
MORE = 50  # of the newest, where some are kept out
YEARS = 40  # so far back go the archives that come here
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Front:
    """Stories by id. `hidden` would stand among the newest; `old` is none of those, and `years` ago
    it was published on this very day, 0 if on any other."""

    newest: list[int]
    hidden: Count
    old: int | None
    years: int


def stories(user, today: date, kept_out: Exclusions) -> Front:
    rows = _rows(user, today, MORE if kept_out else NEWEST)
    latest = [pk for part, pk, _moment in rows if part == "newest"]
    if kept_out:
        left = {*keeping_out.without([pk for _part, pk, _moment in rows], kept_out, user)}
        rows = [row for row in rows if row[1] in left]
    newest = [pk for part, pk, _moment in rows if part == "newest"][:NEWEST]
    hidden = _hidden(latest, newest)
    if kept_out and len(newest) < NEWEST:
        newest = Search(Criteria(), kept_out, user).page(size=NEWEST).ids
    old = [(pk, moment, part == "day") for part, pk, moment in rows if part != "newest"]
    for pk, moment, is_of_day in old:
        if pk not in newest:
            years = today.year - timezone.localtime(moment).year if is_of_day else 0
            return Front(newest, hidden, pk, years)
    return Front(newest, hidden, None, 0)


def _hidden(latest: list[int], newest: list[int]) -> Count:
    """Of the latest those that stand before the last that is shown; where too few are left of as
    many as were looked at, there may be more."""
    if len(newest) == NEWEST:
        return Count(latest.index(newest[-1]) + 1 - NEWEST)
    return Count(len(latest) - len(newest), is_exact=len(latest) < MORE)


def _rows(user, today: date, most: int) -> list[tuple]:
    """(part, story, moment): so many of the newest, those published on this day, those by lot;
    latest first."""
    listed = Listing.objects.listed_for(user).order_by("-revised_at", "-story")
    by_day = listed.filter(_this_day(today)).order_by("-published_at", "-story")
    by_lot = listed.filter(revised_at__lte=_moment_by_lot(listed, today))
    parts = {
        "newest": (listed[:most], "revised_at"),
        "day": (by_day[:FEW], "published_at"),
        "lot": (by_lot[:FEW], "revised_at"),
    }
    first, *others = (
        rows.annotate(part=Value(name)).values_list("part", "story_id", moment)
        for name, (rows, moment) in parts.items()
    )
    order = list(parts)
    sql, params = first.union(*others, all=True).query.sql_with_params()
    return sorted(
        statements.rows(sql, params),
        key=lambda row: (order.index(row[0]), -row[2].timestamp(), -row[1]),
    )


def _this_day(today: date) -> Q:
    days = Q(pk__in=[])
    for year in range(today.year - YEARS, today.year):
        try:
            midnight = _midnight(today.replace(year=year))
        except ValueError:
            continue  # the 29th of February
        days |= Q(published_at__gte=midnight, published_at__lt=midnight + timedelta(days=1))
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

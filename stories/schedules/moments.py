"""When a time on somebody's clock comes. Pure arithmetic: no database, no request.

Twice a year most clocks jump. A time that they leave out is refused where an author names the day
(`NoSuchTimeError`); a weekly time that falls into such an hour comes when the clocks have passed
it, an hour later by their hands. A time that comes twice means the first of the two.
"""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


class NoSuchTimeError(ValueError):
    """The clocks leave this time out on that day."""


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """That time of that day on the clocks of `zone`, in UTC."""
    found = _passed(day, at, zone)
    if found.astimezone(zone).replace(tzinfo=None) != datetime.combine(day, at):
        raise NoSuchTimeError
    return found


def comes_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Do the clocks of `zone` show this time again an hour or so later, or did they before?"""
    here = moment.astimezone(zone)
    return here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()


def slots(
    weekdays: Collection[int], at: time, zone: ZoneInfo, *, after: datetime
) -> Iterator[datetime]:
    """All times after `after` at which the clocks of `zone` show `at` on one of the weekdays (0 is
    Monday), in UTC and without end: one for each such day, however the clocks jump."""
    if not weekdays:
        return
    last, day = after, after.astimezone(zone).date() - DAY
    while True:
        if day.weekday() in weekdays and (slot := _passed(day, at, zone)) > last:
            yield (last := slot)
        day += DAY


def _passed(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)

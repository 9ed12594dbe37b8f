"""Rows in an order that people change: one statement moves a row, however many there are."""

from django.db.models import Case, F, QuerySet, Value, When


def move(rows: QuerySet, pk: int, place: int) -> int | None:
    """Put a row at this place among `rows`, counted from 1, and answer where it stands now: at the
    end where there is no such place, None where there is no such row. The caller holds a lock.

    Positions may have gaps. The rows between both places go on by one.
    """
    positions = list(rows.order_by("position").values_list("pk", "position"))
    ranks = {row: rank for rank, (row, _position) in enumerate(positions)}
    if pk not in ranks:
        return None
    place = min(max(place, 1), len(positions))
    start, end = positions[ranks[pk]][1], positions[place - 1][1]
    if start != end:
        step = 1 if end < start else -1
        between = rows.filter(position__range=sorted((start, end)))
        moved = Case(When(pk=pk, then=Value(end)), default=F("position") + step)
        between.order_by().update(position=moved)
    return place


def close_gap(rows: QuerySet, position: int) -> None:
    """What stood behind a row that is gone moves up by one."""
    rows.filter(position__gt=position).order_by().update(position=F("position") - 1)

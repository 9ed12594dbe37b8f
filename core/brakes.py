"""Brakes: what waits for the moderators, or is closed, for some hours in a flood.

Every process keeps them for the few seconds for which it keeps the site's settings; the hour at
which one ends is looked at each time.
"""

import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core import audit, events
from core.models import Brake

HOURS = (1, 24, 72)  # for which one can be pulled
DAYS = 7  # so long an account is young
Kind = Brake.Kind

_kept: dict[str, Any] = {}


def on() -> dict[str, Brake]:
    """The brakes that are on, by kind; one query at most."""
    now = time.monotonic()
    if not _kept or now - _kept["at"] >= settings.SITE_SETTINGS_SECONDS:
        rows = _pulled().select_related("by").order_by("pk")
        _kept.update(at=now, brakes={brake.kind: brake for brake in rows})
    here = timezone.now()
    return {kind: brake for kind, brake in _kept["brakes"].items() if brake.ends_at > here}


def is_on(kind: str) -> bool:
    return kind in on()


def until(kind: str) -> datetime | None:
    brake = on().get(kind)
    return brake.ends_at if brake else None


def holds(user) -> bool:
    """Does what this person writes wait for the moderators? Helpers are never young."""
    brakes = on()
    if not user.is_authenticated:
        return Kind.GUESTS in brakes
    brake = brakes.get(Kind.YOUNG)
    return brake is not None and is_young(user, brake.days)


def is_young(user, days: int = DAYS) -> bool:
    return not user.is_staff and timezone.now() - user.date_joined < timedelta(days=days)


@transaction.atomic
def pull(kind: str, *, hours: int, by=None, days: int = DAYS, reason: str = "") -> Brake:
    """`by` nobody: the archive itself. Pulled again, it holds as was said last."""
    _pulled().filter(kind=kind).update(lifted_at=timezone.now())
    ends_at = timezone.now() + timedelta(hours=hours)
    brake = Brake.objects.create(kind=kind, ends_at=ends_at, days=days, by=by, reason=reason)
    said = {"kind": str(kind), "hours": hours, "days": days}
    audit.record("brake.pull", by=by, about=brake, reason=reason, **said)
    events.record("brake.pulled", brake_id=brake.pk)
    _from_now_on()
    return brake


@transaction.atomic
def lift(kind: str, *, by) -> bool:
    """False where it was off already."""
    brakes = list(_pulled().filter(kind=kind).select_for_update())
    for brake in brakes:
        brake.lifted_at = timezone.now()
        brake.save(update_fields=["lifted_at"])
        audit.record("brake.lift", by=by, about=brake, kind=str(kind))
    _from_now_on()
    return bool(brakes)


def forget() -> None:
    _kept.clear()


def _pulled():
    return Brake.objects.filter(lifted_at=None, ends_at__gt=timezone.now())


def _from_now_on() -> None:
    forget()
    transaction.on_commit(forget)

"""Facts that have consequences: a row in the queue, in the same transaction as the fact itself.

The left tells the right without importing it: archive/consequences.py knows who listens.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

TASK = "archive.consequences.happened"
BEHIND = -5  # the priority of what comes by the thousand


def record(event: str, *, not_before: datetime | None = None, **facts: Any) -> None:
    """`event` is "noun.verb"; `facts` are ids and plain values, never objects."""
    app.configure_task(TASK, schedule_at=not_before).defer(event=event, facts=facts)


def record_many(happened: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Of thousands at once, in one statement; whatever else happens goes first."""
    jobs: list[dict[str, JSONValue]] = [
        {"event": event, "facts": facts} for event, facts in happened
    ]
    if jobs:
        app.configure_task(TASK, priority=BEHIND).batch_defer(*jobs)

"""Facts that have consequences: a row in the queue, in the same transaction as the fact itself.

The left tells the right without importing it: archive/consequences.py knows who listens.
"""

from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app

TASK = "archive.consequences.happened"


def record(event: str, *, not_before: datetime | None = None, **facts: Any) -> None:
    """`event` is "noun.verb"; `facts` are ids and plain values, never objects."""
    app.configure_task(TASK, schedule_at=not_before).defer(event=event, facts=facts)

"""What the admin's front page tells besides what waits: the last decisions and the archive in
numbers. Each costs the same for any number of rows."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from moderation.admin.links import names_of, to_subject
from moderation.models import Decision
from moderation.waiting import newest_reviews
from moderation.waves import Number
from stories.models import Story
from stories.querysets import PUBLIC

LOOKED_AT = 200  # decisions, of which
SHOWN = 10  # lines are made: a wave of spam ends in one, not in sixty
UNREAD = ("summary", "notes", "end_notes", "dedication", "au_premise", "header_lines")


@dataclass
class Line:
    """Decisions made at once: by one person, in the same words, within the same minutes."""

    verb: str
    verb_in_words: str
    by: str
    reason: str
    when: object
    number: int
    subject: str  # safe HTML, of the only one


def last_decisions() -> list[Line]:
    lines: dict[tuple, Line] = {}
    for decision in _decisions():
        key = (decision.verb, decision.by_id, decision.reason, decision.created_at.date())
        if line := lines.get(key):
            line.number += 1
        elif len(lines) < SHOWN:
            lines[key] = _line(decision)
    return list(lines.values())


def numbers() -> dict[str, int]:
    now = timezone.now()
    week_ago = now - timedelta(days=7)
    day_ago = now - timedelta(days=1)
    counted = {
        "stories": Story.objects.filter(PUBLIC),
        "people": User.objects.all(),
        "reviews_of_day": newest_reviews().filter(created_at__gt=day_ago),
        "reviews_of_week": newest_reviews().filter(created_at__gt=week_ago),
    }
    counts = (Number(rows.order_by().values("pk")) for rows in counted.values())
    row = User.objects.order_by().values_list(*counts)[:1].get()  # somebody is looking at it
    return dict(zip(counted, row, strict=True))


def _decisions():
    return (
        Decision.objects.select_related("story", "review", "account", "sweep", "by")
        .defer(*(f"story__{field}" for field in UNREAD))
        .prefetch_related("by__pen_names", "account__pen_names")[:LOOKED_AT]
    )


def _line(decision: Decision) -> Line:
    return Line(
        decision.verb,
        decision.get_verb_display(),
        names_of(decision.by),
        decision.reason,
        decision.created_at,
        1,
        to_subject(decision),
    )

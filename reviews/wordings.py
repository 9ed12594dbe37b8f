"""How a review came to say what it says: each wording, and what changed from one to the next."""

from dataclasses import dataclass
from datetime import datetime

from core.differences import Change, differences


@dataclass(frozen=True)
class Step:
    html: str
    since: datetime
    is_current: bool
    changes: list[Change] | None  # None: it is the first; empty: only its formatting is another


def steps(review) -> list[Step]:
    """The newest first."""
    texts = [(wording.html, wording.written_at) for wording in review.wordings.all()]
    texts.append((review.html, review.edited_at or review.created_at))
    found: list[Step] = []
    for place, (html, since) in enumerate(texts):
        changes = differences(texts[place - 1][0], html) if place else None
        found.append(Step(html, since, place + 1 == len(texts), changes))
    return found[::-1]

"""A decision is told to whom it concerns: who wrote the thing, or whose account it is."""

from accounts.models import User
from moderation.decisions import writers_of
from moderation.models import Decision
from notices.models import Kind, Notice


def decision_made(decision_id: int) -> None:
    about = ("story", "review__story", "account", "image__story")
    decision = Decision.objects.select_related(*about).filter(pk=decision_id).first()
    if decision is None or decision.subject is None:
        return
    what, story = _named(decision)
    detail = {"verb": decision.verb, "what": what, "reason": decision.reason}
    for person in _concerned(decision):
        if person.pk != decision.by_id:
            key = f"decision:{decision.pk}"
            Notice.tell(person, Kind.DECISION, key, story=story, detail=detail)


def _named(decision: Decision):
    """What it is about, and the story that its sentence names. Of a review only the story is
    looked up again: its writer does not see a hidden one, but is told that it was hidden."""
    if decision.review:
        return "review", decision.review.story
    if decision.image:
        return "image", decision.image.story
    return ("story", decision.story) if decision.story else ("account", None)


def _concerned(decision: Decision) -> list[User]:
    if decision.account:
        return [decision.account]
    thing = decision.image.story if decision.image else decision.subject
    return list(writers_of(thing))

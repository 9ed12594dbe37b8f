"""Many reviews held or removed at once, and taken back. It costs the same few statements for any
number up to AT_ONCE; the worker goes on with the rest, each part a transaction of its own. Two or
three columns of a review change, and taking it back gives back just those, where nobody has changed
them since.

Whoever must not decide is refused here, whatever page was used.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts.models import User
from core import audit, events
from moderation import decisions
from moderation import sweep_statements as sql
from moderation.decisions import RefusedError
from moderation.models import Decision, Report, Sweep, Swept
from reviews.models import Review

SUSPEND = "moderation.suspend_swept"
LIFT = "moderation.lift_swept"
GO_ON = "moderation.go_on_sweeping"
AT_ONCE = 5_000  # reviews, in one transaction

VERBS = {Sweep.Verb.HOLD: Decision.Verb.SWEEP_HOLD, Sweep.Verb.REMOVE: Decision.Verb.SWEEP}


@transaction.atomic
def make(
    reviews, verb: str, *, by: User, reason: str, alike: dict | None = None, suspends: bool = False
) -> Sweep:
    """`reviews` held or removed (Sweep.Verb), AT_ONCE now and the rest by the worker; `alike` says
    how they were found; where it `suspends` the worker suspends the young accounts that wrote
    them."""
    decisions.permit(by)
    reason = decisions.required(reason)
    chosen = list(reviews.order_by("pk").values_list("pk", flat=True))
    alike = (alike or {}) | {"number": 0, "suspends": suspends}
    sweep = Sweep.objects.create(verb=verb, by=by, reason=reason, alike=alike)
    _sweep_some(sweep, chosen)
    if not (sweep.number or sweep.left):
        raise RefusedError(_("None of them stands there any more."))
    _decide(VERBS[Sweep.Verb(verb)], sweep, by, reason, reviews=sweep.number + sweep.left)
    return sweep


@transaction.atomic
def take_back(sweep: Sweep, *, by: User, reason: str = "") -> int:
    """All as it stood before, but what somebody has changed or deleted since stays as it is now;
    how many came back at once. Accounts that were suspended with it are free again."""
    decisions.permit(by)
    sweep = Sweep.objects.select_for_update().get(pk=sweep.pk)
    if not sweep.may_be_taken_back:
        raise RefusedError(_("It cannot be taken back any more."))
    sweep.undone_at = timezone.now()
    swept = list(sweep.swept.order_by("review").values_list("review", flat=True))
    back = _bring_some_back(sweep, swept)
    if sweep.alike.get("suspends"):
        app.configure_task(LIFT, lock=_lock(sweep)).defer(sweep_id=sweep.pk, by_id=by.pk)
    _decide(Decision.Verb.UNSWEEP, sweep, by, reason, reviews=len(swept))
    return back


@transaction.atomic
def go_on(sweep_id: int) -> None:
    """With the next of what is left. Run again after it was done, it finds nothing left."""
    sweep = Sweep.objects.select_for_update().filter(pk=sweep_id).first()
    if sweep is None or not sweep.left:
        return
    left = sweep.alike["left"]
    if sweep.undone_at:
        _bring_some_back(sweep, left)
    else:
        _sweep_some(sweep, left)


def _sweep_some(sweep: Sweep, reviews: list[int]) -> None:
    some = reviews[:AT_ONCE]
    which = {"sweep": sweep.pk, "reviews": some}
    _run(sql.LOCK, reviews=some)
    sweep.alike["number"] += _run(sql.REMEMBER, **which, verb=sweep.verb)
    _run(sql.REMOVE if sweep.verb == Sweep.Verb.REMOVE else sql.HOLD, **which)
    shown = sweep.swept.filter(review__in=some).exclude(before__approved_at=None)
    _count(list(shown.values_list("review", flat=True)), -1)
    if sweep.verb == Sweep.Verb.REMOVE:
        _reports(sweep, closed_at=None).update(closed_at=sweep.created_at)
    _leave(sweep, reviews[AT_ONCE:])
    if sweep.alike["suspends"] and not sweep.left:
        app.configure_task(SUSPEND, lock=_lock(sweep)).defer(sweep_id=sweep.pk)


def _bring_some_back(sweep: Sweep, reviews: list[int]) -> int:
    some = reviews[:AT_ONCE]
    _run(sql.LOCK, reviews=some)
    statement = sql.UNHIDE if sweep.verb == Sweep.Verb.REMOVE else sql.LET_GO
    back = _rows(statement, sweep=sweep.pk, reviews=some)
    _count([pk for pk, is_shown in back if is_shown], 1)
    events.record_many(  # whoever was not told before is told now
        ("review.shown" if is_shown else "review.held", {"review_id": pk}) for pk, is_shown in back
    )
    of_those = _reports(sweep, closed_at=sweep.created_at, review__in=[pk for pk, _shown in back])
    of_those.update(closed_at=None)
    _leave(sweep, reviews[AT_ONCE:])
    return len(back)


def _leave(sweep: Sweep, left: list[int]) -> None:
    """To the worker."""
    sweep.alike.pop("left", None)
    if left:
        sweep.alike["left"] = left
        app.configure_task(GO_ON, lock=_lock(sweep)).defer(sweep_id=sweep.pk)
    sweep.save(update_fields=["alike", "undone_at"])


def _reports(sweep: Sweep, **how):
    """Closed with it they keep what they quote, for as long as it can be taken back."""
    return Report.objects.filter(review__swept__sweep=sweep, **how)


def _lock(sweep: Sweep) -> str:
    return f"sweep {sweep.pk}"


def delete_old() -> None:
    """What was removed and not taken back in time: words and names are gone, and what has answers
    leaves a tombstone. What a moderator has shown again meanwhile stays."""
    long_ago = timezone.now() - timedelta(days=Sweep.DAYS)
    removed = Sweep.objects.filter(verb=Sweep.Verb.REMOVE, undone_at=None, created_at__lt=long_ago)
    for sweep in removed:
        gone = Review.objects.filter(swept__sweep=sweep, hidden_at=sweep.created_at)
        for pk in list(gone.order_by("-pk").values_list("pk", flat=True)):
            if review := Review.objects.filter(pk=pk).first():  # a tombstone goes with its answers
                review.remove()
        decisions.close(_reports(sweep, closed_at=sweep.created_at))
        Swept.objects.filter(sweep=sweep).delete()


def _decide(verb: str, sweep: Sweep, by: User, reason: str, **facts) -> None:
    decision = Decision.objects.create(verb=verb, sweep=sweep, by=by, reason=reason)
    kind = "take_back" if verb == Decision.Verb.UNSWEEP else sweep.verb
    audit.record(f"sweep.{kind}", by=by, about=sweep, reason=reason, decision=decision.pk, **facts)


def _count(reviews: list[int], step: int) -> None:
    """Of what everybody sees, so many more or fewer: of their stories and threads."""
    _run(sql.LOCK_TALLIES, reviews=reviews)
    _run(sql.COUNT_REVIEWS, reviews=reviews, step=step)
    _run(sql.COUNT_ANSWERS, reviews=reviews, step=step)


def _run(statement: str, **parameters) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def _rows(statement: str, **parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()

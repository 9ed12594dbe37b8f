"""Many reviews held or removed at once, and taken back. Each verb is one transaction and costs the
same few statements for any number; it changes two or three columns of a review, and taking it back
gives back just those, where nobody has changed them since.

Whoever must not decide is refused here, whatever page was used.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts.models import User
from core import audit, events
from core.brakes import DAYS
from moderation import decisions
from moderation.decisions import RefusedError
from moderation.models import Decision, Report, Sweep, Swept
from reviews.models import Review

SUSPEND = "moderation.suspend_swept"
LIFT = "moderation.lift_swept"

VERBS = {Sweep.Verb.HOLD: Decision.Verb.SWEEP_HOLD, Sweep.Verb.REMOVE: Decision.Verb.SWEEP}


@transaction.atomic
def make(
    reviews, verb: str, *, by: User, reason: str, alike: dict | None = None, suspends: bool = False
) -> Sweep:
    """`reviews` held or removed (Sweep.Verb); `alike` says how they were found; where it `suspends`
    the worker suspends the young accounts that wrote them."""
    decisions.permit(by)
    reason = decisions.required(reason)
    chosen = list(reviews.order_by().values_list("pk", flat=True))
    sweep = Sweep.objects.create(verb=verb, by=by, reason=reason, alike=alike or {})
    _run(LOCK, reviews=chosen)
    number = _run(REMEMBER, reviews=chosen, sweep=sweep.pk, verb=verb)
    if not number:
        raise RefusedError(_("None of them stands there any more."))
    _run(REMOVE if verb == Sweep.Verb.REMOVE else HOLD, sweep=sweep.pk)
    shown = sweep.swept.exclude(before__approved_at=None)
    _count(list(shown.values_list("review", flat=True)), -1)
    if verb == Sweep.Verb.REMOVE:
        decisions.close(Report.objects.filter(closed_at=None, review__swept__sweep=sweep))
    sweep.alike |= {"number": number, "suspends": suspends}
    sweep.save(update_fields=["alike"])
    if suspends:
        app.configure_task(SUSPEND, lock=f"sweep {sweep.pk}").defer(sweep_id=sweep.pk)
    _decide(VERBS[Sweep.Verb(verb)], sweep, by, reason, reviews=number)
    return sweep


@transaction.atomic
def take_back(sweep: Sweep, *, by: User, reason: str = "") -> int:
    """All as it stood before, but what somebody has changed or deleted since stays as it is now;
    how many came back. Accounts that were suspended with it are free again."""
    decisions.permit(by)
    sweep = Sweep.objects.select_for_update().get(pk=sweep.pk)
    if not sweep.may_be_taken_back:
        raise RefusedError(_("It cannot be taken back any more."))
    _run(LOCK, reviews=list(sweep.swept.values_list("review", flat=True)))
    back = _rows(UNHIDE if sweep.verb == Sweep.Verb.REMOVE else LET_GO, sweep=sweep.pk)
    _count([pk for pk, is_shown in back if is_shown], 1)
    events.record_many(  # whoever was not told before is told now
        ("review.shown" if is_shown else "review.held", {"review_id": pk}) for pk, is_shown in back
    )
    sweep.undone_at = timezone.now()
    sweep.save(update_fields=["undone_at"])
    if sweep.alike.get("suspends"):
        app.configure_task(LIFT, lock=f"sweep {sweep.pk}").defer(sweep_id=sweep.pk, by_id=by.pk)
    _decide(Decision.Verb.UNSWEEP, sweep, by, reason, reviews=len(back))
    return len(back)


def suspend_writers(sweep: Sweep) -> None:
    """Of accounts that were young then. One after the other, each in a transaction of its own: run
    again, it goes on where it was broken off."""
    by = sweep.by
    if by is None:
        return
    young = sweep.created_at - timedelta(days=DAYS)
    writers = User.objects.filter(pen_names__reviews__swept__sweep=sweep, date_joined__gt=young)
    for writer in writers.filter(suspended_at=None).order_by("pk").distinct():
        if Sweep.objects.filter(pk=sweep.pk, undone_at=None).exists():
            _whatever_it_is(decisions.suspend, writer, by=by, reason=sweep.reason, sweep=sweep)


def lift_writers(sweep: Sweep, by: User) -> None:
    """Of those that were suspended with it, and about whom nothing was decided since."""
    for decision in sweep.decisions.filter(verb=Decision.Verb.SUSPEND).select_related("account"):
        later = Decision.objects.filter(account=decision.account_id, pk__gt=decision.pk)
        if decision.account and decision.account.is_suspended and not later.exists():
            _whatever_it_is(decisions.lift, decision.account, by=by)


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
        Swept.objects.filter(sweep=sweep).delete()


def _whatever_it_is(verb, account: User, **said) -> None:
    """Somebody else may have decided about this account a moment ago."""
    try:
        verb(account, **said)
    except RefusedError:
        return


def _decide(verb: str, sweep: Sweep, by: User, reason: str, **facts) -> None:
    decision = Decision.objects.create(verb=verb, sweep=sweep, by=by, reason=reason)
    kind = "take_back" if verb == Decision.Verb.UNSWEEP else sweep.verb
    audit.record(f"sweep.{kind}", by=by, about=sweep, reason=reason, decision=decision.pk, **facts)


def _count(reviews: list[int], step: int) -> None:
    """Of what everybody sees, so many more or fewer: of their stories and threads."""
    _run(LOCK_TALLIES, reviews=reviews)
    _run(COUNT_REVIEWS, reviews=reviews, step=step)
    _run(COUNT_ANSWERS, reviews=reviews, step=step)


def _run(sql: str, **parameters) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


def _rows(sql: str, **parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


# Roots before answers, as everybody locks them who changes a thread: they came first.
LOCK = """
SELECT id FROM reviews_review
WHERE id = ANY(%(reviews)s::bigint[])
    OR id IN (SELECT root_id FROM reviews_review WHERE id = ANY(%(reviews)s::bigint[]))
ORDER BY id FOR UPDATE
"""

# How each stands, whole, and by what it is known whether its words are still the same. What
# another sweep holds is held.
REMEMBER = """
INSERT INTO moderation_swept (sweep_id, review_id, before)
SELECT %(sweep)s, review.id, jsonb_build_object(
    'approved_at', approved_at, 'held_for', held_for, 'hidden_at', hidden_at,
    'hidden_reason', hidden_reason, 'kept_back_at', kept_back_at,
    'called_spam_at', called_spam_at, 'fingerprint', fingerprint, 'links', to_jsonb(links)
)
FROM reviews_review review
WHERE review.id = ANY(%(reviews)s::bigint[]) AND hidden_at IS NULL AND deleted_at IS NULL
    AND (%(verb)s = 'remove' OR held_for <> 'moderators' OR NOT EXISTS (
        SELECT FROM moderation_swept other JOIN moderation_sweep sweep ON sweep.id = other.sweep_id
        WHERE other.review_id = review.id AND sweep.verb = 'hold' AND sweep.undone_at IS NULL
    ))
"""

HOLD = """
UPDATE reviews_review SET approved_at = NULL, held_for = 'moderators', kept_back_at = NULL
FROM moderation_swept swept
WHERE swept.review_id = reviews_review.id AND swept.sweep_id = %(sweep)s
"""

REMOVE = """
UPDATE reviews_review SET hidden_at = sweep.created_at, hidden_reason = sweep.reason
FROM moderation_swept swept JOIN moderation_sweep sweep ON sweep.id = swept.sweep_id
WHERE swept.review_id = reviews_review.id AND sweep.id = %(sweep)s
"""

# Held still, and in the same words.
LET_GO = """
UPDATE reviews_review review SET
    approved_at = (before ->> 'approved_at')::timestamptz,
    held_for = before ->> 'held_for',
    kept_back_at = (before ->> 'kept_back_at')::timestamptz
FROM moderation_swept swept
WHERE swept.review_id = review.id AND swept.sweep_id = %(sweep)s
    AND review.deleted_at IS NULL AND review.held_for = 'moderators'
    AND review.called_spam_at IS NOT DISTINCT FROM (before ->> 'called_spam_at')::timestamptz
    AND (before ->> 'fingerprint' IS NULL OR (
        review.fingerprint = (before ->> 'fingerprint')::bigint
        AND to_jsonb(review.links) = before -> 'links'
    ))
RETURNING review.id, review.approved_at IS NOT NULL AND review.hidden_at IS NULL
"""

# Hidden still, and by this sweep.
UNHIDE = """
UPDATE reviews_review review SET hidden_at = NULL, hidden_reason = ''
FROM moderation_swept swept JOIN moderation_sweep sweep ON sweep.id = swept.sweep_id
WHERE swept.review_id = review.id AND sweep.id = %(sweep)s
    AND review.deleted_at IS NULL AND review.hidden_at = sweep.created_at
RETURNING review.id, review.approved_at IS NOT NULL
"""

LOCK_TALLIES = """
SELECT story_id FROM stories_tally
WHERE story_id IN (SELECT story_id FROM reviews_review WHERE id = ANY(%(reviews)s::bigint[]))
ORDER BY story_id FOR UPDATE
"""

COUNT_REVIEWS = """
UPDATE stories_tally SET reviews = greatest(stories_tally.reviews + %(step)s * counted.number, 0)
FROM (
    SELECT story_id, count(*) AS number FROM reviews_review
    WHERE id = ANY(%(reviews)s::bigint[]) GROUP BY story_id
) counted
WHERE stories_tally.story_id = counted.story_id
"""

COUNT_ANSWERS = """
UPDATE reviews_review root SET answer_count = greatest(answer_count + %(step)s * counted.number, 0)
FROM (
    SELECT root_id, count(*) AS number FROM reviews_review
    WHERE id = ANY(%(reviews)s::bigint[]) AND root_id IS NOT NULL GROUP BY root_id
) counted
WHERE root.id = counted.root_id
"""

"""The young accounts that wrote what was swept: suspended with it, and free again with it."""

from accounts.models import User
from moderation import decisions
from moderation.decisions import RefusedError
from moderation.models import Decision, Sweep
from moderation.waves import BY_YOUNG
from reviews.models import Review


def suspend(sweep: Sweep) -> None:
    """Of accounts that were young when they wrote it, as the page counted them. One after the
    other, each in a transaction of its own: run again, it goes on where it was broken off."""
    by = sweep.by
    if by is None:
        return
    young = Review.objects.filter(BY_YOUNG, swept__sweep=sweep)
    writers = User.objects.filter(pk__in=young.values("pen_name__user"), suspended_at=None)
    for writer in writers.order_by("pk"):
        if Sweep.objects.filter(pk=sweep.pk, undone_at=None).exists():
            _whatever_it_is(decisions.suspend, writer, by=by, reason=sweep.reason, sweep=sweep)


def lift(sweep: Sweep, by: User) -> None:
    """Of those that were suspended with it, and about whom nothing was decided since."""
    for decision in sweep.decisions.filter(verb=Decision.Verb.SUSPEND).select_related("account"):
        later = Decision.objects.filter(account=decision.account_id, pk__gt=decision.pk)
        if decision.account and decision.account.is_suspended and not later.exists():
            _whatever_it_is(decisions.lift, decision.account, by=by)


def _whatever_it_is(verb, account: User, **said) -> None:
    """Somebody else may have decided about this account a moment ago."""
    try:
        verb(account, **said)
    except RefusedError:
        return

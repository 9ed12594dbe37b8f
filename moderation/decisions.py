"""What moderators do. Each verb is one transaction: the thing changes, a Decision says who, what
and why, the log has an entry, and the reports about the thing are closed.

Whoever must not decide is refused here, whatever page was used.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import one_time_link, second_step
from accounts.models import User
from core import audit, events
from moderation.models import Decision, Report, Sweep
from reviews import first_reading, holding, spam
from reviews.models import HeldFor, Review
from stories.models import Byline, Story, StoryImage

Verb = Decision.Verb


class RefusedError(Exception):
    """The message is for the moderator."""


@transaction.atomic
def hide(thing: Story | Review, *, by: User, reason: str, report: Report | None = None) -> Decision:
    reason = required(reason)
    thing = _locked(thing, by)
    if thing.is_hidden:
        raise RefusedError(_("It is hidden already."))
    thing.hide(reason)
    return _decide(Verb.HIDE, thing, by, reason, report or _open_reports(thing).first())


@transaction.atomic
def restore(
    thing: Story | Review, *, by: User, reason: str = "", report: Report | None = None
) -> Decision:
    thing = _locked(thing, by)
    if not thing.is_hidden:
        raise RefusedError(_("It is not hidden."))
    thing.unhide()
    return _decide(Verb.RESTORE, thing, by, reason, report)


@transaction.atomic
def suspend(
    account: User,
    *,
    by: User,
    reason: str,
    report: Report | None = None,
    sweep: Sweep | None = None,
) -> Decision:
    reason = required(reason)
    account = _locked(account, by)
    if account.is_suspended:
        raise RefusedError(_("This person is suspended already."))
    account.suspend(reason)
    first_reading.pass_on()
    return _decide(Verb.SUSPEND, account, by, reason, report, sweep=sweep)


@transaction.atomic
def hide_and_suspend(
    thing: Story | Review, *, by: User, reason: str, report: Report | None = None
) -> None:
    """Against a wave of spam, in one step: the thing is hidden and whoever wrote it suspended.
    What is so already stays so; a guest has no account; one writer whom `by` must not judge
    keeps the thing as it is."""
    permit(by)
    writers = [writer for writer in writers_of(thing) if not writer.is_suspended]
    if thing.is_hidden and not writers:
        raise RefusedError(_("It is hidden already."))
    if not thing.is_hidden:
        hide(thing, by=by, reason=reason, report=report)
    for writer in writers:
        suspend(writer, by=by, reason=reason, report=report)


def writers_of(thing: Story | Review):
    """The accounts that bear a story or a review: as they are now."""
    if isinstance(thing, Review):
        return User.objects.filter(pen_names=thing.pen_name_id) if thing.pen_name_id else []
    lines = thing.bylines.filter(state=Byline.State.ACCEPTED)
    return User.objects.filter(pk__in=lines.values("pen_name__user")).order_by("pk")


@transaction.atomic
def lift(account: User, *, by: User, reason: str = "") -> Decision:
    account = _locked(account, by)
    if not account.is_suspended:
        raise RefusedError(_("This person is not suspended."))
    account.lift_suspension()
    return _decide(Verb.LIFT, account, by, reason, None)


@transaction.atomic
def let_in(account: User, *, by: User, reason: str = "") -> Decision:
    """Also whom somebody turned away."""
    account = _locked(account, by)
    if not account.is_waiting:
        raise RefusedError(_("This person does not wait to be let in."))
    account.let_in()
    return _decide(Verb.LET_IN, account, by, reason, None)


@transaction.atomic
def turn_away(account: User, *, by: User, reason: str) -> Decision:
    reason = required(reason)
    account = _locked(account, by)
    if not (account.is_waiting and account.is_active):
        raise RefusedError(_("This person does not wait to be let in."))
    account.turn_away(reason)
    return _decide(Verb.TURN_AWAY, account, by, reason, None)


@transaction.atomic
def make_one_time_link(account: User, *, by: User, reason: str = "") -> str:
    """The path of the page that sets a new password. It is told to `by` alone, and now alone."""
    account = _locked(account, by)
    if not account.is_active:
        raise RefusedError(_("This account is closed."))
    _decide(Verb.LINK, account, by, reason, None)
    return one_time_link.path_for(account)


@transaction.atomic
def take_second_step_away(account: User, *, by: User, reason: str = "") -> Decision:
    account = _locked(account, by)
    if not second_step.has_second_step(account):
        raise RefusedError(_("This person has no two-step sign-in."))
    second_step.take_away(account)
    return _decide(Verb.ONE_STEP, account, by, reason, None)


@transaction.atomic
def remove(image: StoryImage, *, by: User, reason: str) -> Decision:
    """The story stays; where the picture stood, a sentence stands. Its author reads the reason."""
    reason = required(reason)
    image = _locked(image, by)
    if image.is_removed:
        raise RefusedError(_("It is removed already."))
    image.remove(reason)
    return _decide(Verb.REMOVE, image, by, reason, None)


@transaction.atomic
def put_back(image: StoryImage, *, by: User, reason: str = "") -> Decision:
    image = _locked(image, by)
    if not image.is_removed:
        raise RefusedError(_("It is not removed."))
    image.put_back()
    return _decide(Verb.PUT_BACK, image, by, reason, None)


def took_second_step_since(account: User, moment: datetime) -> bool:
    """Whether a moderator took two-step sign-in away from `account` after `moment`."""
    taken = Decision.objects.filter(account_id=account.pk, verb=Verb.ONE_STEP)
    return taken.filter(created_at__gt=moment).exists()


@transaction.atomic
def let_through(review: Review, *, by: User, reason: str = "") -> None:
    """What waits for the moderators goes on to whoever would have had it, though a brake is on or
    a program calls it spam. What its author called spam has a report, and is decided there."""
    review = _locked(review, by)
    if review.held_for != HeldFor.MODERATORS or review.called_spam_at:
        raise RefusedError(_("It does not wait for the moderators."))
    spam.was_wrong_about(review)
    holding.let_go(review)
    audit.record("review.let_through", by=by, about=review, reason=reason)


@transaction.atomic
def dismiss(report: Report, *, by: User, reason: str = "") -> Decision:
    """Nothing was wrong: this report is closed, the thing stays as it is."""
    permit(by)
    if report.review:
        report.review.lock()  # before the report, as whoever decides about it does
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.is_open:
        raise RefusedError(_("This report is closed already."))
    close(Report.objects.filter(pk=report.pk))
    if report.review and report.reason == Report.Reason.SPAM:
        report.review.clear_of_spam()
    decision = Decision.objects.create(
        verb=Verb.DISMISS,
        story_id=report.story_id,
        review_id=report.review_id,
        report=report,
        by=by,
        reason=reason,
    )
    audit.record("report.dismiss", by=by, about=report, reason=reason, decision=decision.pk)
    return decision


def may_judge(by: User, account: User) -> bool:
    """Nobody judges herself; accounts of staff are for administrators."""
    if account.pk == by.pk:
        return False
    return by.is_superuser or not (account.is_staff or account.is_superuser)


def permit(by: User) -> None:
    if not by.is_moderator or by.is_suspended:
        raise PermissionDenied


def close(reports) -> None:
    """What a closed report quoted is no longer needed."""
    reports.update(closed_at=timezone.now(), quote="", writer=None)


def required(reason: str) -> str:
    if not reason.strip():
        raise RefusedError(_("Give a reason: the person concerned reads it."))
    return reason.strip()


def _decide(
    verb, thing, by: User, reason: str, report: Report | None, *, sweep: Sweep | None = None
) -> Decision:
    field = _field(thing)
    decision = Decision.objects.create(
        verb=verb, by=by, reason=reason, report=report, sweep=sweep, **{field: thing}
    )
    audit.record(f"{field}.{verb}", by=by, about=thing, reason=reason, decision=decision.pk)
    events.record("decision.made", decision_id=decision.pk)
    if verb == Verb.HIDE:
        close(_open_reports(thing))
    return decision


def _field(thing) -> str:
    """Of Decision, that points at it."""
    names = {User: "account", StoryImage: "image"}
    model = type(thing)._meta.concrete_model
    return names.get(model, model._meta.model_name)


def _locked(thing, by: User):
    """The row as it is now, and until the decision is made."""
    permit(by)
    model = type(thing)._meta.concrete_model  # people and pictures come by proxies as well
    if model is Review:
        thing.lock()  # its thread first, as everybody does
    row = model._base_manager.select_for_update().get(pk=thing.pk)
    if model is User and not may_judge(by, row):
        raise RefusedError(_("You cannot decide about this account."))
    return row


def _open_reports(thing):
    return Report.objects.filter(closed_at=None, **{thing._meta.model_name: thing})

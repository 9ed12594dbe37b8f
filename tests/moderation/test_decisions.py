"""Decisions: each says who, what, why and when, can be taken back, and not everybody makes it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.models import AuditEntry
from moderation import decisions
from moderation.models import Account, Decision, Report
from reviews.models import Review
from stories.models import Listing, Story


@pytest.fixture
def review(bob, story):
    return Review.post(story=story, pen_name=bob.pen_name, html="<p>Nasty words.</p>")


@pytest.mark.parametrize("kind", ["story", "review"])
def test_hiding_and_restoring_is_written_down(request, mod, bob, charlie, kind):
    thing = request.getfixturevalue(kind)
    report = Report.file(thing, by=bob, reason="spam")
    other = Report.file(thing, by=charlie, reason="harassment")
    decisions.hide(thing, by=mod, reason=" It threatens somebody. ", report=report)
    thing.refresh_from_db()
    assert thing.is_hidden
    assert thing.hidden_reason == "It threatens somebody."
    for row in (report, other):
        row.refresh_from_db()
        assert not row.is_open
        assert row.quote == ""
    decision = Decision.objects.get()
    assert (decision.subject, decision.by, decision.report) == (thing, mod, report)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id, entry.object_id) == (f"{kind}.hide", mod.pk, thing.pk)
    assert entry.reason == "It threatens somebody."

    decisions.restore(thing, by=mod)
    thing.refresh_from_db()
    assert not thing.is_hidden
    assert AuditEntry.objects.count() == 2


def test_the_story_leaves_the_lists_and_comes_back(mod, story):
    decisions.hide(story, by=mod, reason="Stolen")
    assert not Story.objects.public().exists()
    assert not Listing.objects.filter(pk=story.pk).exists()
    decisions.restore(story, by=mod)
    assert Listing.objects.filter(pk=story.pk).exists()


def test_nothing_is_hidden_twice(mod, story):
    decisions.hide(story, by=mod, reason="Stolen")
    with pytest.raises(decisions.RefusedError):
        decisions.hide(story, by=mod, reason="Stolen")
    decisions.restore(story, by=mod)
    with pytest.raises(decisions.RefusedError):
        decisions.restore(story, by=mod)
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_given(mod, bob, story, reason):
    with pytest.raises(decisions.RefusedError):
        decisions.hide(story, by=mod, reason=reason)
    with pytest.raises(decisions.RefusedError):
        decisions.suspend(bob, by=mod, reason=reason)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["bob", "alice", "editor"])
def test_nobody_else_decides(request, charlie, story, who):
    user = request.getfixturevalue(who)
    report = Report.file(story, by=charlie, reason="spam")
    for decide in (
        lambda: decisions.hide(story, by=user, reason="Mine"),
        lambda: decisions.restore(story, by=user),
        lambda: decisions.suspend(charlie, by=user, reason="Mine"),
        lambda: decisions.lift(charlie, by=user),
        lambda: decisions.dismiss(report, by=user),
    ):
        with pytest.raises(PermissionDenied):
            decide()
    assert not Decision.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_suspended_moderator_decides_nothing(mod, story):
    mod.suspend("Went wild")
    with pytest.raises(PermissionDenied):
        decisions.hide(story, by=mod, reason="Mine")


def test_suspending_and_lifting(mod, bob):
    decisions.suspend(Account.objects.get(pk=bob.pk), by=mod, reason="Spam")
    bob.refresh_from_db()
    assert bob.is_suspended
    assert bob.suspension_reason == "Spam"
    decisions.lift(bob, by=mod)
    bob.refresh_from_db()
    assert not bob.is_suspended
    assert [entry.object_type for entry in AuditEntry.objects.all()] == ["accounts.user"] * 2


def test_a_moderator_judges_neither_staff_nor_herself(mod, admin, editor):
    for account in (mod, admin, editor):
        with pytest.raises(decisions.RefusedError):
            decisions.suspend(account, by=mod, reason="Mine")
    decisions.suspend(mod, by=admin, reason="Went wild")
    with pytest.raises(decisions.RefusedError):
        decisions.suspend(admin, by=admin, reason="A bad day")


def test_dismissing_closes_one_report_and_changes_nothing(mod, bob, charlie, story):
    report = Report.file(story, by=bob, reason="spam")
    other = Report.file(story, by=charlie, reason="spam")
    decisions.dismiss(report, by=mod)
    other.refresh_from_db()
    story.refresh_from_db()
    assert other.is_open
    assert not story.is_hidden
    with pytest.raises(decisions.RefusedError):
        decisions.dismiss(report, by=mod)
    assert Decision.objects.get().verb == "dismiss"


def test_the_log_cannot_be_rewritten(mod, story):
    decisions.hide(story, by=mod, reason="Stolen")
    for change in (
        "UPDATE core_auditentry SET reason = 'nothing'",
        "DELETE FROM core_auditentry",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    assert AuditEntry.objects.get().reason == "Stolen"


def test_a_decision_is_about_one_thing(mod, bob, story):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(verb="hide", story=story, account=bob, by=mod, reason="x")

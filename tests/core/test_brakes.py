"""Brakes hold, close and end; who pulled them stands in the log."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from core import brakes
from core.models import AuditEntry, Brake

pytestmark = pytest.mark.django_db
GUESTS, YOUNG, SIGN_UP = Brake.Kind.GUESTS, Brake.Kind.YOUNG, Brake.Kind.SIGN_UP
GUEST = AnonymousUser()


def grow(user, days: int):
    user.date_joined = timezone.now() - timedelta(days=days)
    user.save()


def test_a_brake_holds_whom_it_names(bob, mod):
    assert not brakes.holds(GUEST)
    brakes.pull(GUESTS, hours=1, by=mod)
    assert brakes.holds(GUEST)
    assert not brakes.holds(bob)
    brakes.pull(YOUNG, hours=1, by=mod, days=3)
    assert brakes.holds(bob)
    assert not brakes.holds(mod)
    grow(bob, 4)
    assert not brakes.holds(bob)
    assert not brakes.is_on(SIGN_UP)


def test_it_ends_by_the_clock_and_by_hand(mod):
    brake = brakes.pull(SIGN_UP, hours=72, by=mod)
    assert brakes.until(SIGN_UP) == brake.ends_at
    assert brakes.lift(SIGN_UP, by=mod)
    assert not brakes.lift(SIGN_UP, by=mod)
    assert not brakes.is_on(SIGN_UP)
    brakes.pull(GUESTS, hours=1)
    Brake.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert not brakes.is_on(GUESTS)


def test_pulled_again_it_holds_as_was_said_last(mod):
    brakes.pull(YOUNG, hours=72, by=mod, days=30)
    brakes.pull(YOUNG, hours=1, by=mod, days=2)
    assert brakes.on()[YOUNG].days == 2
    assert brakes.lift(YOUNG, by=mod)
    assert brakes.on() == {}


def test_a_process_asks_once_in_some_seconds_and_knows_the_end(
    mod, settings, django_assert_num_queries
):
    settings.SITE_SETTINGS_SECONDS = 60
    brake = brakes.pull(GUESTS, hours=1, by=mod)
    with django_assert_num_queries(1):
        for _time in range(3):
            assert brakes.holds(GUEST)
    brakes._kept["brakes"][GUESTS].ends_at = timezone.now()
    with django_assert_num_queries(0):
        assert not brakes.holds(GUEST)
    assert brake.pk
    brakes.forget()


def test_all_of_it_is_logged_and_told(mod):
    brake = brakes.pull(GUESTS, hours=24, by=mod, reason="Lamps again")
    brakes.lift(GUESTS, by=mod)
    pulled, lifted = AuditEntry.objects.order_by("pk")
    assert (pulled.verb, pulled.actor, pulled.reason) == ("brake.pull", mod, "Lamps again")
    assert pulled.detail == {"kind": "guests", "hours": 24, "days": 7}
    assert (lifted.verb, lifted.object_id) == ("brake.lift", brake.pk)
    jobs = ProcrastinateJob.objects.filter(args__event="brake.pulled")
    assert [job.args["facts"] for job in jobs] == [{"brake_id": brake.pk}]

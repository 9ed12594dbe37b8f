"""However often a worker dies, and wherever: each notice stands in one letter, which was handed
over under one Message-ID.

A death is an error at a boundary of a statement, before it is sent or after it was done, or after
the commit, before the queue knew of it; among them the moment between the hand-over and the word
that it was sent. Only there a mail can come twice, and its Message-ID says so.
"""

from collections import defaultdict
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import example, given, settings
from procrastinate.contrib.django.models import ProcrastinateJob

from notices.mail import sending, sorting, tasks
from notices.models import Letter, Notice
from tests.cast import publish_story
from tests.notices.mailing import mails, send, tell, verify, wish
from tests.notices.test_exactly_once import AFTER_COMMIT, DeadError, Death, deaths, dies, dying

__all__ = ["mails"]

ROUNDS = 60


@pytest.fixture
def world(mails, alice, bob, monkeypatch):
    """Two readers of two stories: one is told at once, the other by the day."""
    monkeypatch.setattr(sorting, "BATCH", 3)
    monkeypatch.setattr(sending, "AT_A_TIME", 2)
    verify(alice)
    verify(bob)
    wish(alice, "now")
    stories = [publish_story(alice, title) for title in ("One", "Another")]
    return [(user, story) for user in (alice, bob) for story in stories]


def everything_is_due() -> None:
    """Whatever was put off has come meanwhile."""
    waiting = Letter.objects.filter(sent_at=None, given_up_at=None)
    waiting.update(due_at=timezone.now())
    long_ago = timezone.now() - timedelta(hours=2)
    Letter.objects.filter(sent_at__isnull=False).update(sent_at=long_ago)


def next_job():
    """The round that comes each minute, then some letters at a time. What a dead worker had taken
    from the queue, the next round puts there again."""
    job = ProcrastinateJob.objects.filter(task_name=tasks.SEND).order_by("id").first()
    if job is None:
        return partial(tasks.post, 0)
    ProcrastinateJob.objects.filter(pk=job.pk)._raw_delete("default")
    return tasks.send_letters


def work_off(deaths: list[Death | None]) -> bool:
    """As for telling: whether the death that was named first came, and in a statement."""
    deaths, came = list(deaths), False
    for _round in range(ROUNDS):
        everything_is_due()
        do = next_job()
        if deaths and (death := deaths.pop()):
            came = dies(do, *death)
            continue
        do()
        if not (Notice.objects.filter(is_sorted=False) or Letter.objects.filter(sent_at=None)):
            return came and not deaths
    raise AssertionError("it does not end")


def told_by(message) -> set[str]:
    return {line.rpartition("/")[2] for line in message.body.splitlines() if "/notices/" in line}


def tell_and_send(world, deaths: list[Death | None]) -> bool:
    Notice.objects.all().delete()
    Letter.objects.all().delete()
    ProcrastinateJob.objects.all()._raw_delete("default")
    mail.outbox.clear()
    told = {str(tell(user, story=story).pk) for user, story in world * 2}
    came = work_off(deaths)
    ids = defaultdict(set)  # of the mails that tell of a notice
    said = defaultdict(set)  # by the mails of one Message-ID
    for message in mail.outbox:
        name = message.extra_headers["Message-ID"]
        for number in told_by(message):
            ids[number].add(name)
        said[name].add(frozenset(told_by(message)))
    assert set(ids) == told
    assert all(len(names) == 1 for names in ids.values())
    assert all(len(contents) == 1 for contents in said.values())
    assert len(said) == Letter.objects.count()
    assert not Notice.objects.filter(letter=None).exists()
    return came


@pytest.mark.django_db(transaction=True)
@settings(max_examples=4)
@given(deaths(30, at_most=6))
@example([(AFTER_COMMIT, False), None] * 3)
@example([None, *((at, True) for at in range(45, 0, -4))] * 3)  # in each job, and then it lives
def test_each_notice_is_mailed_under_one_name_wherever_a_worker_dies(world, deaths):
    tell_and_send(world, deaths)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("job", range(3))  # the round, and two that send some letters
def test_each_single_point_of_death(world, job, done):
    """Every statement of every job, one after the other, until there is none."""
    at = 0
    while tell_and_send(world, [(at, done), *[None] * job]):
        at += 1
    assert at > 10


@pytest.mark.django_db(transaction=True)
def test_dying_right_after_the_hand_over_sends_the_same_mail_again(world, mails):
    reader, story = world[0]
    tell(reader, story=story)
    sorting.sort_all()
    letter = Letter.objects.get()
    at = 0
    while not mails:  # up to the first boundary behind which the mail is out
        Letter.objects.update(attempts=0, due_at=timezone.now(), sent_at=None)
        try:
            with dying(at, done=False):
                send(letter)
        except DeadError:
            at += 1
    letter.refresh_from_db()
    assert letter.sent_at is None and letter.attempts == 1
    everything_is_due()
    send(letter)
    letter.refresh_from_db()
    assert letter.sent_at and len(mails) == 2
    one, other = (message.extra_headers["Message-ID"] for message in mails)
    assert one == other and mails[0].body == mails[1].body

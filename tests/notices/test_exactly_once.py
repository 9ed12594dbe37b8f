"""However often a worker dies, and wherever: every follower has exactly one notice.

A death is an error at a boundary of a statement, before it is sent or after it was done, or after
the commit, before the queue knew of it. What was not committed is rolled back, and the job that the
dead worker had is done again from its beginning, as the queue does it.
"""

from contextlib import contextmanager

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from core import events
from library.models import Subscription
from notices.models import Notice, Telling, telling
from tests.cast import publish_story

FOLLOWERS = 7  # of the story; some of them, and others, of its author and its series
BATCH = 3
MOST_STATEMENTS = 25  # of one job
AFTER_COMMIT = 1_000


class Death(BaseException):
    """No `except Exception` survives it."""


@contextmanager
def dying(at: int, *, done: bool):
    """In the statement number `at`: before it reaches the database, or when it was `done`."""
    count = -1

    def wrapper(execute, *args):
        nonlocal count
        count += 1
        if count == at and not done:
            raise Death
        answer = execute(*args)
        if count == at:
            raise Death
        return answer

    with connection.execute_wrapper(wrapper):
        yield


@pytest.fixture
def chapter(alice, bob, charlie, monkeypatch):
    """Of a story that is followed by every way; by some people by several."""
    monkeypatch.setattr(telling, "BATCH", BATCH)
    story = publish_story(alice, "Followed")
    chapter = story.add_chapter(title="Next", html="<p>More.</p>")
    chapter.publish(by=alice)
    people = User.objects.bulk_create(User(username=f"reader {n}") for n in range(FOLLOWERS))
    Subscription.objects.bulk_create(
        [
            *(Subscription(user=person, story=story) for person in people),
            *(Subscription(user=person, pen_name=alice.pen_name) for person in people[::2]),
            Subscription(user=bob, pen_name=alice.pen_name),
            Subscription(user=charlie, story=story),
        ]
    )
    return chapter


def jobs() -> list[tuple[int, str, dict]]:
    waiting = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return list(waiting.values_list("id", "task_name", "args"))


def forget(pk: int) -> None:
    """The queue knows that the job is done."""
    ProcrastinateJob.objects.filter(pk=pk)._raw_delete("default")


def work_off(deaths: list[tuple[int, bool]]) -> None:
    """Does what waits, a job at a time. Each death ends one try; then nobody dies any more."""
    deaths = list(deaths)
    while waiting := jobs():
        pk, name, arguments = waiting[0]
        at, done = deaths.pop() if deaths else (None, False)
        try:
            if at is None:
                app.tasks[name](**arguments)
            else:
                with dying(at, done=done):
                    app.tasks[name](**arguments)
                raise Death  # all was committed, and the queue does not know it
        except Death:
            continue
        forget(pk)


def tell(chapter, deaths: list[tuple[int, bool]]) -> None:
    """From the event to the last follower, in a world where nobody was told yet."""
    Notice.objects.all().delete()
    Telling.objects.all().delete()
    ProcrastinateJob.objects.all()._raw_delete("default")
    moment = chapter.published_at.isoformat()
    events.record("chapter.published", chapter_id=chapter.pk, published_at=moment)
    work_off(deaths)
    told = sorted(Notice.objects.values_list("user", flat=True))
    followers = set(Subscription.objects.values_list("user", flat=True))
    assert told == sorted(followers)
    done = Telling.objects.get()
    assert done.told == len(followers) and done.done_at


@pytest.mark.django_db(transaction=True)
@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 20) | st.just(AFTER_COMMIT), st.booleans()), max_size=8))
@example([(AFTER_COMMIT, False)] * 6)
@example([(at, True) for at in range(20)])
def test_every_follower_is_told_once_wherever_a_worker_dies(chapter, deaths):
    tell(chapter, deaths)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("job", range(5))
def test_each_single_point_of_death(chapter, job, done):
    """Every statement of every job, one after the other."""
    for at in range(MOST_STATEMENTS):
        tell(chapter, [(at, done), *[(AFTER_COMMIT, False)] * job])

"""However often a worker dies, and wherever: everybody has exactly one notice of what happened.

A death is an error at a boundary of a statement, before it is sent or after it was done, or after
the commit, before the queue knew of it. What was not committed is rolled back, and the job that the
dead worker had is done again from its beginning, as the queue does it.
"""

from collections.abc import Callable
from contextlib import contextmanager, suppress
from functools import partial

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
from reviews.models import Kudos, Review
from tests.cast import publish_story

FOLLOWERS = 7  # of the story; some of them, and others, of its author and its series
BATCH = 3
AFTER_COMMIT = 1_000


type Death = tuple[int, bool]  # in which statement, and whether that one was done


class DeadError(BaseException):
    """No `except Exception` survives it."""


def deaths(statements: int, *, at_most: int):
    """Of some tries, in their order from behind; None lives."""
    at = st.integers(0, statements) | st.just(AFTER_COMMIT)
    return st.lists(st.none() | st.tuples(at, st.booleans()), max_size=at_most)


@contextmanager
def dying(at: int, *, done: bool):
    """In the statement number `at`: before it reaches the database, or when it was `done`."""
    count = -1

    def wrapper(execute, *args):
        nonlocal count
        count += 1
        if count == at and not done:
            raise DeadError
        answer = execute(*args)
        if count == at:
            raise DeadError
        return answer

    with connection.execute_wrapper(wrapper):
        yield


def dies(do: Callable[[], object], at: int, done: bool) -> bool:
    """Whether there was such a statement. If not, death comes behind the last one: all was
    committed, and the queue does not know it."""
    with suppress(DeadError), dying(at, done=done):
        do()
        return False
    return True


@pytest.fixture
def world(alice, bob, charlie, monkeypatch):
    """A new chapter of a story that is followed by every way, by some people by several; a review
    of it, an answer to that one, and thanks."""
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
    review = Review.post(story=story, pen_name=bob.pen_name, html="<p>I liked it.</p>")
    answer = Review.post(
        story=story, pen_name=charlie.pen_name, html="<p>So did I.</p>", parent=review
    )
    kudos = Kudos.objects.create(story=story, user=bob)
    events = [
        ("kudos.given", {"kudos_id": kudos.pk}),
        ("review.shown", {"review_id": answer.pk}),
        ("chapter.published", {
            "chapter_id": chapter.pk, "published_at": chapter.published_at.isoformat(),
        }),
    ]  # fmt: skip
    told = [(alice.pk, "kudos"), (alice.pk, "review"), (bob.pk, "answer")]
    told += [(person.pk, "chapter") for person in (*people, bob, charlie)]
    return events, sorted(told)


def jobs() -> list[tuple[int, str, dict]]:
    waiting = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return list(waiting.values_list("id", "task_name", "args"))


def forget(pk: int) -> None:
    """The queue knows that the job is done."""
    ProcrastinateJob.objects.filter(pk=pk)._raw_delete("default")


def work_off(deaths: list[Death | None]) -> bool:
    """Does what waits, a try at a time: the last one named first, None lives through it; then
    nobody dies any more. Whether the first one named came, and in a statement."""
    deaths, came = list(deaths), False
    while waiting := jobs():
        pk, name, arguments = waiting[0]
        do = partial(app.tasks[name], **arguments)
        if deaths and (death := deaths.pop()):
            came = dies(do, *death)
        else:
            do()
            forget(pk)
    return came and not deaths


def tell(world, deaths: list[Death | None]) -> bool:
    """From what happened to the last follower, in a world where nobody was told yet."""
    happened, everybody = world
    Notice.objects.all().delete()
    Telling.objects.all().delete()
    ProcrastinateJob.objects.all()._raw_delete("default")
    for event, facts in happened:
        events.record(event, **facts)
    came = work_off(deaths)
    assert sorted(Notice.objects.values_list("user", "kind")) == everybody
    assert Notice.objects.get(kind="kudos").detail["n"] == 1
    done = Telling.objects.get()
    assert done.told == FOLLOWERS + 2 and done.done_at
    return came


@pytest.mark.django_db(transaction=True)
@settings(max_examples=6)
@given(deaths(20, at_most=16))
@example([(AFTER_COMMIT, False), None] * 8)
@example([None, *((at, True) for at in range(11, -1, -1))] * 8)  # in each job, and then it lives
def test_everybody_is_told_once_wherever_a_worker_dies(world, deaths):
    tell(world, deaths)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("job", range(7))  # two events, that of the chapter, four batches
def test_each_single_point_of_death(world, job, done):
    """Every statement of every job, one after the other, until there is none."""
    at = 0
    while tell(world, [(at, done), *[None] * job]):
        at += 1
    assert at > 3

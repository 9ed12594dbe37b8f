"""The worker, who tells people and tidies up."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from archive import worker as queue
from archive.doctor.finding import Finding, must, should

WAITED_TOO_LONG = 5  # minutes
START = (
    "Start it: docker compose up --detach worker, or systemctl restart ficwright-worker, or by "
    "hand: manage.py procrastinate worker"
)


def worker() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        is_alive = queue.is_alive(cursor)
    if not is_alive:
        kind = must if settings.PRODUCTION else should
        yield kind(
            "The worker is not running.",
            "Nobody is told of new stories, numbers stand still, and nothing old is tidied away.",
            START,
        )


def waiting() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        late = queue.due_for(cursor, WAITED_TOO_LONG)
        left = queue.orphaned(cursor)
    if late:
        yield should(
            f"Jobs wait for more than {WAITED_TOO_LONG} minutes: {late}.",
            "The worker is not there, hangs, or has more to do than it can.",
            f"Look at what it says in its log. {START}",
        )
    if left:
        yield should(
            f"Jobs were begun and not ended: {left}.",
            "A worker was killed in the middle of them.",
            f"A running worker begins them again within a minute. {START}",
        )


def failed() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        number = queue.failed(cursor)
    if number:
        yield should(
            f"Jobs failed, even when tried again: {number}.",
            "Somebody may not have been told of something.",
            "The worker's log says why. Begin them again in the admin under Procrastinate › Jobs "
            "(status failed, “Retry Job”).",
        )

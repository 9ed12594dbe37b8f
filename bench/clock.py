"""How much of a piece of work was the database's."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from statistics import median, quantiles

from django.db import connection

from discovery.search import TooLong


class Clock:
    """`database` and `whole` are milliseconds."""

    def __init__(self):
        self.database = self.whole = 0.0

    def __call__(self, execute, *statement):
        began = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            self.database += 1000 * (time.perf_counter() - began)


@contextmanager
def running() -> Iterator[Clock]:
    clock, began = Clock(), time.perf_counter()
    with connection.execute_wrapper(clock):
        yield clock
    clock.whole = 1000 * (time.perf_counter() - began)


def asked(work: Callable[[], object]) -> float:
    """Milliseconds of the database, also where it took too long to be answered."""
    with running() as clock, suppress(TooLong):
        work()
    return clock.database


def spread(times: Sequence[float]) -> dict[str, float]:
    """The median, what nineteen of twenty do not exceed, and the most."""
    return {"median": median(times), "p95": quantiles(times, n=20)[-1], "most": max(times)}

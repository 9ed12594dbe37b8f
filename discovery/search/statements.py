"""One statement of a search: bounded in time, with what the planner is told for it alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled

SECONDS = 3  # that a statement may take


class TooLong(Exception):  # noqa: N818
    """The database did not answer in time."""


@dataclass(frozen=True)
class Expected:
    """How many rows the planner expects, of how many in all, and what it reckons they cost: 1 is
    about 5 µs, a page of a table that is in memory, but not in the database's own."""

    number: int
    of: int
    cost: float = 0


def rows(
    statement: str,
    params: Sequence[Any] | Mapping[str, Any] = (),
    *,
    told: Mapping[str, str] | None = None,
) -> list[tuple]:
    """What it finds. `told` are settings of the planner.

    All of it goes in one message, which is one transaction: nothing lasts beyond the statement, and
    nothing depends on which connection serves the next one. Inside of a transaction of the
    caller's the last line does the same.
    """
    settings = {"statement_timeout": f"{round(SECONDS * 1000)}", **(told or {})}
    before = "".join(f"SET LOCAL {name} = {value}; " for name, value in settings.items())
    after = "".join(f"; SET LOCAL {name} TO DEFAULT" for name in settings)
    with connection.cursor() as cursor:
        try:
            cursor.execute(before + statement + after, params)
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled):
                raise TooLong from error
            raise
        for _setting in settings:
            cursor.nextset()
        return cursor.fetchall()


def expected(fits: str, params: Sequence[Any]) -> Expected:
    """By the statistics of the tables, for the time that planning takes."""
    [(plan,)] = rows(EXPECTED.format(fits=fits), params, told=NOT_PARALLEL)
    top = plan[0]["Plan"]
    if top["Node Type"] != "Append":  # nothing can fit
        return Expected(0, top["Plan Rows"])
    everything, fitting = top["Plans"]
    return Expected(fitting["Plan Rows"], everything["Plan Rows"], fitting["Total Cost"])


def expected_pieces(tsqueries: Sequence[str]) -> list[int]:
    """In how many pieces of texts each may stand, if its words came together by chance."""
    each = " UNION ALL ".join([PIECES] * (len(tsqueries) + 1))
    [(plan,)] = rows(f"EXPLAIN (FORMAT JSON) {each}", [*tsqueries, ""], told=NOT_PARALLEL)
    return [part["Plan Rows"] for part in plan[0]["Plan"]["Plans"][:-1]]


NOT_PARALLEL = {"max_parallel_workers_per_gather": "0"}
PIECES = "SELECT FROM discovery_textpiece WHERE vector @@ %s::tsquery"
EXPECTED = """
EXPLAIN (FORMAT JSON) SELECT FROM stories_listing
UNION ALL SELECT FROM stories_listing WHERE {fits}
"""

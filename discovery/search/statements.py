"""One statement of a search: bounded in time, with what the planner is told for it alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import core.statements
from core.statements import TooLong
from discovery.search.sql import EVERYTHING, Sql

__all__ = ["Expected", "TooLong", "expected", "expected_pieces", "rows"]

SECONDS = 3  # that a statement may take


@dataclass(frozen=True)
class Expected:
    """How many rows the planner expects, of how many in all, and what it reckons they cost: 1 is
    about 5 µs, a page of a table that is in memory, but not in the database's own; and whether it
    would read the whole table for them."""

    number: int
    of: int
    cost: float = 0
    reads_all: bool = False


def rows(
    statement: str,
    params: Sequence[Any] | Mapping[str, Any] = (),
    *,
    told: Mapping[str, str] | None = None,
) -> list[tuple]:
    """What it finds. `told` are settings of the planner."""
    timeout = {"statement_timeout": f"{round(SECONDS * 1000)}"}
    return core.statements.rows(statement, params, {**timeout, **(told or {})})


def expected(fits: str, params: Sequence[Any]) -> Expected:
    """By the statistics of the tables, for the time that planning takes."""
    [(plan,)] = rows(EXPECTED.format(fits=fits), params, told=NOT_PARALLEL)
    top = plan[0]["Plan"]
    if top["Node Type"] != "Append":  # nothing can fit
        return Expected(0, top["Plan Rows"])
    everything, fitting = top["Plans"]
    reads_all = fitting["Node Type"] == "Seq Scan"
    return Expected(fitting["Plan Rows"], everything["Plan Rows"], fitting["Total Cost"], reads_all)


def expected_pieces(conditions: Sequence[Sql]) -> list[int]:
    """How many pieces of texts fit each."""
    each = " UNION ALL ".join(PIECES.format(fits=fits.text) for fits in (*conditions, EVERYTHING))
    params = [param for fits in conditions for param in fits.params]
    [(plan,)] = rows(f"EXPLAIN (FORMAT JSON) {each}", params, told=NOT_PARALLEL)
    return [part["Plan Rows"] for part in plan[0]["Plan"]["Plans"][:-1]]


def count_pieces(fits: Sql, most: int) -> int:
    """At most so many."""
    told = {**NOT_PARALLEL, "enable_seqscan": "off"}
    [(number,)] = rows(
        COUNT.format(pieces=PIECES.format(fits=fits.text)), [*fits.params, most], told=told
    )
    return number


NOT_PARALLEL = {"max_parallel_workers_per_gather": "0"}
PIECES = "SELECT FROM discovery_textpiece WHERE {fits}"
COUNT = "SELECT count(*) FROM ({pieces} LIMIT %s) counted"
EXPECTED = """
EXPLAIN (FORMAT JSON) SELECT FROM stories_listing
UNION ALL SELECT FROM stories_listing WHERE {fits}
"""

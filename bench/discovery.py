"""Finding one story among very many, in archives of several sizes beside each other:
`python -m bench discovery --stories 1000000`. Each stands in a database of its own, is filled once
(bench/filling.py) and kept; each is measured by a process of its own (bench/finding.py)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from bench.rows import Row

SMALL, MIDDLE = 5_000, 10_000  # stories: what most archives have, and what growth is measured from
PATIENCE = 3 * 3600.0  # seconds for one size, most of it to fill a new database

type Figures = dict[str, float]


class Shown(NamedTuple):
    """`most` is the target, 0 where a figure is only for information."""

    name: str
    figure: str  # of bench/lists.py
    most: float = 0
    unit: str = "ms"


SHOWN = (
    Shown("500 random filters, first page: 95th percentile", "page, p95", 50),
    Shown("the same: median", "page, median"),
    Shown("the same: slowest", "page, most"),
    Shown("50 worst filters: two common tags that never meet", "worst, never meet", 300),
    Shown("the same: a great fandom of which nothing is written any more", "worst, dead fandom"),
    Shown("the same: only excluded tags", "worst, only excluded"),
    Shown("the same: common words", "worst, common words"),
    Shown("the same: no tag at all", "worst, no tag at all"),
    Shown("the same: refused after 3 s", "worst, refused", unit=""),
    Shown("how many there are, of 500 random filters: 95th percentile", "count, p95"),
    Shown("the same: slowest, of the worst and the largest lists", "count, worst"),
    Shown("all facets, of 500 random filters: 95th percentile", "facets, p95", 100),
    Shown("the same: slowest, the median of three times", "facets, most", 100),
    Shown("the same: slowest, of the worst and the largest lists", "facets, worst", 100),
    Shown("page 2, by each sort", "deep, page 2"),
    Shown("page 1,000, or the last, by each sort", "deep, last page"),
    Shown("how many times as long that takes", "deep, ratio", 1.5, unit="times"),
    Shown("words in chapters, first page of 60 searches: 95th percentile", "chapters, p95", 100),
    Shown("the same: slowest", "chapters, most"),
    Shown("the same: refused after 3 s", "chapters, refused", unit=""),
    Shown("the same by relevance: 95th percentile", "chapters by relevance, p95"),
    Shown("passages for a page of these: 95th percentile", "snippets, p95"),
    Shown("ten tags excluded for good: first page", "page with exclusions"),
    Shown("the same: how many are hidden", "hidden by exclusions"),
    Shown("more like a story: 95th percentile", "more like, p95"),
    Shown("a story by lot: 95th percentile", "by lot, p95"),
    Shown("tags in the archive", "tags", unit=""),
    Shown("tags suggested for a few letters: 95th percentile", "suggestions, p95", 30),
    Shown("stories of the most common freeform tag", "edit, stories", unit=""),
    Shown("made another name of the next one: until the editor is answered", "edit, answered"),
    Shown("and 1,000 of its stories listed anew by the worker", "edit, a thousand stories"),
    Shown("whole list page of the 500 filters, drawn anew: median", "whole page, median"),
    Shown("of that, the database", "whole page, of the database"),
    Shown("story page, of the database: median", "story page, of the database"),
)


def rows(stories: int) -> Iterator[Row]:
    sizes = sorted({SMALL, MIDDLE, stories})
    found = {size: measured(size) for size in sizes}
    for shown in SHOWN:
        if shown.figure in found[stories]:
            yield beside_each_other(shown, stories, found)
    yield from growth(found[stories], found[MIDDLE], f"{stories:,} stories over {MIDDLE:,}")


def growth(many: Figures, few: Figures, over: str) -> Iterator[Row]:
    for what, figure, most in (
        ("whole list page", "whole page, median", 2),
        ("the same, database time", "whole page, of the database", 0),
        ("story page, database time", "story page, of the database", 1.2),
    ):
        times = many[figure] / few[figure]
        target = f"≤ {most} times" if most else ""
        yield Row(f"{what}, {over}", f"{times:.2f} times", target, not most or times <= most)


def beside_each_other(shown: Shown, stories: int, found: dict[int, Figures]) -> Row:
    """The figure that counts, and behind it those of the other sizes."""

    def said(figures: Figures) -> str:
        number = figures[shown.figure]
        return f"{number:,.0f}" if number >= 100 or not number % 1 else f"{number:,.1f}"

    here = found[stories]
    others = [f"{said(found[size])} of {size:,}" for size in found if size != stories]
    figure = f"{said(here)} {shown.unit}".strip()
    target = f"< {shown.most:,} {shown.unit}" if shown.most else ""
    is_ok = not shown.most or here[shown.figure] < shown.most
    return Row(shown.name, f"{figure} ({', '.join(others)})", target, is_ok)


def measured(stories: int) -> Figures:
    environment = os.environ | {
        "DATABASE_URL": database(stories),
        "KEEP_NOTHING": "yes",
        "LOG_LEVEL": "ERROR",
    }
    command = (sys.executable, "-m", "bench.finding", str(stories))
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, timeout=PATIENCE, check=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def buffers() -> int:
    """MB: a quarter of the memory, as docs/install.md advises, and what a server of 8 GB has."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(2_048, memory // 4 // 2**20)


def database(stories: int) -> str:
    """The address of the database for so many, made where there is none."""
    import psycopg

    from core import embedded

    settings = {"shared_buffers": f"{buffers()}MB"}
    address = urlsplit(
        embedded.ensure_running("postgres-discovery", durable=False, settings=settings)
    )
    name = f"discovery_{stories}"
    with psycopg.connect(urlunsplit(address), autocommit=True) as connection:
        there = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if not there.rowcount:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    return urlunsplit(address._replace(path=f"/{name}"))

"""How long documents take to be read: `python -m bench intake`.

Plain text in time of the processor, medians of a few runs: the reader waits for nothing, and the
machine may have other work. What is read in the jail in time that passes, its start included.
"""

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter, process_time

import django

from bench import documents
from bench.rows import Row
from intake import read
from intake.jail import read_in_jail

SIZES = (5_000, 50_000, 500_000, 4_900_000)  # bytes
RUNS = 5
JAIL_RUNS = 3
LIMITS = {5_000: 0.050, 500_000: 1.0}  # seconds
GROWTH = 1.5  # a byte of the largest may cost so many times what one of 500 kB costs
JAIL_LIMIT = 10.0  # seconds for a .docx of a novel
JAILED = (".docx", ".odt", ".epub")


def rows() -> Iterator[Row]:
    django.setup()  # for the languages of the reader's sentences
    yield from plain_rows()
    words = f"{documents.WORDS:,} words"
    seconds = took(lambda: read(documents.ao3(), "novel.html"), runs=JAIL_RUNS)
    yield Row(f"AO3’s HTML file of {words} read", f"{seconds:.1f} s", "")
    read_in_jail(b"It rained.")
    seconds = passed(lambda: read_in_jail(b"It rained."))
    yield Row("the jail’s start, and one sentence read in it", f"{seconds:.2f} s", "")
    for suffix in JAILED:
        yield jail_row(suffix, f"{suffix} of {words} read in its jail")


def plain_rows() -> Iterator[Row]:
    read(documents.plain(SIZES[0]))
    seconds = {size: took_of(size) for size in SIZES}
    for size, taken in seconds.items():
        limit = LIMITS.get(size)
        yield Row(
            f"plain-text story of {size / 1000:,.0f} kB read",
            f"{taken * 1000:,.1f} ms",
            f"< {limit * 1000:.0f} ms" if limit else "",
            not limit or taken < limit,
        )
    costs = [seconds[size] / size for size in SIZES]
    growth = costs[-1] / costs[-2]
    yield Row(
        "cost a byte, 4.9 MB over 500 kB (1.0 = linear)",
        f"{growth:.2f}",
        f"≤ {GROWTH}",
        growth <= GROWTH,
    )


def jail_row(suffix: str, name: str) -> Row:
    data = documents.made(suffix)
    seconds = passed(lambda: read_in_jail(data, f"novel{suffix}"))
    limit = f"< {JAIL_LIMIT:.0f} s" if suffix == ".docx" else ""
    return Row(name, f"{seconds:.1f} s", limit, seconds < JAIL_LIMIT)


def took_of(size: int) -> float:
    data = documents.plain(size)
    return took(lambda: read(data), runs=RUNS if size < SIZES[-1] else 1)


def took(work: Callable[[], object], *, runs: int) -> float:
    """Seconds of the processor."""
    return _median(process_time, work, runs)


def passed(work: Callable[[], object]) -> float:
    """Seconds of the clock."""
    return _median(perf_counter, work, JAIL_RUNS)


def _median(clock: Callable[[], float], work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append(clock() - start)
    return median(times)


if __name__ == "__main__":
    for row in rows():
        print(row.line)

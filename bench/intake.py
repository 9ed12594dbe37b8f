"""How long the plain-text reader takes: `python -m bench.intake`. Medians of a few runs, in time of
the processor: the reader waits for nothing, and the machine may have other work."""

from collections.abc import Iterator
from statistics import median
from time import process_time

from bench.rows import Row
from intake import read

HEADER = (
    "The Weight of Rain\nAuthor's note: AU in which it never stops. Total fluff.\nRating: PG\n\n"
)
PARAGRAPH = (
    "She said *nothing* for a while, and the rain went on. <How did this happen?> she\n"
    "asked herself; the wrapped line went on as well, as long as the mail program had\n"
    "let it, and then it broke off. Somebody stood at the window, and <I can't believe\n"
    "it> was all that she thought.\n\n"
)
SIZES = (5_000, 50_000, 500_000, 4_900_000)  # bytes
RUNS = 5
LIMITS = {5_000: 0.050, 500_000: 1.0}  # seconds
GROWTH = 1.5  # a byte of the largest may cost so many times what one of 500 kB costs


def rows() -> Iterator[Row]:
    read(document(SIZES[0]))
    seconds = {size: took(size) for size in SIZES}
    for size, limit in LIMITS.items():
        yield Row(
            f"plain-text story of {size // 1000} kB read",
            f"{seconds[size] * 1000:.1f} ms",
            f"< {limit * 1000:.0f} ms",
            seconds[size] < limit,
        )
    costs = [seconds[size] / size for size in SIZES]
    growth = costs[-1] / costs[-2]
    yield Row(
        "cost a byte, 4.9 MB over 500 kB (1.0 = linear)",
        f"{growth:.2f}",
        f"≤ {GROWTH}",
        growth <= GROWTH,
    )


def document(size: int) -> bytes:
    return (HEADER + PARAGRAPH * (size // len(PARAGRAPH) + 1)).encode()[:size]


def took(size: int) -> float:
    data, times = document(size), []
    for _ in range(RUNS if size < SIZES[-1] else 1):
        start = process_time()
        read(data)
        times.append(process_time() - start)
    return median(times)


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name} · {row.figure} · {row.target} · {row.verdict}")

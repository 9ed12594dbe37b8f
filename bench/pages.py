"""The pages that people read, against the least that Django needs for the same bytes."""

import gzip
import os
import re
import statistics
from collections.abc import Callable, Iterator

from bench.load import rate
from bench.rows import Row, at_most
from bench.server import Server, serving

STORIES = 5_000
ROUNDS = 5
SECONDS = 3.0  # a measurement


def rows() -> Iterator[Row]:
    prepare()
    from bench import questions  # asks Django's models, which are there only now

    samples = questions.stories_to_read(ROUNDS)
    with serving(PAGE_SECONDS="0") as server:
        yield from speeds(server, samples, "uncached", page=45, works=50)
        yield from weights(server, samples[0])
    with serving(PAGE_SECONDS="0", KEEP_NOTHING="yes") as server:
        yield from speeds(server, samples, "drawn anew each time")
    with serving(PAGE_SECONDS="5") as server:
        yield speed_cached(server, samples)
    yield from questions.query_counts(samples[0])


def prepare() -> None:
    """A database of our own, with its stories, and the static files as production serves them."""
    from core import embedded

    os.environ["DATABASE_URL"] = embedded.ensure_running("postgres-bench", durable=False)
    import django
    from django.core.management import call_command

    django.setup()
    from bench.filling import fill

    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    fill(STORIES)


# Speed


def speeds(server: Server, samples, how: str, page: int = 0, works: int = 0) -> Iterator[Row]:
    """Of the reading page and the list, with the least per cent that each is to reach. “Uncached”
    is a page whose rows the database is asked about for every answer (core.pages.kept_while)."""

    def reading(round_: int) -> tuple[str, str]:
        story, chapter = samples[round_]
        path = f"/works/{story}"
        return path, f"/bare/page/{chapter}/{len(server.get(path))}"

    def listing(_round: int) -> tuple[str, str]:
        return "/works", f"/bare/list/{len(server.get('/works'))}"

    yield compared(f"reading page, guest, {how}", server, reading, least=page)
    yield compared(f"list page, guest, {how}", server, listing, least=works)


def speed_cached(server: Server, samples) -> Row:
    def reading(round_: int) -> tuple[str, str]:
        story, chapter = samples[round_]
        path = f"/works/{story}"
        return path, f"/bare/kept/{chapter}/{len(server.get(path))}"

    return compared("reading page, guest, cached", server, reading, least=80)


def compared(
    name: str, server: Server, paths: Callable[[int], tuple[str, str]], *, least: int
) -> Row:
    """Median over the rounds of real ÷ bare, each pair measured side by side."""
    real, bare = [], []
    for round_ in range(ROUNDS):
        path, yardstick = paths(round_)
        if len(server.get(path)) != len(server.get(yardstick)):
            raise RuntimeError(f"{path} and {yardstick} differ in size")
        pair = [(path, real), (yardstick, bare)]
        for one, rates in pair if round_ % 2 else reversed(pair):
            rates.append(rate(server.port, one, SECONDS))
    share = 100 * statistics.median(a / b for a, b in zip(real, bare, strict=True))
    figure = f"{share:.0f} % ({statistics.median(real):,.0f} of {statistics.median(bare):,.0f}/s)"
    return Row(name, figure, f"≥ {least} % of a bare view" if least else "", share >= least)


# Weight


def weights(server: Server, sample) -> Iterator[Row]:
    story, _chapter = sample
    page = server.get(f"/works/{story}").decode()
    text = re.search(r'aria-label="Text">(.*?)</div>', page, re.DOTALL)
    yield at_most("story page without its text", kilobytes(server, page, without=text[1]), 40, "kB")
    works = server.get("/works").decode()
    yield at_most("list of 20 cards", kilobytes(server, works), 40, "kB")
    wide = kilobytes(server, works) + filters_beside(server)
    yield Row("the same on a wide screen, its filters beside it", f"{wide:.1f} kB", "")
    styles = "".join(server.get(address).decode() for address in linked(page))
    faces = set(re.findall(r"fonts/literata-latin(?:-italic)?\.[\w.]+", styles))
    if len(faces) != 2:
        raise RuntimeError(f"The style sheets name {len(faces)} of 2 faces.")
    face = sum(len(server.get(f"/static/{face}")) for face in faces) / 1_000
    yield at_most("reading face, regular and italic", face, 45, "kB")


def filters_beside(server: Server) -> float:
    """What static/js/list-in-place.js fetches where there is room. What suggests names in them
    comes when a group is opened."""
    return len(gzip.compress(server.get("/works/filters?beside=list"), 6)) / 1_000


def kilobytes(server: Server, page: str, without: str = "") -> float:
    """A page with its style sheets and scripts, each as a browser is sent it, compressed."""
    size = len(gzip.compress(page.replace(without, "").encode(), 6))
    for address in linked(page):
        size += len(server.get(address, **{"Accept-Encoding": "gzip"}))
    return size / 1_000


def linked(page: str) -> list[str]:
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    return sheets + re.findall(r'<script[^>]* src="([^"]+)"', page)
